"""What pages say themselves, in the language of the site: its words, dates and order of letters.

A catalogue is `templates/strings/<language>.yaml`; plurals and dates follow Unicode's CLDR, for
languages other than English by way of babel (the extra `i18n`).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from string import Formatter
from typing import Annotated, Literal, NamedTuple, TypeVar, cast

from markupsafe import Markup, escape
from pydantic import BeforeValidator

from generator.compiled import marked
from generator.decode import decode_yaml, problem_in_front
from generator.fields import OrText, Words, Written
from generator.locales import (
    ENGLISH,
    PLURALS,
    Conventions,
    NoConventionsError,
    Plural,
    UnknownLanguageError,
    base,
    conventions_of,
)
from generator.memo import Forgetful
from generator.model import Document
from generator.problems import Place, Problem, did_you_mean
from generator.site import Limits
from generator.source import REPLACED, STRINGS, Tree

_ENGLISH = "en"
_SCRIPT = len("Hant")
_UNGROUPED = 10_000  # from here on digits are grouped
_FORMATTER = Formatter()
_FIRST_LETTER = (
    0xF0000  # a plane without characters: letters of the alphabet are put in order there
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ß": "ss",
                             "ー": "", "ـ": ""})  # fmt: skip  # the latter only lengthen

HAN = "漢"  # the heading of all names that begin with a Chinese character: they have no letters
_HANGUL = 0x1100  # the first consonant that begins a syllable; those of the alphabet follow
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # doubled ones with the single
_IS_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)

T = TypeVar("T", bound=str)
# The forms of a string: by number, or by what is known of a date, of which “other” is the day.
Category = Plural | Literal["year", "month"]


def _text_as_forms(value: object) -> object:
    return {"other": value} if isinstance(value, str) else value


Forms = Annotated[Mapping[Category, Words], BeforeValidator(_text_as_forms), OrText()]


class Catalogue(Written):
    """A file under templates/strings/.

    `alphabet` gives the order of the language's letters where it is not that of the Latin base
    letters; letters that count as one stand together, parted from the others by spaces.
    `languages` says what languages are called, by their tags.
    """

    strings: Mapping[str, Forms] = {}
    alphabet: str = ""
    languages: Mapping[str, Words] = {}


class UnknownStringError(LookupError):
    """A template or the program asks for a string that no catalogue has."""

    def __init__(self, key: str) -> None:
        """Say which."""
        super().__init__(f"no catalogue under {STRINGS} has the string “{key}”")


@dataclass(frozen=True)
class Strings:
    """The catalogue of a language, English where it has no word, and the language's conventions."""

    language: str
    forms: Mapping[str, Mapping[Category, str]]
    conventions: Conventions = ENGLISH
    alphabet: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def text(self, key: str, /, **values: object) -> str:
        """A string with its values put in, as plain text.

        `n` decides which plural it is, `at` (“year”, “month”, “day”) which form for a date.

        Raises:
            UnknownStringError: when there is no such string.
        """
        form = self._form(self.forms, key, values)
        return form.format(**self._shown(values)) if values else form

    def html(self, key: str, /, **values: object) -> Markup:
        """The same for a template: values are escaped unless they are HTML already."""
        if not values:
            return self._form(self._escaped, key, values)
        if set(values) != {"n"}:
            return self._filled(key, values)
        said = key, values["n"]
        if said not in self._numbered:  # “Paragraph 12” stands on nearly every page
            self._numbered[said] = self._filled(key, values)
        return self._numbered[said]

    def sort_key(self, name: str) -> tuple[str, str]:
        """A key that puts names in the order of an index.

        Signs, case and accents do not count, save where the language's alphabet has the accented
        letter as one of its own.
        """
        if name not in self._keys:  # lists of one name after another ask for it
            self._keys[name] = "".join(map(self._place, self._letters(name))).strip(), name
        return self._keys[name]

    def initial(self, name: str) -> str:
        """The letter under which an index lists a name.

        “#” for names that begin with no letter, HAN for those that begin with a Chinese character;
        a Korean syllable stands under its first consonant.
        """
        letter = self._letters(name).strip()[:1]
        if 0 <= (place := ord(letter or " ") - _HANGUL) < len(_CONSONANTS):
            return _CONSONANTS[place]
        if _IS_HAN.match(letter) and letter not in self._first:
            return HAN
        return letter.title() if letter.isalpha() else "#"

    def name(self, tag: str) -> str:
        """What a language is called; its tag where that is not known."""
        known = self.languages.get(tag) or self.languages.get(base(tag))
        return known or self.conventions.name(tag) or tag

    def _form(
        self, table: Mapping[str, Mapping[Category, T]], key: str, values: Mapping[str, object]
    ) -> T:
        try:
            forms = table[key]
        except KeyError:
            raise UnknownStringError(key) from None
        if len(forms) == 1:
            return forms["other"]
        category = self.conventions.plural(n) if isinstance(n := values.get("n"), int) else None
        return forms.get(category or cast("Category", values.get("at"))) or forms["other"]

    def _filled(self, key: str, values: Mapping[str, object]) -> Markup:
        """A string for a template, with its values put in."""
        shown = {name: value if type(value) is Markup else escape(value)
                 for name, value in self._shown(values).items()}  # fmt: skip
        return marked(str.format(self._form(self._escaped, key, values), **shown))

    def _shown(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Values as readers see them: the digits of large numbers in groups."""
        return {name: self.conventions.number(value)
                if type(value) is int and value >= _UNGROUPED else value
                for name, value in values.items()}  # fmt: skip

    @cached_property
    def _escaped(self) -> dict[str, dict[Category, Markup]]:
        return {key: {category: escape(form) for category, form in forms.items()}
                for key, forms in self.forms.items()}  # fmt: skip

    @cached_property
    def _numbered(self) -> dict[tuple[str, object], Markup]:
        """Strings that depend on a number only, as they were asked for."""
        return {}

    @cached_property
    def _keys(self) -> dict[str, tuple[str, str]]:
        """The keys of names, as they were asked for."""
        return {}

    @cached_property
    def _groups(self) -> tuple[str, ...]:
        """The alphabet's letters, each with those that count as the same."""
        return tuple(self.alphabet.split() if " " in self.alphabet else self.alphabet)

    @cached_property
    def _first(self) -> Mapping[str, str]:
        return {letter: group[0] for group in self._groups for letter in group}

    @cached_property
    def _order(self) -> Mapping[str, str]:
        return {group[0]: chr(_FIRST_LETTER + place) for place, group in enumerate(self._groups)}

    def _place(self, letter: str) -> str:
        return self._order.get(letter, letter)

    def _letters(self, name: str) -> str:
        """A name's letters, digits and spaces in small letters."""
        composed = unicodedata.normalize("NFC", name).casefold().translate(_LIGATURES)
        return "".join(self._plain(char) for char in composed)

    def _plain(self, char: str) -> str:
        if char in self._first:
            return self._first[char]
        return "".join(self._first.get(part, part)
                       for part in unicodedata.normalize("NFKD", char)
                       if part.isalnum() or part.isspace())  # fmt: skip


def read_strings(
    tree: Tree,
    language: str,
    site: Document | None,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> Strings:
    """The strings of a language; `site` is site.yaml, in which it is named.

    A catalogue with faults, a language that has none, or one that needs babel where that is
    missing, is a problem.
    """
    is_english = base(language) == _ENGLISH
    english = _layers(tree, (_ENGLISH,), memory)
    own = _layers(tree, [tag for tag in _lineage(language) if tag.casefold() != _ENGLISH], memory)
    problems = [problem for each in (*english, *own) for problem in each.problems]
    if not english:
        problems.append(Problem(Place(_path(_ENGLISH)), "E304", "the English strings are missing",
                                "put the file back"))  # fmt: skip
    conventions = ENGLISH
    if own and not is_english:
        conventions, *others = _conventions(language, site)
        problems += [*others, *_missing(own[-1], _merged(english), _merged(own))]
    elif not is_english:
        problems.append(_no_catalogue(tree, language, site))
    for each in english[1:]:
        problems += catalogue_faults(each, _merged(english[:1]), ENGLISH)
    for each in own:
        problems += catalogue_faults(each, _merged(english), conventions)
    languages: dict[str, str] = {}
    for each in own if own and not is_english else (*english, *own):
        languages |= each.head.languages
    return Strings(
        language, _merged((*english, *own)), conventions,
        next((each.head.alphabet for each in reversed(own) if each.head.alphabet), ""),
        languages, tuple(dict.fromkeys(problems)) if site else (),
    )  # fmt: skip


def _conventions(language: str, site: Document | None) -> tuple[Conventions, *tuple[Problem, ...]]:
    """A language's conventions, and what is wrong if they are English ones instead."""
    try:
        return (conventions_of(language),)
    except NoConventionsError:
        message = f"dates and plurals in “{language}” need babel, which is not installed"
        hint = "install it: pip install 'glossator[i18n]'"
        return ENGLISH, _at_language(site, "E011", message, hint)
    except UnknownLanguageError:
        message = f"nothing is known of dates and plurals in “{language}”; they are made as English"
        hint = "look whether the tag is right: en, ru or zh-Hant (BCP 47)"
        return ENGLISH, _at_language(site, "W287", message, hint)


class Layer(NamedTuple):
    """A catalogue as read."""

    path: str
    document: Document | None
    head: Catalogue
    problems: tuple[Problem, ...]


@lru_cache(maxsize=16)
def read_catalogue(path: str, content: bytes) -> Layer:
    """A catalogue from its file; those of the program are the same for every site of a process."""
    decoded = decode_yaml(path, content, Catalogue, Limits())
    return Layer(path, decoded.document, decoded.head or Catalogue(), decoded.problems)


def catalogue_faults(
    layer: Layer, known: Mapping[str, Mapping[Category, str]], conventions: Conventions
) -> Iterator[Problem]:
    """What would fail or read wrongly when a page is made; `known` are the English strings."""
    if layer.document is None:
        return
    needed = categories(conventions)
    for key, forms in layer.head.strings.items():
        path = ("strings", key)
        if "other" not in forms:
            message = f"“{key}” has no form “other”, which every string needs"
            yield problem_in_front(layer.document, path, "E286", message, "add it")
        english = known.get(key)
        allowed = {name for form in english.values() for name in _names(form)} if english else None
        for category, form in forms.items():
            if fault := _fault_of_braces(form, allowed):
                yield problem_in_front(layer.document, (*path, category), "E286", *fault)
        if english and len(english) > 1 and (lacking := [each for each in needed
                                                          if each not in forms]):  # fmt: skip
            message = f"“{key}” has no form for the plural {' and '.join(lacking)}"
            hint = f"plurals of this language: {', '.join(needed)}"
            yield problem_in_front(layer.document, path, "W288", message, hint)


def categories(conventions: Conventions) -> tuple[Plural, ...]:
    """The plurals that whole numbers have in a language."""
    found = {conventions.plural(number) for number in (*range(201), 1_000_000)}
    return tuple(each for each in PLURALS if each in found)


def _names(form: str) -> Iterator[str]:
    try:
        yield from (name for _, name, _, _ in _FORMATTER.parse(form) if name is not None)
    except ValueError:
        return  # told where it stands


def _fault_of_braces(form: str, allowed: Collection[str] | None) -> tuple[str, str] | None:
    """What is wrong with the braces of a form, and what to do; any name may stand if None is."""
    hint = "write only {n} and the names that the English string has"
    try:
        parts = list(_FORMATTER.parse(form))
    except ValueError:
        return "a brace is not closed, or closes nothing", "write {{ and }} for braces as such"
    for _, name, specification, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or specification or conversion:
            return f"more than a name stands between the braces of “{form}”", hint
        if allowed is not None and name not in allowed:
            names = ", ".join(f"{{{each}}}" for each in sorted(allowed))
            return f"there is no “{{{name}}}” in this string", did_you_mean(name, allowed) or (
                f"it has {names}" if names else "it has no names in braces")  # fmt: skip
    return None


def _lineage(language: str) -> tuple[str, ...]:
    """Tags whose catalogues serve a language, the widest first: pt and pt-BR.

    Nothing serves in another script: zh is no help for zh-Hant.
    """
    parts = language.split("-")
    tags = [language]
    while len(parts) > 1 and len(parts[-1]) != _SCRIPT:
        parts.pop()
        tags.append("-".join(parts))
    return tuple(reversed(tags))


def _layers(tree: Tree, tags: Iterable[str], memory: Forgetful) -> tuple[Layer, ...]:
    """The catalogues of some languages: for each what comes with the program, then the site's."""
    found = {path.casefold(): path for path in tree.files if path.startswith(STRINGS)}
    paths = [_path(f"{folder}{tag}").casefold() for tag in tags for folder in (REPLACED, "")]
    return tuple(memory(found[path], read_catalogue, found[path], tree.files[found[path]])
                 for path in paths if path in found)  # fmt: skip


def _merged(layers: Iterable[Layer]) -> dict[str, Mapping[Category, str]]:
    return {key: forms for each in layers for key, forms in each.head.strings.items()
            if "other" in forms}  # fmt: skip


def _path(language: str) -> str:
    return f"{STRINGS}{language}.yaml"


def _no_catalogue(tree: Tree, language: str, site: Document | None) -> Problem:
    known = sorted(path.removeprefix(STRINGS).removesuffix(".yaml") for path in tree.files
                   if path.startswith(STRINGS) and REPLACED not in path)  # fmt: skip
    message = f"there are no strings in “{language}”; the words around the texts are English"
    hint = f"there are {', '.join(known)}; add your own as {_path(language)}"
    return _at_language(site, "W012", message, hint)


def _at_language(site: Document | None, code: str, message: str, hint: str) -> Problem:
    if site is None:
        return Problem(Place("site.yaml"), code, message, hint)
    return problem_in_front(site, ("language",), code, message, hint)


def _missing(layer: Layer, english: Collection[str], own: Collection[str]) -> Iterator[Problem]:
    if own and (missing := sorted(set(english) - set(own))):
        message = f"{len(missing)} strings are missing and stay English: {', '.join(missing[:5])}"
        yield Problem(Place(layer.path), "W013", message, "add them")
    if unknown := sorted(set(own) - set(english)):
        message = f"no page asks for these strings: {', '.join(unknown[:5])}"
        yield Problem(Place(layer.path), "W013", message, "remove them, or mend their names")
