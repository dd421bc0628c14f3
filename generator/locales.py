"""How a language forms its plurals, writes its dates and calls the languages (Unicode's CLDR)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast, get_args

from generator.dates import PartialDate

Plural = Literal["zero", "one", "two", "few", "many", "other"]
PLURALS: tuple[Plural, ...] = get_args(Plural)


@dataclass(frozen=True, slots=True)
class Conventions:
    """A language's conventions.

    Attributes:
        plural: the plural category of a number.
        number: a large number, its digits in groups.
        date: a date in words.
        name: what a language is called, by its tag; "" where that is not known.
    """

    plural: Callable[[int], Plural]
    number: Callable[[int], str]
    date: Callable[[PartialDate], str]
    name: Callable[[str], str]


ENGLISH = Conventions(
    plural=lambda number: "one" if number == 1 else "other",
    number="{:,}".format,
    date=lambda written: written.words,
    name=lambda _: "",
)


class NoConventionsError(LookupError):
    """Babel is not installed."""


class UnknownLanguageError(LookupError):
    """Babel does not know a language."""


def conventions_of(language: str) -> Conventions:
    """The conventions of a language, English or of those that babel (the extra `i18n`) knows.

    Raises:
        NoConventionsError: when babel is not installed.
        UnknownLanguageError: when babel does not know the language.
    """
    if base(language) == "en":
        return ENGLISH
    try:
        return _from_babel(language)
    except ImportError as error:
        raise NoConventionsError from error


def _from_babel(language: str) -> Conventions:
    # Sites in English need no babel, and it takes longer to load than a small site to build.
    from babel import Locale, UnknownLocaleError, dates, numbers  # noqa: PLC0415

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError) as error:
        if base(language) == language:
            raise UnknownLanguageError from error
        return conventions_of(base(language))

    def words(written: PartialDate) -> str:
        if written.day:
            return dates.format_date(written.earliest, "long", locale)
        skeleton = "yMMMM" if written.month else "y"
        return dates.format_skeleton(skeleton, written.earliest, locale=locale)

    def plural(number: int) -> Plural:
        return cast("Plural", locale.plural_form(number))

    def grouped(number: int) -> str:
        return numbers.format_decimal(number, locale=locale)

    return Conventions(plural, grouped, words, lambda tag: locale.languages.get(base(tag)) or "")


def base(language: str) -> str:
    """The language of a tag without its script and region: “zh” of “zh-Hant”."""
    return language.partition("-")[0].lower()
