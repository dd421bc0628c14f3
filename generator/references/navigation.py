"""What the navigation of the site names."""

from collections.abc import Iterator
from functools import partial

from generator.decode import problem_in_front
from generator.directory import SECTIONS, Directory
from generator.model import Library
from generator.problems import Problem
from generator.references.checker import unknown


def check_navigation(library: Library, directory: Directory) -> Iterator[Problem]:
    """Problems with names of the navigation that are neither sections nor pages."""
    known = {*SECTIONS, *library.site.folders, *library.pages}
    if any(problem.code == "E004" for problem in library.problems):
        return  # a folder could not be read: what it holds is not missing
    for number, name in enumerate(library.site.navigation):
        if name in known or library.site_document is None:
            continue
        message = f"“{name}” in `navigation:` is neither a section nor a page"
        path = ("navigation", number)
        otherwise = f"known: {', '.join(sorted(known))}"
        hint = partial(directory.hint, name, known, otherwise)
        for fault in unknown(name, directory.silent.get(name, ""), message, hint):
            yield problem_in_front(library.site_document, path, *fault)
