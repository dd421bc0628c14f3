"""The documentation is complete: every problem code, every key, every option has its words."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import command
from generator.fields import Written

ROOT = Path(__file__).parent.parent
DOCS, SOURCES = ROOT / "docs", ROOT / "generator"
SECTION = re.compile(r"^## ([EW]\d{3}) · (\S.*)\n((?:(?!^## ).*\n)*)", re.MULTILINE)


def sections() -> dict[str, str]:
    """The sections of docs/problems.md by their codes, in their order."""
    text = (DOCS / "problems.md").read_text(encoding="utf-8")
    found = SECTION.findall(text)
    assert len(found) == text.count("\n## "), "a heading is not “## E203 · An ambiguous name”"
    return {code: body for code, _, body in found}


def codes() -> set[str]:
    """Every code that the program can produce."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")]
    return {code for text in texts for code in re.findall(r'"([EW]\d{3})"', text)}


def written() -> list[type[Written]]:
    """Every class of something that editors write."""
    found, to_see = list[type[Written]](), [Written]
    while to_see:
        below = to_see.pop().__subclasses__()
        found += below
        to_see += below
    return found


def commands(
    of: click.Command = command, name: str = "glossator"
) -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name."""
    yield name, of
    if isinstance(of, click.Group):
        for each, below in of.commands.items():
            yield from commands(below, f"{name} {each}")


def options() -> list[tuple[str, str]]:
    """Every spelling of every option, with its command."""
    return [
        (name, spelling)
        for name, each in commands()
        for parameter in each.params
        if isinstance(parameter, click.Option)
        for spelling in (*parameter.opts, *parameter.secondary_opts)
    ]


def mentions(page: str, words: str) -> bool:
    """Whether a page has these words, as code."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return has_words("\n".join(code_in(text)), words)


def has_words(text: str, words: str) -> bool:
    """Whether these words stand in a text, not as a part of longer ones."""
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text) is not None


def code_in(text: str) -> list[str]:
    """What stands between backticks, and in blocks of code."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    plain = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [*blocks, *re.findall(r"`([^`]+)`", plain)]


def test_every_code_has_a_section_and_every_section_a_code() -> None:
    assert set(sections()) == codes()


def test_the_codes_are_in_order() -> None:
    listed = list(sections())
    assert listed == sorted(listed, key=lambda code: (code[1:], code[0]))


@pytest.mark.parametrize("code", sections())
def test_a_section_has_cause_example_and_cure(code: str) -> None:
    cause, example, cure = re.split(r"^```\n", sections()[code], maxsplit=2, flags=re.MULTILINE)
    severity = "error" if code[0] == "E" else "warning"
    assert cause.strip()
    assert re.fullmatch(rf"\S[^\n]*?(:\d+:\d+)?: {severity}\[{code}\]: [^\n]+\n", example)
    assert cure.startswith("\n**Cure:** ")


@pytest.mark.parametrize("status", ["0", "1", "2", "3"])
def test_every_exit_status_is_explained(status: str) -> None:
    assert f"\n| {status} | " in (DOCS / "problems.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", written(), ids=lambda kind: kind.__name__)
def test_every_key_is_documented(kind: type[Written]) -> None:
    keys = [field.alias or name for name, field in kind.model_fields.items()]
    text = (DOCS / "content.md").read_text(encoding="utf-8")
    assert [key for key in keys if not re.search(rf"`{key}(: [^`]+)?`", text)] == []


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_is_documented(name: str) -> None:
    text = (DOCS / "command.md").read_text(encoding="utf-8")
    words = name.removeprefix("glossator ")
    assert mentions("command.md", words) or f"\n## {words}\n" in text


@pytest.mark.parametrize("verb", command.commands)
def test_every_verb_has_a_section(verb: str) -> None:
    assert f"\n## {verb}\n" in (DOCS / "command.md").read_text(encoding="utf-8")


def test_every_extra_is_documented() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extras = tomllib.loads(text)["project"]["optional-dependencies"]
    table = (DOCS / "command.md").read_text(encoding="utf-8").partition("\n## Extras\n")[2]
    assert [each for each in extras if f"`{each}`" not in table.partition("\n## ")[0]] == []


@pytest.mark.parametrize("verb", command.commands)
def test_every_option_is_documented_where_its_verb_is(verb: str) -> None:
    where = [verb, "Options of both"] if verb in {"build", "check"} else [verb]
    text = "\n".join(code_in("".join(section_of(each) for each in where)))
    spelled = [spelling for name, spelling in options() if name.split()[1:2] == [verb]]
    assert [each for each in spelled if not has_words(text, each)] == []


def test_every_option_of_all_verbs_is_documented() -> None:
    spelled = [spelling for name, spelling in options() if name == "glossator"]
    assert [each for each in spelled if not mentions("command.md", each)] == []


def section_of(verb: str) -> str:
    """What docs/command.md says below a heading."""
    text = (DOCS / "command.md").read_text(encoding="utf-8")
    return text.partition(f"\n## {verb}\n")[2].partition("\n## ")[0]


def test_the_readme_names_every_verb_and_every_target() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(
        r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [each for each in command.commands if f"| `glossator {each}" not in text] == []
    assert [each for each in targets if not has_words(text, f"make {each}")] == ["fix", "clean"]
