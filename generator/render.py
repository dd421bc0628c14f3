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

from generator.compiled import Compiled, QuickCode
from generator.decode import decode_text
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
    """The pages' bytes by path, and what is wrong with the templates."""

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

    They call `t("key", n=…)` for a string and `language_name("ru")` for what a language is called.
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
    )
    environment.code_generator_class = QuickCode
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals.update(t=strings.html, language_name=strings.name)
    problems = tuple(problem for each in read.values() for problem in each.problems)
    return Templates(environment, sources, problems)


def _source(text: Text | None, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template as Jinja wants it; its name stands for a file's in tracebacks."""
    return None if text is None else (text.text, name, lambda: True)


def render_pages(
    pages: Sequence[Planned], templates: Templates, jobs: int = 1, folder: str = ""
) -> Rendered:
    """The bytes of every page; a template that fails is told once and its pages are left out.

    `jobs` processes share the work of a large site; the answer is the same for any number. Its
    pages lie on the disk of a folder until they are asked for.
    """
    files, failed = shelve(partial(_render, templates), pages, jobs, folder)
    return Rendered(files, tuple(sorted({problem for each in failed for problem in each})))


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
