"""What pages say themselves, in the language of the site: its words, dates and order of letters.

A catalogue is `templates/strings/<language>.yaml`; plurals and dates follow Unicode's CLDR, for
languages other than English by way of babel (the extra `i18n`).
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, NamedTuple, TypeVar

from markupsafe import Markup, escape
from pydantic import BeforeValidator

from generator.decode import decode_yaml, problem_in_front
from generator.locales import ENGLISH, Conventions, NoConventionsError, Plural, base, conventions_of
from generator.model import Document, Limits, Words, Written
from generator.problems import Place, Problem
from generator.source import Tree

STRINGS = "templates/strings/"
_ENGLISH = "en"
_FIRST_LETTER = (
    0xF0000  # a plane without characters: letters of the alphabet are put in order there
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ß": "ss"})

T = TypeVar("T", bound=str)


def _text_as_forms(value: object) -> object:
    return {"other": value} if isinstance(value, str) else value


Forms = Annotated[Mapping[Plural, Words], BeforeValidator(_text_as_forms)]


class Catalogue(Written):
    """A file under templates/strings/.

    `alphabet` gives the order of the language's letters where it is not that of the Latin base
    letters; `languages` what languages are called, by their tags.
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
    forms: Mapping[str, Mapping[Plural, str]]
    conventions: Conventions = ENGLISH
    alphabet: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def text(self, key: str, /, **values: object) -> str:
        """A string with its values put in, as plain text; `n` decides which plural it is.

        Raises:
            UnknownStringError: when there is no such string.
        """
        form = self._form(self.forms, key, values)
        return form.format(**values) if values else form

    def html(self, key: str, /, **values: object) -> Markup:
        """The same for a template: values are escaped unless they are HTML already."""
        if not values:
            return self._form(self._escaped, key, values)
        if set(values) != {"n"}:
            return self._form(self._escaped, key, values).format(**values)
        said = key, values["n"]
        if said not in self._numbered:  # “Paragraph 12” stands on nearly every page
            self._numbered[said] = self._form(self._escaped, key, values).format(**values)
        return self._numbered[said]

    def sort_key(self, name: str) -> tuple[str, str]:
        """A key that puts names in the order of an index.

        Signs, case and accents do not count, save where the language's alphabet has the accented
        letter as one of its own.
        """
        return "".join(map(self._place, self._letters(name))).strip(), name

    def initial(self, name: str) -> str:
        """The letter under which an index lists a name; “#” for names that begin with no letter."""
        letters = self._letters(name).strip()
        return letters[0].upper() if letters and letters[0].isalpha() else "#"

    def name(self, tag: str) -> str:
        """What a language is called; its tag where that is not known."""
        known = self.languages.get(tag) or self.languages.get(base(tag))
        return known or self.conventions.name(tag) or tag

    def _form(
        self, table: Mapping[str, Mapping[Plural, T]], key: str, values: Mapping[str, object]
    ) -> T:
        try:
            forms = table[key]
        except KeyError:
            raise UnknownStringError(key) from None
        if len(forms) == 1 or not isinstance(number := values.get("n"), int):
            return forms["other"]
        return forms.get(self.conventions.plural(number)) or forms["other"]

    @cached_property
    def _escaped(self) -> dict[str, dict[Plural, Markup]]:
        return {key: {category: escape(form) for category, form in forms.items()}
                for key, forms in self.forms.items()}  # fmt: skip

    @cached_property
    def _numbered(self) -> dict[tuple[str, object], Markup]:
        """Strings that depend on a number only, as they were asked for."""
        return {}

    @cached_property
    def _order(self) -> Mapping[str, str]:
        return {letter: chr(_FIRST_LETTER + place) for place, letter in enumerate(self.alphabet)}

    def _place(self, letter: str) -> str:
        return self._order.get(letter, letter)

    def _letters(self, name: str) -> str:
        """A name's letters, digits and spaces in small letters."""
        composed = unicodedata.normalize("NFC", name).casefold().translate(_LIGATURES)
        return "".join(self._plain(char) for char in composed)

    def _plain(self, char: str) -> str:
        if char in self._order:
            return char
        return "".join(part for part in unicodedata.normalize("NFKD", char)
                       if part.isalnum() or part.isspace())  # fmt: skip


def read_strings(tree: Tree, language: str, site: Document | None) -> Strings:
    """The strings of a language; `site` is site.yaml, in which it is named.

    A language that has no catalogue, or needs babel where that is missing, is a problem.
    """
    english = _catalogue(tree, _ENGLISH)
    tag = next((each for each in (language, base(language)) if _path(each) in tree.files), _ENGLISH)
    own = _catalogue(tree, tag)
    problems = [*english.problems, *own.problems]
    problems += _differences(_path(tag), english.head.strings, own.head.strings)
    if tag == _ENGLISH and base(language) != _ENGLISH:
        problems.append(_no_catalogue(tree, language, site))
    try:
        conventions = conventions_of(tag if tag == _ENGLISH else language)
    except NoConventionsError:
        conventions = ENGLISH
        message = f"dates and plurals in “{language}” need babel, which is not installed"
        hint = "install it: pip install 'glossator[i18n]'"
        problems.append(_at_language(site, "E011", message, hint))
    return Strings(
        language, dict(english.head.strings) | dict(own.head.strings), conventions,
        own.head.alphabet, own.head.languages, tuple(dict.fromkeys(problems)) if site else (),
    )  # fmt: skip


class _Read(NamedTuple):
    head: Catalogue
    problems: tuple[Problem, ...]


def _path(language: str) -> str:
    return f"{STRINGS}{language}.yaml"


def _catalogue(tree: Tree, language: str) -> _Read:
    path = _path(language)
    if path not in tree.files:
        message = "the English strings are missing"
        return _Read(Catalogue(), (Problem(Place(path), "E304", message, "put the file back"),))
    decoded = decode_yaml(path, tree.files[path], Catalogue, Limits())
    return _Read(decoded.head or Catalogue(), decoded.problems)


def _no_catalogue(tree: Tree, language: str, site: Document | None) -> Problem:
    known = sorted(path.removeprefix(STRINGS).removesuffix(".yaml")
                   for path in tree.files if path.startswith(STRINGS))  # fmt: skip
    message = f"there are no strings in “{language}”; the words around the texts are English"
    hint = f"there are {', '.join(known)}; add your own as {_path(base(language))}"
    return _at_language(site, "W012", message, hint)


def _at_language(site: Document | None, code: str, message: str, hint: str) -> Problem:
    if site is None:
        return Problem(Place("site.yaml"), code, message, hint)
    return problem_in_front(site, ("language",), code, message, hint)


def _differences(path: str, english: Collection[str], own: Collection[str]) -> Iterator[Problem]:
    if own and (missing := sorted(set(english) - set(own))):
        message = f"{len(missing)} strings are missing and stay English: {', '.join(missing[:5])}"
        yield Problem(Place(path), "W013", message, "add them")
    if unknown := sorted(set(own) - set(english)):
        message = f"no page asks for these strings: {', '.join(unknown[:5])}"
        yield Problem(Place(path), "W013", message, "remove them, or mend their names")
