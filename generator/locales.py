"""How a language forms its plurals, writes its dates and calls the languages (Unicode's CLDR)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from generator.dates import PartialDate

Plural = Literal["zero", "one", "two", "few", "many", "other"]


@dataclass(frozen=True, slots=True)
class Conventions:
    """A language's conventions.

    Attributes:
        plural: the plural category of a number.
        date: a date in words.
        name: what a language is called, by its tag; "" where that is not known.
    """

    plural: Callable[[int], Plural]
    date: Callable[[PartialDate], str]
    name: Callable[[str], str]


ENGLISH = Conventions(
    plural=lambda number: "one" if number == 1 else "other",
    date=lambda written: written.words,
    name=lambda _: "",
)


class NoConventionsError(LookupError):
    """Babel is not installed, or does not know a language."""


def conventions_of(language: str) -> Conventions:
    """The conventions of a language, English or of those that babel (the extra `i18n`) knows.

    Raises:
        NoConventionsError: when they are not known.
    """
    if base(language) == "en":
        return ENGLISH
    try:
        # Sites in English need no babel, and it takes longer to load than a small site to build.
        from babel import Locale, UnknownLocaleError, dates  # noqa: PLC0415
    except ImportError as error:
        raise NoConventionsError from error
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError) as error:
        if base(language) == language:
            raise NoConventionsError from error
        return conventions_of(base(language))

    def words(written: PartialDate) -> str:
        if written.day:
            return dates.format_date(written.earliest, "long", locale)
        skeleton = "yMMMM" if written.month else "y"
        return dates.format_skeleton(skeleton, written.earliest, locale=locale)

    def plural(number: int) -> Plural:
        return cast("Plural", locale.plural_form(number))

    return Conventions(plural, words, lambda tag: locale.languages.get(base(tag)) or "")


def base(language: str) -> str:
    """The language of a tag without its script and region: “zh” of “zh-Hant”."""
    return language.partition("-")[0].lower()
