"""Who and what the ids in front matter and `[[links]]` mean; each that leads nowhere is told."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, combinations
from typing import NamedTuple
from urllib.parse import unquote

from generator.dates import Interval
from generator.decode import front_node, no_such_paragraph, problem_in_front, problem_in_key
from generator.fields import Dated, Formerly
from generator.library import BRIEFINGS, HAS_ERRORS, PAGES, TOPICS
from generator.markdown import refused, wikilinks
from generator.memo import Forgetful, Reach
from generator.model import (
    INSTITUTIONS,
    PEOPLE,
    Briefing,
    BriefingHead,
    Document,
    Entry,
    EntryHead,
    InstitutionHead,
    Library,
    Page,
    PageHead,
    PersonHead,
    Published,
    ThingHead,
    Topic,
    TopicHead,
    Translation,
    Wording,
)
from generator.offices import Office, Tenure, tenures
from generator.problems import Problem, did_you_mean, nearest, problem_at
from generator.source import Span, Text
from generator.transcript import label_of
from generator.yaml_places import find

# Code in Markdown, in which nothing is a link: fenced, or between back quotes.
_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
Fault = tuple[str, str, str, str]  # the words of a link that is wrong, code, message, help
Path = tuple[str | int, ...]  # of a value in YAML: ("roles", 0, "to")
# Sections of every site; further ones are its kinds of entries.
SECTIONS = (BRIEFINGS, TOPICS, "glossary", "timeline", "index-of-passages", "data")
_PARAGRAPH = re.compile(r"p(\d+)\Z")
_LIKE_A_LABEL = re.compile(r"([^\W\d_][^:：\n]{1,60})[:：]\s")


class Thing(NamedTuple):
    """Something that has a page: its folder and its id."""

    folder: str
    id: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that a `[[link]]` can name.

    Attributes:
        things: what bears an id, by the id.
        titles: what each thing is called.
        silent: ids of files that are there but could not be read, or are held back.
        moved: what things are called now, by the ids that they had.
    """

    things: Mapping[str, tuple[Thing, ...]]
    titles: Mapping[Thing, str]
    silent: Mapping[str, str]
    moved: Mapping[str, str] = field(default_factory=dict)

    def find(self, target: str) -> tuple[Thing, ...]:
        """What `id`, `folder/id` or `id#p6` may mean."""
        name = target.partition("#")[0].strip()
        folder, slash, rest = name.rpartition("/")
        found = self.things.get(rest, ())
        return tuple(thing for thing in found if not slash or thing.folder == folder)

    def hint(self, name: str, known: Iterable[str], otherwise: str) -> str:
        """What may be meant by an id that nothing has: what had it once, or one that is like it."""
        if now := self.moved.get(name.rpartition("/")[2]):
            return f"it is called “{now}” now"
        return did_you_mean(name, known) or otherwise


def thing_of(written: Published) -> Thing:
    """What an editors' file is about."""
    match written:
        case Briefing():
            return Thing(BRIEFINGS, written.id)
        case Entry():
            return Thing(written.kind, written.id)
        case Topic():
            return Thing(TOPICS, written.id)
        case Page():
            return Thing(PAGES, written.id)


def make_directory(library: Library, memory: Forgetful = Forgetful()) -> Directory:  # noqa: B008
    """The directory of a library."""
    names = memory.rows("names", _named, library.published)
    held = memory.settled("held", tuple((each.id, each.reason) for each in library.held))
    return memory("", _directory, names, held)


def _named(written: Published) -> tuple[Thing, str, Formerly]:
    """What something is, what it is called, and how it was called before."""
    head = written.head
    title = head.title if isinstance(head, BriefingHead | PageHead) else head.name
    return thing_of(written), title, head.formerly


def _directory(
    names: tuple[tuple[Thing, str, Formerly], ...], held: tuple[tuple[str, str], ...]
) -> Directory:
    titles = {thing: title for thing, title, _ in names}
    things: dict[str, tuple[Thing, ...]] = {}
    for thing in sorted(titles):
        things[thing.id] = (*things.get(thing.id, ()), thing)
    moved = {old.rpartition("/")[2]: thing.id for thing, _, formerly in names for old in formerly}
    return Directory(things, titles, dict(held), moved)


