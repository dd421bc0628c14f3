"""The page on which readers search."""

import json
from dataclasses import dataclass, replace

from generator import urls
from generator.locales import base
from generator.pages.edition import Edition
from generator.pages.frame import SEARCH_POLICY, View
from generator.pages.parts import Link
from generator.pages.records import NAMES, search_languages

_LISTS = ("briefings", "people", "institutions", "topics", "glossary")


@dataclass(frozen=True, slots=True)
class SearchView(View):
    """What search.html shows.

    Attributes:
        script: the script of this page alone; `stylesheet` is its styles.
        root: the way to the top of the site.
        names: the file of names.
        languages: those of the indexes, the site's own first.
        words: what the script says, with plural forms, as JSON; and how the language writes the
            years, where that is not the bare number.
        lists: where everything is listed, for who has no scripts.
    """

    script: str
    stylesheet: str
    root: str
    names: str
    languages: tuple[str, ...]
    words: str
    lists: tuple[Link, ...]


def search_view(edition: Edition) -> SearchView:
    """The page with the form; what is found is shown by its script."""
    page = urls.path_of(urls.SEARCH)
    strings = edition.strings
    title = strings.text("search")
    frame = edition.frame(page, title, strings.text("search-about"), indexed=False)
    words = {key: form for key, form in strings.forms.items() if key.startswith("search-")}
    years = {year: edition.year(year) for year in edition.years}
    titles = {name: strings.text(name) for name in ("briefings", "topics", "glossary")}
    titles |= {kind.id: kind.title for kind in edition.kinds.values()}
    return SearchView(
        replace(frame, policy=SEARCH_POLICY, search=""),  # its own form is enough
        script=edition.asset(page, "search.js"),
        stylesheet=edition.asset(page, "search.css"),
        root="../",
        names=urls.relative(page, NAMES),
        languages=search_languages(edition),
        words=json.dumps({**words, "language": {"other": base(strings.language)},
                          "years": {year: said for year, said in years.items()
                                    if said != str(year)}},
                         ensure_ascii=False, default=dict, sort_keys=True),
        lists=tuple(Link(urls.relative(page, urls.path_of(each)), titles[each])
                    for each in _LISTS),
    )  # fmt: skip
