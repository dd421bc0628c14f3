"""What `[[targets]]` lead to from files that are read elsewhere: full addresses."""

from generator import urls
from generator.markdown import Target
from generator.pages.edition import Edition


class FullLinks:
    """Full addresses for `[[targets]]`; links from a page where the site has no address."""

    def __init__(self, edition: Edition, page: str = "") -> None:
        """Take the page from which links lead where the site has no address."""
        self._base, self._of = edition.base, edition.linker("" if edition.base else page)

    def __call__(self, written: str) -> Target:
        """Where a target leads, and what it is called."""
        target = self._of(written)
        return target._replace(href=urls.full(self._base, target.href)) if self._base else target