def check_references(
    library: Library,
    directory: Directory,
    memory: Forgetful = Forgetful(),  # noqa: B008
) -> tuple[Problem, ...]:
    """Every id, `[[link]]`, paragraph number and interval that cannot be right."""
    translations = chain.from_iterable(library.translations.values())
    things: tuple[Written, ...] = (*library.published, *translations)
    entries = memory.group("entries", library.entries.values())
    topics = memory.group("topics", library.topics.values())
    known = _Known(library, directory, _facts(library, directory, memory))
    reach: Reach[Written, _Known, tuple[Problem, ...]] = Reach(_between, _is_clean)
    found = memory.each(_in_thing, things, memory.settled("known", known), reach)
    return (
        *chain.from_iterable(found),
        *memory("", _circles, entries, topics),
        *_rival_holders(library, entries, memory),
        *_navigation(library, directory),
    )


def check_text(text: Text, library: Library, directory: Directory) -> tuple[Problem, ...]:
    """What is wrong with the links of a Markdown text that stands by itself."""
    document = Document(text, Span(0, 0), 0)
    return tuple(_Checker(document, library, directory).body(text.text))


Written = Published | Translation


@dataclass(frozen=True, slots=True)
class _Known:
    """What can be referred to; two that have the same facts answer alike."""

    library: Library = field(compare=False)
    directory: Directory = field(compare=False)
    facts: Mapping[str, object]


def _facts(library: Library, directory: Directory, memory: Forgetful) -> Mapping[str, object]:
    """Under each id, all that a reference to it may ask; under "", what all of them may ask."""
    names = memory.settled("ids", tuple(library.briefings))
    places = memory.rows("places", _places, tuple(library.briefings.values()))
    folders = memory.settled("entry folders", _entry_folders(library))
    return memory("facts", _by_id, directory, names, places, folders)


def _by_id(
    directory: Directory,
    names: tuple[str, ...],
    places: tuple[tuple[int, tuple[str, ...]], ...],
    folders: tuple[str, ...],
) -> dict[str, object]:
    at = dict(zip(names, places, strict=True))
    facts = {name: (found, at.get(name)) for name, found in directory.things.items()}
    return {**facts, **directory.moved, **directory.silent, "": folders}


def _places(briefing: Briefing) -> tuple[int, tuple[str, ...]]:
    """What the part behind # of a link to a briefing may name."""
    return len(briefing.transcript.paragraphs), tuple(each.id for each in briefing.annotations)


def _between(old: _Known, new: _Known) -> Callable[[Written], bool] | None:
    """What tells whether something refers to what may be meant or be there otherwise now."""
    before, after = old.facts, new.facts
    changed = {name for name in before.keys() | after.keys()
               if before.get(name) != after.get(name)}  # fmt: skip
    return None if "" in changed else one_of(changed)


def one_of(ids: Collection[str]) -> Callable[[Written], bool]:
    """What tells whether one of some ids is written somewhere in a file."""

    def is_written(thing: Written) -> bool:
        for text, part in _parts(thing) if ids else ():
            if text.has_escapes:
                return True
            for each in ids:
                if each in part:
                    return True
        return False

    return is_written


def _parts(thing: Written) -> Iterator[tuple[Text, str]]:
    """The texts in which references stand, and the parts of them: transcripts have none."""
    document = thing.document
    if not isinstance(thing, Briefing | Translation):
        yield document.text, document.text.text
        return
    yield document.text, document.text.text[document.front.start : document.front.end]
    if isinstance(thing, Briefing) and thing.notes_document is not None:
        yield thing.notes_document.text, thing.notes_document.text.text


def _is_clean(problems: tuple[Problem, ...]) -> bool:
    return not problems


