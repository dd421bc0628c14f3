"""How a language forms its plurals, writes its dates and calls the languages (Unicode's CLDR)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from generator.dates import MONTHS, PartialDate

Plural = Literal["zero", "one", "two", "few", "many", "other"]
Words = Callable[[PartialDate], str]
PLURALS: tuple[Plural, ...] = get_args(Plural)
# Months as MLA has them; not CLDR's “Sep” and “Jun”.
_SHORT_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
# What the first of a month is where that is no plain number; CLDR's patterns do not know it.
_FIRST_DAYS = {"fr": "1er"}


class DateParts(NamedTuple):
    """The words of a day's date, for styles that put them in an order of their own."""

    day: str
    month: str
    short_month: str
    year: str


Parts = Callable[[date], DateParts]


@dataclass(frozen=True, slots=True)
class Conventions:
    """A language's conventions.

    Attributes:
        plural: the plural category of a number.
        number: a large number, its digits in groups.
        date: a date in words.
        within: the same after a word like “since”, for which some languages decline the month.
        parts: the words of a day.
        name: what a language is called, by its tag; "" where that is not known.
    """

    plural: Callable[[int], Plural]
    number: Callable[[int], str]
    date: Words
    within: Words
    parts: Parts
    name: Callable[[str], str]


def _english_parts(day: date) -> DateParts:
    month = day.month - 1
    return DateParts(str(day.day), MONTHS[month], _SHORT_MONTHS[month], str(day.year))


ENGLISH = Conventions(
    plural=lambda number: "one" if number == 1 else "other",
    number="{:,}".format,
    date=lambda written: written.words,
    within=lambda written: written.words,
    parts=_english_parts,
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
    from babel import Locale, UnknownLocaleError, numbers  # noqa: PLC0415

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError) as error:
        if base(language) == language:
            raise UnknownLanguageError from error
        return conventions_of(base(language))

    def plural(number: int) -> Plural:
        return cast("Plural", locale.plural_form(number))

    def grouped(number: int) -> str:
        return numbers.format_decimal(number, locale=locale)

    def name(tag: str) -> str:
        return locale.languages.get(base(tag)) or ""

    return Conventions(plural, grouped, *_dates(language), name)


def _dates(language: str) -> tuple[Words, Words, Parts]:
    """A date in words, the same within a sentence, and the words of a day."""
    from babel import Locale, dates  # noqa: PLC0415  # as above

    locale = Locale.parse(language.replace("-", "_"))
    first = _FIRST_DAYS.get(base(language))

    def pattern(written: PartialDate) -> str:
        if written.day:
            return str(locale.date_formats["long"].pattern)
        skeletons, wanted = locale.datetime_skeletons, "yMMMM" if written.month else "y"
        return str(skeletons[dates.match_skeleton(wanted, skeletons) or wanted].pattern)

    def formatted(written: PartialDate, form: str) -> str:
        text = dates.format_date(written.earliest, form, locale)
        return text.replace("1", first, 1) if first and written.day == 1 else text

    @cache  # lists ask for the same few again and again
    def words(written: PartialDate) -> str:
        return formatted(written, pattern(written))

    @cache
    def within(written: PartialDate) -> str:
        return formatted(written, pattern(written).replace("LLLL", "MMMM"))

    def parts(day: date) -> DateParts:
        number, *others = (
            dates.format_date(day, form, locale) for form in ("d", "MMMM", "MMM", "y")
        )
        return DateParts(first if first and day.day == 1 else number, *others)

    return words, within, parts


def base(language: str) -> str:
    """The language of a tag without its script and region: “zh” of “zh-Hant”."""
    return language.partition("-")[0].lower()
