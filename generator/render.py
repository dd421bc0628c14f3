"""Pages become HTML: Jinja with escaping on, and an error for every undefined name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import CodeType, TracebackType

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup
from typing_extensions import override

from generator.decode import decode_text
from generator.directions import direction_of, turned
from generator.pages import Planned
from generator.problems import Place, Problem, problem_at
from generator.processes import spread
from generator.source import Span, Text
from generator.strings import Strings

TEMPLATES = "templates/"
_LARGEST = 1_000_000  # bytes of a template
_MOST_COMPILED = 1000  # templates
_WORTH_SHARING = 300  # pages; below, starting a process costs more than it saves


class _Compiled(BytecodeCache):
    """Templates' code, remembered by name and source: compiling costs more than a small site."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], CodeType | None] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self.code) >= _MOST_COMPILED:
            self.code.clear()
        self.code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


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
    )
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


def _render(pages: Sequence[Planned], templates: Templates) -> Rendered:
    files: dict[str, bytes] = {}
    problems: dict[str, Problem] = {}
    for page in pages:
        if page.template in problems:
            continue
        view = page.view()
        try:
            template = templates.environment.get_template(page.template)
            files[page.path] = template.render(view=view).encode()
        except Exception as error:  # noqa: BLE001  # a site's own template may raise anything
            problems[page.template] = _problem(error, page, templates)
    return Rendered(files, tuple(problems.values()))


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