def _in_thing(thing: Written, known: _Known) -> tuple[Problem, ...]:
    library, directory = known.library, known.directory
    match thing:
        case Briefing():
            return tuple(_in_briefing(thing, library, directory))
        case Translation():
            return tuple(_in_translation(thing, library, directory))
        case Entry():
            return tuple(_in_entry(thing, library, directory))
        case Topic():
            return tuple(_in_topic(thing, library, directory))
        case Page():
            return tuple(_Checker(thing.document, library, directory).body(thing.body))


def _in_topic(topic: Topic, library: Library, directory: Directory) -> Iterator[Problem]:
    checker = _Checker(topic.document, library, directory)
    for key in ("broader", "related"):
        yield from checker.ids((key,), getattr(topic.head, key), (TOPICS,))
    yield from checker.ids(("see_also",), topic.head.see_also)
    yield from checker.body(topic.body)
    yield from _intervals(topic.document, topic.head)


@dataclass(frozen=True, slots=True)
class _Checker:
    """Checks what one file refers to."""

    document: Document
    library: Library
    directory: Directory

    def ids(
        self, path: Path, ids: Iterable[str | None], folders: tuple[str, ...] = ()
    ) -> Iterator[Problem]:
        """Problems with a list of ids that should be known in some folders (any, if empty)."""
        written = tuple(ids)
        for number, name in enumerate(written):
            if name is not None:
                yield from self.id((*path, number), name, folders)

    def id(self, path: Path, name: str, folders: tuple[str, ...] = ()) -> Iterator[Problem]:
        if folders and "/" in name and self.directory.find(name):
            message = f"“{name}” has its folder before it, which is known here"
            yield self.problem(path, "E201", message, f"write {name.rpartition('/')[2]}")
            return
        found = self.directory.find(name) if "#" not in name else ()
        fitting = [thing for thing in found if not folders or thing.folder in folders]
        if len(fitting) == 1 or (fitting and folders):
            return
        if len(fitting) > 1:
            yield self.problem(path, "E212", *_several(name, tuple(fitting)))
            return
        known = {each.id for each in self.directory.titles if not folders or each.folder in folders}
        where = f" in {' or '.join(f'content/{folder}/' for folder in folders)}"
        message = f"“{name}” is no id{where if folders else ' of this site'}"
        silent = "" if found else self.directory.silent.get(name, "")
        otherwise = "an id is a file's name without .md"
        hint = partial(self.directory.hint, name, known, otherwise)
        for fault in _unknown(name, silent, message, hint):
            yield self.problem(path, *fault)

    def problem(self, path: Path, code: str, message: str, hint: str) -> Problem:
        return problem_in_front(self.document, path, code, message, hint)

    def body(self, text: str) -> Iterator[Problem]:
        """Problems with the links of a Markdown body, each where its words stand in the file."""
        written = self.document.text.text
        yield from self._placed(self._faults(text), Span(self.document.body, len(written)))

    def field(self, path: Path, text: str) -> Iterator[Problem]:
        """Problems with the links of a Markdown text that stands at a path of the YAML."""
        if faults := tuple(self._faults(text)):
            yield from self._placed(faults, find(front_node(self.document), path))

    def _placed(self, faults: Iterable[Fault], within: Span) -> Iterator[Problem]:
        for sought, code, message, hint in faults:
            at = _place_of(sought, self.document.text.text, within)
            yield problem_at(self.document.text, at, code, message, hint)

    def _faults(self, text: str) -> Iterator[Fault]:
        """What is wrong with a Markdown text: the words it is about, code, message, help."""
        for target in dict.fromkeys(wikilinks(text)):
            for fault in self._link(target):
                yield f"[[{target}", *fault
        for each in dict.fromkeys(refused(text)):
            yield each.sought, "E213", each.message, each.help

    def _link(self, target: str) -> Iterator[tuple[str, str, str]]:
        match self.directory.find(target):
            case [thing]:
                if wrong := _fragment_fault(self.library, thing, target):
                    yield "E211", f"[[{target}]] leads nowhere: {wrong[0]}", wrong[1]
            case []:
                name = target.partition("#")[0].strip()
                silent = self.directory.silent.get(name, "")
                known = {thing.id for thing in self.directory.titles}
                message, otherwise = f"[[{target}]] leads nowhere", "link a file's name without .md"
                near = partial(self.directory.hint, name, known, otherwise)
                for code, said, hint in _unknown(name, silent, message, near):
                    yield ("E211" if code == "E201" else code), said, hint
            case several:
                message, hint = _several(target, several)
                yield "E212", message, hint


