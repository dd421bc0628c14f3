"""What is remembered equals what is made anew, after any sequence of edits."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from builders import BRIEFING, DAY, NOTES, NOW, SITE, briefing, entry, note, notes, tree_of
from hypothesis import given
from hypothesis import strategies as st
from test_laws import examples

from generator.build import Prepared, prepare
from generator.memo import Memory, Reach
from generator.pages import Planned, page_at, plan_pages
from generator.pages.edition import Edition
from generator.render import render_pages
from generator.source import LEDGER, Tree

OTHER = "content/briefings/other.md"
RUSSIAN = BRIEFING.replace(".md", ".ru.md")
PERSON, PLACE = "content/people/ann-lee.md", "content/places/oslo.md"
INSTITUTION = "content/institutions/council.md"
TOPIC = "content/topics/peace.md"
TEXTS = ["Ann Lee met the Council.", "Jose\u0301 of Oslo, and Jose too.", "The Minister spoke.",
         "Lee: Ann Lee again.", "Nobody."]  # fmt: skip
LINKS = ["See [[oslo]].", "See [[talks#p1]] and [[ann-lee|her]].", "No link.", "[[gone]]",
         "See [[talks#one]].", r"\[[oslo]] [[o\slo]]", "See [[other#p2]]."]  # fmt: skip
NAMES = ["Ann Lee", "Ann", "Jose", "Jos\u00e9", "Oslo"]


def transcripts() -> st.SearchStrategy[str]:
    return st.builds(
        lambda parts, title, link, said: briefing(
            "\n\n".join(parts), title=title, editorial_note=link, topics=["peace"],
            corrections=[{"date": "2016-12-20", "text": said}]),
        st.lists(st.sampled_from(TEXTS), max_size=3), st.sampled_from(["Talks", "More"]),
        st.sampled_from(LINKS), st.sampled_from(LINKS),
    )  # fmt: skip


def entries() -> st.SearchStrategy[str]:
    role = {"title": "Minister", "institution": "council"}
    return st.builds(
        lambda name, other, body, status: entry(name, other, body=body, status=status),
        st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(LINKS),
        st.sampled_from(["published", "published", "draft"]),
    ) | st.sampled_from(["2016-01-01", "2017"]).map(
        lambda begins: entry("Ann Lee", roles=[{**role, "from": begins}]))  # fmt: skip


def _council(title: str) -> str:
    return entry("Council", posts=[{"title": title, "aliases": ["Minister"]}])


def posts() -> st.SearchStrategy[str]:
    return st.sampled_from(["Minister", "Chair"]).map(_council)


def any_case() -> st.SearchStrategy[str]:
    return st.sampled_from(["exact", "any-case"]).map(
        lambda match: entry("Oslo", {"text": "oslo", "match": match})
    )


def annotations() -> st.SearchStrategy[str]:
    return st.lists(
        st.builds(
            note,
            st.sampled_from(["one", "two"]),
            st.sampled_from(["Ann Lee", "spoke"]),
            text=st.sampled_from(LINKS),
            formerly=st.sampled_from([[], ["one"], ["old"]]),
        ),
        max_size=2,
    ).map(lambda each: notes(*each))


def translations() -> st.SearchStrategy[str]:
    """Their labels may lead nowhere, and their paragraphs drift."""
    return st.builds(
        lambda parts, label, speaker: briefing("\n\n".join(parts), speakers={label: speaker})
        .replace(f'"date": "{DAY}"\n', ""),
        st.lists(st.sampled_from(TEXTS), max_size=3), st.sampled_from(["Lee", "Chair"]),
        st.sampled_from(["ann-lee", "gone"]),
    )  # fmt: skip


FILES = {
    RUSSIAN: translations(),
    BRIEFING: transcripts(), OTHER: transcripts(), NOTES: annotations(), PERSON: entries(),
    PLACE: entries() | any_case(), "content/events/oslo.md": entries(), INSTITUTION: posts(),
    TOPIC: st.sampled_from([entry("Peace").replace('"aliases": []\n', "")]),
    "site.yaml": st.sampled_from([SITE, SITE.replace("Word", "Words"), "title: ["]),
    "templates/page.html": st.just("{{ nothing }}"),
    "templates/base.html": st.just("<p>{{ view.frame.title }}</p>{% block main %}{% endblock %}"),
    "templates/assets/site.css": st.sampled_from(["p { margin: 0 }", "p { margin: 1px }"]),
    "content/pages/about.md": st.builds(
        lambda link: f"---\ntitle: About\n---\n{link}\n", st.sampled_from(LINKS)),
    LEDGER: st.sampled_from(["briefings/talks/\n", "people/ann-lee/\nbriefings/gone/\n"]),
}  # fmt: skip
Files = dict[str, bytes]
Edit = Callable[[Files], Files]


def writing(path: str, text: str) -> Edit:
    """A file is written, or removed where there is no text."""
    return lambda files: (
        {each: content for each, content in files.items() if each != path}
        | ({path: text.encode()} if text else {})
    )


def renaming(old: str, new: str) -> Edit:
    """A file gets another name, as when editors rename a briefing and say so."""

    name = old.rpartition("/")[2].removesuffix(".md")
    line = f"---\nformerly: [{name}]\n".encode()

    def renamed(files: Files) -> Files:
        content = files.get(old, b"").replace(b"---\n", line, 1)
        return writing(old, "")(files) | ({new: content} if content else {})

    return renamed


def swapping(one: str, other: str) -> Edit:
    """Two files exchange what they say."""
    return lambda files: (
        {**files, one: files[other], other: files[one]} if {one, other} <= files.keys() else files
    )


EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.sampled_from(sorted(FILES)).flatmap(
        lambda path: st.builds(writing, st.just(path), FILES[path] | st.just(""))
    ),
    st.builds(renaming, st.sampled_from([BRIEFING, OTHER, PERSON, PLACE, TOPIC]),
              st.sampled_from([OTHER, "content/people/berg.md", "content/topics/war.md"])),
    st.builds(swapping, st.sampled_from([BRIEFING, PERSON]), st.sampled_from([OTHER, PLACE])),
)  # fmt: skip


def answers(prepared: Prepared) -> object:
    """All that a prepared site says: problems, held files, pages."""
    pages = None
    if prepared.site is not None:
        plan = plan_pages(prepared.site.edition)
        assert all(_is_at(prepared.site.edition, page) for page in plan.pages)
        rendered = render_pages(plan.pages, prepared.site.templates)
        pages = (dict(rendered.files), rendered.problems, plan.problems,
                 dict(prepared.site.files))  # fmt: skip
    return prepared.problems, prepared.library.held, pages


def _is_at(edition: Edition, page: Planned) -> bool:
    """Whether a page that is looked for by itself is that of the whole plan."""
    found = page_at(edition, page.path)
    return found is not None and (found.template, found.source) == (page.template, page.source)


@examples(20)
@given(st.lists(EDITS, min_size=2, max_size=7))
def test_after_any_edits_what_is_remembered_equals_what_is_made_anew(
    edits: list[Edit],
) -> None:
    memory = Memory()
    files = dict(tree_of({BRIEFING: briefing(TEXTS[0]), PLACE: entry("Oslo")}).files)
    prepare(Tree(files), NOW, memory=memory)
    for edit in edits:
        files = edit(files)
        tree = Tree(files)
        assert answers(prepare(tree, NOW, memory=memory)) == answers(prepare(tree, NOW))


@dataclass(eq=False)
class Count:
    """Counts how often it is asked."""

    asked: list[object] = field(default_factory=list)

    def __call__(self, item: str, context: frozenset[str]) -> bool:
        self.asked.append(item)
        return item in context


def test_only_what_a_change_reaches_is_asked_again() -> None:
    memory, count = Memory(), Count()
    reach: Reach[str, frozenset[str], bool] = Reach(
        lambda old, new: lambda item, _: item in old ^ new
    )
    items = ("one", "two", "three")
    memory.each("", count, items, frozenset({"one"}), reach)
    found = memory.each("", count, items, frozenset({"one", "two"}), reach)
    assert tuple(found) == (True, True, False)
    assert count.asked == ["one", "two", "three", "two"]


@pytest.mark.parametrize("is_broken_first", [True, False])
def test_a_translation_that_changes_is_looked_at_again(*, is_broken_first: bool) -> None:
    memory = Memory()
    files = {BRIEFING: briefing("Lee: Words."), PERSON: entry("Ann Lee")}
    texts = [
        f"---\ntitle: T\nspeakers: {{Lee: {who}}}\n---\nLee: Words.\n"
        for who in ("ann-lee", "gone")
    ]
    told = []
    for text in reversed(texts) if is_broken_first else texts:
        prepared = prepare(tree_of({**files, RUSSIAN: text}), NOW, memory=memory)
        told.append([problem.code for problem in prepared.problems if problem.code == "E201"])
    assert told == ([["E201"], []] if is_broken_first else [[], ["E201"]])


def _as_made_anew(memory: Memory, files: dict[str, str]) -> list[tuple[str, str]]:
    """What is told of a site, which is the same with a memory and without."""
    told = prepare(tree_of(files), NOW, memory=memory).problems
    assert told == prepare(tree_of(files), NOW).problems
    return [(each.code, each.help) for each in told]


def test_two_entries_with_one_id_are_told_as_if_nothing_were_remembered() -> None:
    memory, one = Memory(), {PLACE: entry("Oslo"), PERSON: entry("Ann Lee", body=LINKS[0])}
    two = {**one, "content/events/oslo.md": entry("Talks of Oslo", body=LINKS[0])}
    told = [[code for code, _ in _as_made_anew(memory, files)] for files in (one, two, one)]
    assert told == [[], ["E008"], []]


def test_a_link_to_a_note_is_looked_at_again_when_the_note_says_what_it_was_called() -> None:
    memory = Memory()
    link = {BRIEFING: briefing("Ann Lee spoke."), PLACE: entry("Oslo", body="[[talks#old]]")}
    found = [
        _as_made_anew(memory, {**link, NOTES: notes(note("new", "Ann Lee", **former))})
        for former in ({}, {"formerly": ["old"]})
    ]
    assert found == [
        [("E211", "write #p and a number, or # and an annotation's id")],
        [("E211", "did you mean “new”?")],
    ]


def test_a_saved_transcript_leaves_all_others_as_they_were() -> None:
    files = {BRIEFING: briefing(TEXTS[0]), OTHER: briefing(TEXTS[1]), PLACE: entry("Oslo")}
    tree, memory = tree_of(files), Memory()
    before = prepare(tree, NOW, memory=memory)
    changed = Tree({**tree.files, OTHER: briefing("New words.").encode()})
    after = prepare(changed, NOW, memory=memory)
    assert after.library.briefings["talks"] is before.library.briefings["talks"]
    assert after.library.briefings["other"] is not before.library.briefings["other"]
    assert before.site is not None
    assert after.site is not None
    assert after.site.templates is before.site.templates
