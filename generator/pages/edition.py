"""Everything that views are made from, and the parts that many of them ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from markupsafe import Markup

from generator import urls
from generator.dates import Answer, PartialDate
from generator.directory import SECTIONS, Directory
from generator.folders import BRIEFINGS, PAGES
from generator.formats import ATOM
from generator.index import Index, RoleOnDay, name_on, roles_on
from generator.markdown import Target, to_html
from generator.model import Entry, Library, Mark
from generator.options import Options
from generator.pages.frame import Alternate, Frame, NavigationItem, shortened
from generator.pages.parts import Link, RoleWords, When
from generator.site import BUILT_IN_KINDS, DEFAULT_KINDS, PEOPLE, KindHead
from generator.strings import Strings
from generator.thing import Thing

_MOST_OFFICES = 20_000  # of entries on days; above, those asked for before are forgotten


@dataclass(frozen=True)
class Edition:
    """Everything that views are made from."""

    library: Library
    index: Index
    directory: Directory
    options: Options
    strings: Strings
    assets: Mapping[str, str]
    translated: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The briefings' ids, the earliest first."""
        return tuple(self.library.briefings)

    @property
    def base(self) -> str:
        """The address of the site, or "" where it has none."""
        return self.options.base_url or self.library.site.url or ""

    @property
    def has_news(self) -> bool:
        """Whether the site has feeds: they need its address and something to tell."""
        return bool(self.base and self.library.briefings)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the briefings, the latest first."""
        return tuple(sorted({each.head.date.year for each in self.library.briefings.values()},
                            reverse=True))  # fmt: skip

    @cached_property
    def kinds(self) -> Mapping[str, KindHead]:
        """The kinds of entries by id; those that the site did not rename, in its language."""
        known = (*BUILT_IN_KINDS, *DEFAULT_KINDS)
        return {kind.id: self._in_words(kind) if kind in known else kind
                for kind in self.library.site.kinds}  # fmt: skip

    @cached_property
    def numbered(self) -> dict[str, Mapping[str, int]]:
        """The numbers of notes, by their briefings, as far as they were asked for; see notes.py."""
        return {}

    # What was asked for before, as every page asks for much of the same:

    @cached_property
    def _whens(self) -> dict[PartialDate | date, When]:
        return {}

    @cached_property
    def _links(self) -> dict[tuple[int, Thing], Link]:
        return {}

    @cached_property
    def _offices(self) -> dict[tuple[str, date], tuple[RoleOnDay, ...]]:
        return {}

    @cached_property
    def _addresses(self) -> dict[Thing, str]:
        """The full addresses of things, as far as they were asked for."""
        return {}

    def when(self, written: PartialDate | date | None) -> When | None:
        """A date for a template, or None for none."""
        return None if written is None else self.day(written)

    def day(self, written: PartialDate | date) -> When:
        """A date that is there, for a template."""
        if written not in self._whens:
            self._whens[written] = self._when(written)
        return self._whens[written]

    def year(self, year: int) -> str:
        """A year as it stands by itself: “2016”, “2016年”."""
        return self.strings.conventions.date(PartialDate(year))

    def asset(self, page: str, name: str) -> str:
        """A link from a page to an asset, or "" where the site has none of that name."""
        return urls.relative(page, self.assets[name]) if name in self.assets else ""

    def path(self, thing: Thing) -> str:
        """The output path of a thing's page; pages that editors write lie at the root."""
        if thing.folder == PAGES:
            return urls.path_of(thing.id)
        return urls.path_of(thing.folder, thing.id)

    def link(self, page: str, thing: Thing, fragment: str = "") -> Link:
        """A link from a page to a thing, named as the thing is."""
        if fragment:
            href = urls.relative(page, self.path(thing), fragment)
            return Link(href, self.directory.titles[thing], self.title_language(thing))
        asked = page.count("/"), thing  # all that matters of a page is how deep it lies
        if asked not in self._links:
            href = urls.relative(page, self.path(thing))
            self._links[asked] = Link(
                href, self.directory.titles[thing], self.title_language(thing)
            )
        return self._links[asked]

    def address(self, page: str, thing: Thing, fragment: str = "") -> str:
        """The full address of a thing; a link from a page where the site has no address."""
        if not self.base:
            return urls.relative(page, self.path(thing), fragment)
        if (address := self._addresses.get(thing)) is None:
            address = self._addresses[thing] = urls.absolute(self.base, self.path(thing))
        return f"{address}#{urls.quoted(fragment)}" if fragment else address

    def entry_link(self, page: str, name: str) -> Link:
        """A link from a page to an entry, given by its id."""
        return self.link(page, self.entry_thing(name))

    def any_link(self, page: str, name: str) -> Link:
        """A link from a page to whatever an id names."""
        [thing, *_] = self.directory.find(name)
        return self.link(page, thing)

    def entry_thing(self, name: str) -> Thing:
        """The entry that an id names."""
        entry = self.library.entries[name]
        return Thing(entry.kind, entry.id)

    def linker(self, page: str) -> Callable[[str], Target]:
        """What `[[targets]]` lead to from a page."""

        def target_of(written: str) -> Target:
            [thing, *_] = self.directory.find(written)
            _, _, place = written.partition("#")
            link = self.link(page, thing, self._fragment(thing, place))
            return Target(link.href, link.text)

        return target_of

    def markdown(self, page: str, text: str, prefix: str = "") -> Markup:
        """The HTML of what an editor wrote, with links from a page."""
        return Markup(to_html(text, self.linker(page), prefix))  # noqa: S704  # html=False there

    def frame(
        self, page: str, title: str, description: str, *, section: str = "", indexed: bool = True
    ) -> Frame:
        """The frame of a page that belongs to a section."""
        site = self.library.site
        return Frame(
            site=site.title,
            language=site.language,
            title=title,
            description=shortened(description) or title,
            home=urls.relative(page, urls.HOME),
            stylesheet=self.asset(page, "site.css"),
            lists=self.asset(page, "lists.css"),
            script=self.asset(page, "site.js"),
            reading=self.asset(page, "reading.js"),
            reading_style=self.asset(page, "reading.css"),
            icon=self.asset(page, "icon.svg"),
            search=urls.relative(page, urls.path_of(urls.SEARCH)) if self.options.search else "",
            navigation=self._navigation(page, section),
            canonical=urls.absolute(self.base, page) if self.base and indexed else "",
            licence=Link(site.licence.url or "", site.licence.name) if site.licence else None,
            publisher=site.publisher or "",
            alternates=self._feed(page),
            is_indexed=indexed,
        )

    def roles(self, page: str, entry: Entry, day: date) -> tuple[RoleWords, ...]:
        """The offices that an entry held on a day; () for who is no person."""
        return tuple(self._role(page, role, day) for role in self.offices(entry, day))

    def offices(self, entry: Entry, day: date) -> tuple[RoleOnDay, ...]:
        """The same as what editors wrote."""
        if entry.kind != PEOPLE:
            return ()
        asked = entry.id, day
        if asked not in self._offices:
            if len(self._offices) >= _MOST_OFFICES:
                self._offices.clear()
            self._offices[asked] = roles_on(entry.head, day)
        return self._offices[asked]

    def title_language(self, thing: Thing) -> str:
        """The language of a thing's title, or "" where it is the site's."""
        if thing.folder != BRIEFINGS:
            return ""
        head, site = self.library.briefings[thing.id].head, self.library.site.language
        language = head.title_language or head.language or site
        return language if language != site else ""

    def _feed(self, page: str) -> tuple[Alternate, ...]:
        """The feed of the whole site."""
        if not self.has_news:
            return ()
        title = self.strings.text("feed-title", site=self.library.site.title)
        return (Alternate(ATOM.type, title, urls.relative(page, ATOM.file)),)

    def _when(self, written: PartialDate | date) -> When:
        if isinstance(written, date):
            written = PartialDate(written.year, written.month, written.day)
        conventions = self.strings.conventions
        return When(str(written), conventions.date(written), conventions.within(written))

    def _in_words(self, kind: KindHead) -> KindHead:
        words = {"title": self.strings.text(kind.id),
                 "singular": self.strings.text(f"{kind.id}-singular")}  # fmt: skip
        return kind.model_copy(update=words)

    def _role(self, page: str, held: RoleOnDay, day: date) -> RoleWords:
        link = None
        if held.role.institution is not None:
            link = self.entry_link(page, held.role.institution)
            institution = self.library.entries[held.role.institution]
            link = link._replace(text=name_on(institution.head, day) or link.text)
        return RoleWords(held.role.title, link, held.answer is Answer.YES)

    def _fragment(self, thing: Thing, place: str) -> str:
        if thing.folder != BRIEFINGS or not place:
            return place
        notes = self.library.briefings[thing.id].annotations
        return urls.note_id(place) if any(note.id == place for note in notes) else place

    def _navigation(self, page: str, section: str) -> tuple[NavigationItem, ...]:
        titles = {name: self.strings.text(name) for name in SECTIONS}
        titles |= {kind.id: kind.title for kind in self.kinds.values()}
        titles |= {each.id: each.head.title for each in self.library.pages.values()}
        return tuple(
            NavigationItem(urls.relative(page, urls.path_of(name)), titles[name], name == section)
            for name in self.library.site.navigation
            if name in titles
        )