def _unknown(
    name: str, silent: str, message: str, hint: Callable[[], str]
) -> Iterator[tuple[str, str, str]]:
    """Why an id has no page: the code, the message, the help; nothing if that is told already.

    `silent` says why a file of that name is held back, or is ""; `hint` gives the help.
    """
    if silent and silent != HAS_ERRORS:
        yield "E214", f"“{name}” is not published: {silent}", "publish it too, or remove it here"
    elif not silent:
        yield "E201", message, hint()


def without_code(text: str) -> str:
    """A Markdown text with spaces for its code, in which nothing is a link."""
    return _CODE.sub(lambda code: " " * len(code[0]), text)


def _place_of(sought: str, text: str, within: Span) -> Span:
    """Where the words of a faulty link stand: outside of code, and not within a longer link."""
    masked = without_code(text[within.start : within.end])
    form = re.escape(sought) + (r"(?=\s*(?:\]\]|\|))" if sought.startswith("[[") else "")
    for pattern in (form, re.escape(unquote(sought))):
        if match := re.search(pattern, masked):
            return Span(within.start + match.start(), within.start + match.end())
    return Span(within.start, within.start + 1)


def _fragment_fault(library: Library, thing: Thing, target: str) -> tuple[str, str] | None:
    """What is wrong with the part behind # of a link, and what to do; None if nothing is."""
    fragment = target.partition("#")[2]
    if not fragment:
        return None
    if thing.folder != BRIEFINGS:
        return f"“#{fragment}” is no place of that page", "remove what stands from # on"
    briefing = library.briefings[thing.id]
    last = len(briefing.transcript.paragraphs)
    if match := _PARAGRAPH.match(fragment):
        if 1 <= int(match[1]) <= last:
            return None
        return f"the transcript has {last} paragraphs", "count paragraphs from 1"
    known = [annotation.id for annotation in briefing.annotations]
    if fragment in known:
        return None
    hint = did_you_mean(fragment, known) or "write #p and a number, or # and an annotation's id"
    return f"there is no annotation “{fragment}” there", hint


def _several(target: str, found: tuple[Thing, ...]) -> tuple[str, str]:
    forms = [f"{thing.folder}/{thing.id}" for thing in found]
    return f"“{target}” could be {' or '.join(forms)}", f"write one of: {', '.join(forms)}"


def _in_briefing(briefing: Briefing, library: Library, directory: Directory) -> Iterator[Problem]:
    checker, head = _Checker(briefing.document, library, directory), briefing.head
    entries = _entry_folders(library)
    for label, person in head.speakers.items():
        if person is not None:
            yield from checker.id(("speakers", label), person, (PEOPLE, INSTITUTIONS))
    for key, name in (("place", head.place), ("event", head.event)):
        if name is not None:
            yield from checker.id((key,), name, entries)
    yield from checker.ids(("participants",), head.participants, entries)
    yield from checker.ids(("topics",), head.topics, (TOPICS,))
    yield from _in_rules(briefing, checker, entries)
    yield from checker.field(("editorial_note",), head.editorial_note or "")
    yield from _in_corrections(checker, head)
    yield from _labels(briefing)
    if briefing.notes_document is not None:
        yield from _in_notes(briefing, briefing.notes_document, library, directory)


def _in_corrections(checker: "_Checker", head: BriefingHead) -> Iterator[Problem]:
    for number, correction in enumerate(head.corrections):
        yield from checker.field(("corrections", number, "text"), correction.text)
        if correction.date < head.date:
            message = f"it is dated before the briefing, which is of {head.date.isoformat()}"
            hint = "write the day on which the text was changed here"
            yield checker.problem(("corrections", number, "date"), "E241", message, hint)


