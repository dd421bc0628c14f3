"""Pages become HTML: Jinja with escaping on, and an error for every undefined name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from generator.compiled import Compiled, QuickCode
from generator.decode import decode_text
from generator.directions import direction_of, turned
from generator.pages import Planned
from generator.problems import Place, Problem, problem_at
from generator.shelf import Put, shelve
from generator.source import Span, Text
from generator.strings import Strings

TEMPLATES = "templates/"
_LARGEST = 1_000_000  # bytes of a template

_COMPILED = Compiled()


@dataclass(frozen=True, slots=True)
class Rendered:
    """Pages, and files made with them, by path; what is wrong with the templates."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates ready to be filled, and their sources for messages."""

    environment: Environment
    sources: Mapping[str, Text]
    problems: tuple[Problem, ...]


def make_templates(files: Mapping[str, bytes], strings: Strings) -> Templates:
    """Templates from the files under templates/ that end in .html.

    They call `t("key", n=…)` for a string, `language_name("ru")` for what a language is called,
    `direction("ar")` and `turned(words)` for which way a language and words run; `site_language` is
    the tag of the site's own.
    """
    read = {
        path.removeprefix(TEMPLATES): decode_text(path, content, _LARGEST)
        for path, content in sorted(files.items())
        if path.startswith(TEMPLATES) and path.endswith(".html")
    }
    sources = {name: each.text for name, each in read.items() if each.text is not None}
    environment = Environment(
        loader=FunctionLoader(lambda name: _source(sources.get(name), name)),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # it looks for constants to work out, of which templates have none
    )
    environment.code_generator_class = QuickCode
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals.update(
        t=strings.html,
        language_name=strings.name,
        site_language=strings.language,
        direction=direction_of,
        turned=partial(turned, strings.language),
    )
    problems = tuple(problem for each in read.values() for problem in each.problems)
    return Templates(environment, sources, problems)


def _source(text: Text | None, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template as Jinja wants it; its name stands for a file's in tracebacks."""
    return None if text is None else (text.text, name, lambda: True)


def render_pages(
    pages: Sequence[Planned], templates: Templates, jobs: int = 1, folder: str = ""
) -> Rendered:
    """The bytes of every page and of what is made with it.

    A template that fails is told once and its pages are left out.

    `jobs` processes share the work of a large site; the answer is the same for any number. Its
    pages lie on the disk of a folder until they are asked for.
    """
    files, failed = shelve(partial(_render, templates), pages, jobs, folder)
    return Rendered(files, tuple(sorted({problem for each in failed for problem in each})))


def render_part(templates: Templates, name: str, macro: str, *given: object) -> Markup:
    """What a macro of a template makes of some views.

    Raises:
        PartFailedError: when the template, which may be a site's own, fails or has no such macro.
    """
    try:
        made = getattr(templates.environment.get_template(name).module, macro)(*given)
    except Exception as error:  # a site's own template may raise anything
        raise PartFailedError(name, error) from error
    return Markup(made)  # noqa: S704  # it comes from a template, which escapes


class PartFailedError(Exception):
    """A part of a page that its template cannot make."""

    def __init__(self, name: str, error: Exception) -> None:
        """Say which template, and what it said."""
        super().__init__(f"the template {name} fails: {error}")


def _render(templates: Templates, pages: Sequence[Planned], put: Put) -> tuple[Problem, ...]:
    problems: dict[str, Problem] = {}
    for page in pages:
        if page.template in problems:
            continue
        view = page.view()
        try:
            template = templates.environment.get_template(page.template)
            html = template.render(view=view).encode()
        except Exception as error:  # noqa: BLE001  # a site's own template may raise anything
            problems[page.template] = _problem(error, page, templates)
        else:
            put(page.path, html)
            for path, content in view.beside:
                put(path, content)
    return tuple(problems.values())


def _problem(error: Exception, page: Planned, templates: Templates) -> Problem:
    if isinstance(error, TemplateNotFound) and error.name == page.template:
        message = f"the template {page.template} is missing"
        return Problem(Place(TEMPLATES + page.template), "E304", message)
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or page.template, error.lineno
    else:
        name, line = _where(error.__traceback__, page.template, templates)
    text = templates.sources[name]
    start, words = text.line_at(line)
    indent = len(words) - len(words.lstrip())
    span = Span(start + indent, start + len(words.rstrip()))
    reason = error.message if isinstance(error, TemplateError) else error
    message = f"the template fails: {reason}"
    return problem_at(text, span, "E304", message, f"met while making {page.path}")


def _where(traceback: TracebackType | None, name: str, templates: Templates) -> tuple[str, int]:
    """The innermost template of a traceback, and its line."""
    found = (name, 1)
    while traceback is not None:
        written = traceback.tb_frame.f_code.co_filename
        if written in templates.sources:
            found = (written, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
