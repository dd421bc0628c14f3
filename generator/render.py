"""Pages become HTML: Jinja with escaping on, and an error for every undefined name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType

from jinja2 import (
    DictLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from generator.pages import Planned
from generator.problems import Place, Problem, problem_at
from generator.processes import spread
from generator.source import Span, Text

TEMPLATES = "templates/"
_WORTH_SHARING = 300  # pages; below, starting a process costs more than it saves


@dataclass(frozen=True, slots=True)
class Rendered:
    """The pages' bytes by path, and what is wrong with the templates."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates ready to be filled, and their sources for messages."""

    environment: Environment
    sources: Mapping[str, str]


def make_templates(files: Mapping[str, bytes]) -> Templates:
    """Templates from the files under templates/ that end in .html."""
    sources = {
        path.removeprefix(TEMPLATES): content.decode("utf-8", errors="replace")
        for path, content in files.items()
        if path.startswith(TEMPLATES) and path.endswith(".html")
    }
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return Templates(environment, sources)


def render_pages(pages: Sequence[Planned], templates: Templates, jobs: int = 1) -> Rendered:
    """The bytes of every page; a template that fails is told once and its pages are left out.

    `jobs` processes share the work of a large site; the answer is the same for any number.
    """
    shares = jobs if len(pages) >= _WORTH_SHARING else 1
    rendered = spread(partial(_render, templates=templates), pages, shares)
    made = {path: content for each in rendered for path, content in each.files.items()}
    problems = {problem for each in rendered for problem in each.problems}
    return Rendered(
        {page.path: made[page.path] for page in pages if page.path in made},
        tuple(sorted(problems)),
    )


def _render(pages: Sequence[Planned], templates: Templates) -> Rendered:
    files: dict[str, bytes] = {}
    problems: dict[str, Problem] = {}
    for page in pages:
        if page.template in problems:
            continue
        try:
            template = templates.environment.get_template(page.template)
            files[page.path] = template.render(view=page.view()).encode()
        except TemplateError as error:
            problems[page.template] = _problem(error, page, templates)
    return Rendered(files, tuple(problems.values()))


def _problem(error: TemplateError, page: Planned, templates: Templates) -> Problem:
    match error:
        case TemplateNotFound():
            message = f"the template {error.message} is missing"
            return Problem(Place(TEMPLATES + str(error.name)), "E304", message)
        case TemplateSyntaxError():
            name, line = error.name or page.template, error.lineno
        case _:
            name, line = _where(error.__traceback__, page.template, templates)
    text = Text(TEMPLATES + name, templates.sources.get(name, ""))
    words = text.text.split("\n")[line - 1] if line else ""
    start = sum(len(each) + 1 for each in text.text.split("\n")[: max(line - 1, 0)])
    start += len(words) - len(words.lstrip())
    span = Span(start, start + max(len(words.strip()), 1))
    message = f"the template fails: {error.message}"
    return problem_at(text, span, "E304", message, f"met while making {page.path}")


def _where(traceback: TracebackType | None, name: str, templates: Templates) -> tuple[str, int]:
    """The innermost template and line of a traceback."""
    found = (name, 1)
    while traceback is not None:
        file = traceback.tb_frame.f_globals.get("__name__", "")
        written = traceback.tb_frame.f_code.co_filename
        if file and traceback.tb_frame.f_globals.get("environment") is templates.environment:
            template = traceback.tb_frame.f_globals.get("name", name)
            found = (str(template), traceback.tb_lineno)
        elif written == "<template>":
            found = (found[0], traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