def _in_translation(
    translation: Translation, library: Library, directory: Directory
) -> Iterator[Problem]:
    checker = _Checker(translation.document, library, directory)
    for label, person in translation.head.speakers.items():
        if person is not None:
            yield from checker.id(("speakers", label), person, (PEOPLE, INSTITUTIONS))
    yield from _in_rules(translation, checker, _entry_folders(library))
    yield from _labels(translation)


def _in_rules(briefing: Wording, checker: _Checker, entries: tuple[str, ...]) -> Iterator[Problem]:
    last = len(briefing.transcript.paragraphs)
    for number, rule in enumerate(briefing.head.names):
        for entry in rule.entry:
            yield from checker.id(("names", number, "entry"), entry, entries)
        if max((end for _, end in rule.paragraphs or ()), default=0) > last:
            yield no_such_paragraph(briefing.document, ("names", number, "paragraphs"), last)


def _in_notes(
    briefing: Briefing, document: Document, library: Library, directory: Directory
) -> Iterator[Problem]:
    checker = _Checker(document, library, directory)
    last = len(briefing.transcript.paragraphs)
    for number, annotation in enumerate(briefing.annotations):
        yield from checker.field(("annotations", number, "text"), annotation.text)
    for number, passage in enumerate(briefing.passages):
        yield from checker.id(("passages", number, "topic"), passage.topic, (TOPICS,))
        if max(end for _, end in passage.paragraphs) > last:
            yield no_such_paragraph(document, ("passages", number, "paragraphs"), last)


def _labels(briefing: Wording) -> Iterator[Problem]:
    """Labels that no paragraph begins with, and beginnings that look like a mistyped label."""
    used = {turn.label for turn in briefing.transcript.turns}
    idle = [label for label in briefing.head.speakers
            if not any(label_of(f"{each}: ", frozenset([label]))[0] for each in used if each)
            and label not in used]  # fmt: skip
    for label in idle:
        message = f"no paragraph begins with the label “{label}” and a colon"
        hint = "write it as it stands in the text, or remove the line"
        yield problem_in_key(briefing.document, ("speakers", label), "W215", message, hint)
    for paragraph in briefing.transcript.paragraphs:
        match = _LIKE_A_LABEL.match(paragraph.text)
        if match and (near := nearest(match[1], briefing.head.speakers)):
            message = f"“{match[1]}” looks like the label “{near}”, but differs from it"
            at = Span(paragraph.start, paragraph.start + len(match[1]))
            yield problem_at(briefing.document.text, at, "W216", message,
                             "declare it under `speakers:` if it opens a turn")  # fmt: skip


def _in_entry(entry: Entry, library: Library, directory: Directory) -> Iterator[Problem]:
    checker, head = _Checker(entry.document, library, directory), entry.head
    yield from checker.ids(("see_also",), head.see_also)
    yield from checker.body(entry.body)
    yield from _intervals(entry.document, head)
    match head:
        case PersonHead():
            for number, role in enumerate(head.roles):
                if role.institution is not None:
                    path = ("roles", number, "institution")
                    yield from checker.id(path, role.institution, (INSTITUTIONS,))
        case InstitutionHead():
            for key in ("part_of", "predecessors", "successors"):
                yield from checker.ids((key,), getattr(head, key), (INSTITUTIONS,))
        case ThingHead():
            yield from checker.ids(("part_of",), head.part_of, _entry_folders(library))
            yield from checker.ids(("participants",), head.participants)
        case _:
            pass
    place = getattr(head, "place", None)
    if place is not None:
        yield from checker.id(("place",), place, _entry_folders(library))


def _intervals(document: Document, head: EntryHead | TopicHead) -> Iterator[Problem]:
    """Periods that end before they begin."""
    for path, period in _periods(head):
        if period.is_empty:
            message = f"this ends ({period.end}) before it begins ({period.start})"
            hint = "`from` is the first day, `to` the first day on which it no longer held"
            yield problem_in_front(document, path, "E114", message, hint)


