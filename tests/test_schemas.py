"""JSON Schemas: they pass whatever `check` reads, and refuse what it refuses by itself."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT
from command import files_of, run
from core_schema import read
from jsonschema import Draft7Validator, Draft202012Validator
from test_docs import written

from generator.cli import command
from generator.decode import decode_yaml
from generator.fields import Written
from generator.files import read_manual
from generator.manual import example
from generator.schemas import SUBJECTS, TABLES, schema_of
from generator.site import Limits

FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.MULTILINE | re.DOTALL)
FOLDERS = {"people": "person", "institutions": "institution", "topics": "topic", "pages": "page"}


@cache
def schema(name: str) -> dict[str, Any]:
    return schema_of(name, read_manual())


def faults(name: str, value: object) -> list[str]:
    """What a schema says of a value; validators of both dialects must agree whether it is right."""
    found = [each.message for each in Draft202012Validator(schema(name)).iter_errors(value)]
    assert bool(found) == (not Draft7Validator(schema(name)).is_valid(value))
    return found


def name_for(path: Path) -> str:
    """The schema that describes a file of a site."""
    match path.parts[-2:], path.name.count("."):
        case (_, "site.yaml"), _:
            return "site"
        case ("strings", _), _:
            return "strings"
        case ("briefings", name), count:
            beside = name.endswith(".annotations.yaml")
            return "annotations" if beside else "translation" if count > 1 else "briefing"
        case (folder, _), _:
            return FOLDERS.get(folder, "thing")
    raise AssertionError(path)


def sources() -> Iterator[Path]:
    """Every YAML and Markdown file of this edition and of the sites under test."""
    for site in (ROOT, *sorted((ROOT / "tests/sites").glob("*/in"))):
        yield site / "site.yaml"
        yield from sorted((site / "content").rglob("*.md"))
        yield from sorted((site / "content").rglob("*.yaml"))
        yield from sorted((site / "templates/strings").rglob("*.yaml"))


def yaml_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8-sig")
    front = FRONT.match(text)
    return text if path.suffix == ".yaml" else front[1] if front else ""


def is_read(head: type[Written], text: str) -> bool:
    """Whether the program reads a text as this kind of YAML."""
    decoded = decode_yaml("x.yaml", text.encode(), head, Limits())
    return decoded.head is not None


def written_in_the_program() -> list[type[Written]]:
    """The classes of the program; tests have some of their own."""
    return [each for each in written() if each.__module__.startswith("generator.")]


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_schema_is_one_by_the_metaschema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    Draft7Validator.check_schema({**schema(name), "$schema": Draft7Validator.META_SCHEMA["$id"]})


@pytest.mark.parametrize("kind", written_in_the_program(), ids=lambda kind: kind.__name__)
def test_every_key_has_the_words_of_the_manual(kind: type[Written]) -> None:
    assert kind in TABLES
    groups = [each for name in SUBJECTS for each in groups_of(schema(name), kind, name)]
    assert groups or kind.__name__ in {"EntryHead", "Dated"}  # of which others are made
    for group in groups:
        assert group["additionalProperties"] is False
        assert [key for key, each in group["properties"].items() if not each["description"]] == []


def groups_of(made: dict[str, Any], kind: type[Written], name: str) -> Iterator[dict[str, Any]]:
    if SUBJECTS[name].head is kind:
        yield made
    if kind.__name__ in made.get("$defs", {}):
        yield made["$defs"][kind.__name__]


def test_what_is_read_passes_as_an_editor_reads_it() -> None:
    seen = set()
    for path in sources():
        name, text = name_for(path), yaml_of(path)
        if is_read(SUBJECTS[name].head, text):
            assert faults(name, read(text)) == [], path
            seen.add(name)
    assert seen == set(SUBJECTS)


@pytest.mark.parametrize("name", SUBJECTS)
def test_examples_are_right(name: str) -> None:
    section = SUBJECTS[name].section
    assert bool(section) == ("examples" in schema(name))
    if section:
        assert faults(name, read(example(read_manual(), section))) == []
        assert [fault for each in schema(name)["examples"] for fault in faults(name, each)] == []


MISTAKES = {
    "a key that is not known": ("briefing", "nmae: x", False),
    "a key that is missing": ("person", "aliases: []", True),
    "a value that is not one of those known": ("briefing", "kind: statment", False),
    "no date": ("briefing", "date: 2016-13-01", False),
    "a year where a day is needed": ("briefing", "date: 2016", False),
    "no moment": ("briefing", "embargo: 2016-12-15T18:00:00", False),
    "a list for a text": ("page", "title: [a]", False),
    "a text for a list": ("briefing", "topics: peace", False),
    "keys for a text": ("topic", "name: {en: Peace}", False),
    "a blank": ("page", "title: ' '", False),
    "no web address": ("site", "url: example.org", False),
    "no language": ("site", "language: English (British)", False),
    "no paragraphs": ("annotations", "passages: [{topic: a, paragraphs: x}]", True),
    "a paragraph below the first": (
        "annotations",
        "annotations: [{id: a, kind: source, text: t, paragraph: 0}]",
        True,
    ),
    "no time": ("annotations", "times: [{start: 1:2, words: a}]", True),
    "an unknown key deep inside": (
        "person",
        "roles: [{title: Minister, form: 2016}]",
        False,
    ),
    "no alignment": ("translation", "alignment: all", False),
    "no digest": ("briefing", "source: {publisher: P, sha256: abc}", False),
    "no yes or no": ("translation", "original: perhaps", False),
    "a limit that is none": ("site", "limits: {text: 0}", False),
    "an address as an old id": ("page", "formerly: [a/b/c]", False),
}
NEEDED = {
    "site": "title: T\ndescription: D\n", "briefing": "title: T\ndate: 2016-12-15\n",
    "translation": "title: T\n", "annotations": "annotations: []\n", "person": "name: N\n",
    "institution": "name: N\n", "thing": "name: N\n", "topic": "name: N\n", "page": "title: T\n",
    "strings": "",
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_by_the_schema_as_by_the_program(mistake: str) -> None:
    name, line, is_whole = MISTAKES[mistake]
    key = line.partition(":")[0]
    rest = "" if is_whole else re.sub(rf"^{key}:.*\n", "", NEEDED[name], flags=re.MULTILINE)
    assert not is_read(SUBJECTS[name].head, rest + line + "\n")
    assert faults(name, read(rest + line + "\n"))
    assert faults(name, read(NEEDED[name])) == []


# Not `true`: the program would take it for a language tag, and a schema need not.
SCALARS = (
    "a", "no", "'true'", "null", "~", "", "2016", "0987", "1.10", "12:30", "1e3", "0x1F",
    "2016-12", "2016-12-15", "2016-12-15T18:00:00+09:00", "2016-12-15 18:00Z", "4", "'4'", "7-9",
    "4, 7–9", "4=4-5, 6=-", "https://example.org/", "zh-Hant", "draft", "statement", "people/old",
    "日本", "[a, 1]", "[2016]", "[4, 7-9]", "{a: b}", "{a: null}", "[{text: a}]",
    "[{name: a, from: 2016}]", "[{title: 1984, to: 1984-05}]", "[{topic: 1, paragraphs: 4}]",
    "[{id: 7, kind: source, quote: 2.10, text: yes, date: 2016-12-15, paragraph: '3'}]",
    "[{start: 83.5, words: 1984}]", "[{start: 0:35, words: a}, {start: '1:02:07.5', words: b}]",
    ".5", "'a # b'", "0b1", "+1",
)  # fmt: skip


@pytest.mark.parametrize("name", SUBJECTS)
def test_whatever_the_program_reads_passes(name: str) -> None:
    passed = 0
    for key in schema(name)["properties"]:
        rest = re.sub(rf"^{key}:.*\n", "", NEEDED[name], flags=re.MULTILINE)
        for scalar in SCALARS:
            text = f"{rest}{key}: {scalar}\n"
            if is_read(SUBJECTS[name].head, text):
                assert faults(name, read(text)) == [], text
                passed += 1
    assert passed >= len(schema(name)["properties"])


# The command


def test_schemas_are_listed_shown_and_written(tmp_path: Path) -> None:
    listed = run(tmp_path, "schema")
    assert [line.split()[0] for line in listed.out.splitlines()] == list(SUBJECTS)
    shown = run(tmp_path, "schema", "briefing")
    assert (shown.status, shown.err) == (0, "")
    assert json.loads(shown.out) == schema("briefing")
    folder = tmp_path / "мои схемы/new"
    assert run(tmp_path, "schema", "--write", str(folder)).status == 0
    assert files_of(folder).keys() == {f"{name}.schema.json" for name in SUBJECTS}
    (folder / "site.schema.json").write_text("old")
    assert run(tmp_path, "schema", "site", "--write", str(folder)).status == 0
    assert json.loads((folder / "site.schema.json").read_bytes()) == schema("site")
    assert run(tmp_path, "schema", "novel").status == 2


def test_the_verb_needs_no_site(tmp_path: Path) -> None:
    assert "schema" in command.commands
    assert run(tmp_path, "schema", "site").status == 0
