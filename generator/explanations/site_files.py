"""Pages and files that the program makes by itself, and sources that are no texts."""

from generator import urls
from generator.explanations.known import Known
from generator.explanations.said import Explanation
from generator.model import Briefing
from generator.pages.planned import Planned
from generator.source import MEDIA
from generator.thing import thing_of

_SITEMAP = "the map of the site for search engines"


def explain_page(page: Planned, known: Known) -> Explanation:
    """A page that nobody wrote: a list, a concordance, an old address."""
    facts = (
        ("made of", page.source),
        ("address", known.address(page.path)),
        ("page", f"{page.path}, by templates/{page.template}"),
        ("title", page.view().frame.title),
    )
    return Explanation(f"{page.path} (a page that is made for you)", facts)


def explain_file(path: str, known: Known) -> Explanation:
    """Another file of the site, or one of its sources."""
    if path in known.beside:
        form, written = known.beside[path]
        page = known.path(thing_of(written))
        facts = (("made of", written.document.path), ("beside", page), ("form", form),
                 ("address", known.address(path)))  # fmt: skip
        what = "a briefing" if isinstance(written, Briefing) else "an entry"
        return Explanation(f"{path} ({what} in another form)", facts)
    if (lies := known.recordings.get(path, path)) in known.tree.media:
        return _recording(lies, known)
    if path in known.tree.files:
        return _source(path, known)
    otherwise = "the index of the search" if path.startswith(f"{urls.SEARCH}/") else _SITEMAP
    what = known.other_files.get(path, otherwise)
    return Explanation(f"{path} (a file of the site)",
                       (("what", what), ("address", known.address(path))))  # fmt: skip


def _recording(path: str, known: Known) -> Explanation:
    name = path.removeprefix(MEDIA)
    played = tuple(each.document.path for each in known.library.briefings.values()
                   if name in each.head.media)  # fmt: skip
    made = f"{urls.MEDIA}{name}" if played else ""
    facts = (("published as", made), ("address", known.address(made) if made else ""),
             ("size", f"{known.tree.media[path]:,} bytes"))  # fmt: skip
    return Explanation(f"{path} (a sound or film, published as it lies)", facts,
                       (("played by", played), ("problems", known.problems_in(path))))  # fmt: skip


def _source(path: str, known: Known) -> Explanation:
    asset = path.removeprefix("templates/assets/")
    made = known.edition.assets.get(asset, "") if known.edition else ""
    pages = sorted(each.path for each in known.pages.values()
                   if path in (f"templates/{each.template}", each.source))  # fmt: skip
    facts = (("published as", made), ("size", f"{len(known.tree.files[path]):,} bytes"))
    return Explanation(f"{path} (a source)", facts,
                       (("pages made with it", tuple(pages)),
                        ("problems", known.problems_in(path))))  # fmt: skip