def _periods(head: EntryHead | TopicHead) -> Iterator[tuple[Path, Interval]]:
    """Every period of a head, with the place of its end."""
    lists: list[tuple[Path, Sequence[Dated]]] = [(("other_names",), head.other_names)]
    if isinstance(head, EntryHead):
        lists.append((("aliases",), head.aliases))
    match head:
        case PersonHead():
            lists.append((("roles",), head.roles))
            yield ("death_date",), Interval(head.birth_date, head.death_date)
        case InstitutionHead():
            lists += [(("posts", number, "aliases"), post.aliases)
                      for number, post in enumerate(head.posts)]  # fmt: skip
            yield ("dissolved",), Interval(head.founded, head.dissolved)
        case ThingHead():
            yield ("to",), head.interval
        case _:
            pass
    for path, dated in lists:
        for number, each in enumerate(dated):
            yield (*path, number, "to"), each.interval


def _circles(entries: tuple[Entry, ...], topics: tuple[Topic, ...]) -> tuple[Problem, ...]:
    """Topics that are broader than themselves, institutions that are part of themselves."""
    broader = {each.id: each.head.broader for each in topics}
    whole = {each.id: each.head.part_of for each in entries
             if isinstance(each.head, InstitutionHead | ThingHead)}  # fmt: skip
    return (
        *_circles_of("broader", broader, {each.id: each.document for each in topics}),
        *_circles_of("part_of", whole, {each.id: each.document for each in entries}),
    )


def _circles_of(
    key: str, above: Mapping[str, tuple[str, ...]], documents: Mapping[str, Document]
) -> Iterator[Problem]:
    for start in above:
        if (circle := _circle(start, above)) and start == min(circle):
            message = f"“{start}” is above itself: {' → '.join([*circle, start])}"
            hint = f"remove one `{key}` of the circle"
            yield problem_in_front(documents[start], (key,), "E230", message, hint)


def _circle(start: str, above: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The way from an id up to itself, or ()."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while paths:
        path = paths.pop()
        for parent in above.get(path[-1], ()):
            if parent == start:
                return path
            if parent not in seen:
                seen.add(parent)
                paths.append((*path, parent))
    return ()


def _rival_holders(
    library: Library, entries: tuple[Entry, ...], memory: Forgetful
) -> Iterator[Problem]:
    """Two people who certainly hold one declared office on one day."""
    declared = memory.rows("", _declared, entries)
    for (institution, title), one, other in memory("", _rivals, declared, tenures(entries, memory)):
        names = f"{one.person} and {other.person}"
        message = f"{names} both are {title} of {institution} on some days"
        hint = "end the first role (`to:`) on the day on which the second begins"
        document = library.entries[other.person].document
        yield problem_in_front(document, ("roles", other.number), "W222", message, hint)


def _declared(entry: Entry) -> tuple[Office, ...]:
    posts = entry.head.posts if isinstance(entry.head, InstitutionHead) else ()
    return tuple((entry.id, post.title) for post in posts)


def _rivals(
    declared: tuple[tuple[Office, ...], ...], held: Mapping[Office, tuple[Tenure, ...]]
) -> tuple[tuple[Office, Tenure, Tenure], ...]:
    return tuple(
        (office, one, other)
        for office in dict.fromkeys(chain.from_iterable(declared))
        for one, other in combinations(held.get(office, ()), 2)
        if one.person != other.person and one.role.interval.certainly_overlaps(other.role.interval)
    )


def _navigation(library: Library, directory: Directory) -> Iterator[Problem]:
    known = {*SECTIONS, *_entry_folders(library), *library.pages}
    if any(problem.code == "E004" for problem in library.problems):
        return  # a folder could not be read: what it holds is not missing
    for number, name in enumerate(library.site.navigation):
        if name in known or library.site_document is None:
            continue
        message = f"“{name}” in `navigation:` is neither a section nor a page"
        path = ("navigation", number)
        otherwise = f"known: {', '.join(sorted(known))}"
        hint = partial(directory.hint, name, known, otherwise)
        for fault in _unknown(name, directory.silent.get(name, ""), message, hint):
            yield problem_in_front(library.site_document, path, *fault)


def _entry_folders(library: Library) -> tuple[str, ...]:
    return tuple(kind.id for kind in library.site.kinds)
