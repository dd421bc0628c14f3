"""JSON Schemas of what editors write, for editors that know them: completion, help, red lines.

They come from the same classes that read the files, and their words from docs/content.md. They let
pass whatever `check` reads, but for texts `true` and `false` without quotation marks, and find what
can be found without the rest of the site; only `check` knows whether an id leads somewhere. The
dialect is 2020-12; no word is used that draft 7, which some editors know, takes otherwise.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import override

from generator.fields import (
    PLAIN,
    AliasHead,
    Dated,
    Licence,
    NameRule,
    Origin,
    OtherName,
    Reference,
    Written,
)
from generator.heads import (
    AnnotationHead,
    AnnotationsFile,
    BriefingHead,
    Correction,
    EntryHead,
    InstitutionHead,
    PageHead,
    PassageHead,
    PersonHead,
    Post,
    Role,
    ThingHead,
    TimeHead,
    TopicHead,
    TranslationHead,
)
from generator.manual import example, key_tables
from generator.site import KindHead, Limits, SiteHead
from generator.source import Span, Text
from generator.strings import Catalogue
from generator.yaml_places import Plain, parse_yaml, plain

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BRIEFING = "A briefing: content/briefings/ID.md"
_TRANSLATION = "The same in another language: content/briefings/ID.LANGUAGE.md"
_NOTES = "Annotations and passages: content/briefings/ID.annotations.yaml"
_ENTRY = "An entry of the glossary"


class Subject(NamedTuple):
    """What a schema is about.

    Attributes:
        files: which files of a site it describes, as a glob.
        section: the heading in the manual below which an example stands.
    """

    head: type[Written]
    title: str
    files: str
    section: str

    @property
    def is_yaml(self) -> bool:
        """Whether its files are YAML throughout: of front matter editors check nothing."""
        return self.files.endswith(".yaml")


SUBJECTS: Mapping[str, Subject] = {
    "site": Subject(SiteHead, "site.yaml", "site.yaml", "site.yaml"),
    "briefing": Subject(
        BriefingHead, "Front matter of a briefing", "content/briefings/*.md", _BRIEFING
    ),
    "translation": Subject(
        TranslationHead, "Front matter of a translation", "content/briefings/*.*.md", _TRANSLATION
    ),
    "annotations": Subject(
        AnnotationsFile, "Annotations and passages", "content/briefings/*.annotations.yaml", _NOTES
    ),
    "person": Subject(PersonHead, "Front matter of a person", "content/people/*.md", _ENTRY),
    "institution": Subject(
        InstitutionHead, "Front matter of an institution", "content/institutions/*.md", ""
    ),
    "thing": Subject(ThingHead, "Front matter of a further entry", "content/*/*.md", ""),
    "topic": Subject(TopicHead, "Front matter of a topic", "content/topics/*.md", ""),
    "page": Subject(PageHead, "Front matter of a page", "content/pages/*.md", ""),
    "strings": Subject(Catalogue, "The words of the pages", "templates/strings/*.yaml", ""),
}

# In which table of the manual the keys stand that a class has of its own.
TABLES: Mapping[type[Written], str] = {
    SiteHead: "site.yaml",
    KindHead: "A kind of entries",
    Limits: "Limits",
    Licence: "A licence",
    BriefingHead: _BRIEFING,
    Origin: "The source of a text",
    Correction: "A correction",
    NameRule: "A line of names",
    TranslationHead: _TRANSLATION,
    AnnotationsFile: _NOTES,
    AnnotationHead: "A note",
    PassageHead: "A passage",
    TimeHead: "A time",
    Reference: "A source",
    EntryHead: _ENTRY,
    OtherName: "Another name",
    AliasHead: "An alias",
    Dated: "What held for a time",
    PersonHead: "person",
    Role: "An office",
    InstitutionHead: "institution",
    Post: "A post",
    ThingHead: "further kinds",
    TopicHead: "A topic: content/topics/ID.md",
    PageHead: "A page: content/pages/ID.md",
    Catalogue: "The words around the texts",
}


def schema_files(names: Iterable[str], manual: str) -> dict[str, bytes]:
    """Schemas as files, by their names."""
    made = {name: schema_of(name, manual) for name in names}
    return {
        f"{name}.schema.json": f"{json.dumps(each, ensure_ascii=False, indent=2)}\n".encode()
        for name, each in made.items()
    }


def schema_of(name: str, manual: str) -> JsonSchemaValue:
    """The schema with one of the names in `SUBJECTS`; its words are those of the manual.

    Raises:
        KeyError: when there is none with that name.
    """
    subject = SUBJECTS[name]
    made = subject.head.model_json_schema(schema_generator=_AsEditorsRead)
    words = _Words(key_tables(manual))
    defined = {each.__name__: each for each in TABLES}
    groups = {key: words.said(defined[key], group) for key, group in made.pop("$defs", {}).items()}
    root = words.said(subject.head, made)
    shown = example(manual, subject.section) if subject.section else ""
    return {
        "$schema": DIALECT,
        "title": subject.title,
        **{key: value for key, value in root.items() if key != "title"},
        **({"examples": [_value(shown)]} if shown else {}),
        **({"$defs": groups} if groups else {}),
    }


class _AsEditorsRead(GenerateJsonSchema):
    """Every plain scalar is text to us until its key asks for more; to others 2016 is a number."""

    @override
    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return super().str_schema(schema) | {"type": list(PLAIN)}

    @override
    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        made = super().int_schema(schema)
        return made | {"type": ["integer", "string"], "pattern": "^ *[0-9][0-9_]* *$"}

    @override
    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"type": ["boolean", "string"], "pattern": "^(true|false|yes|no|on|off)$"}


@dataclass(frozen=True, slots=True)
class _Words:
    """Puts the manual's words to keys; takes away what was made of the program's own names."""

    tables: Mapping[str, Mapping[str, str]]

    def said(self, head: type[Written], group: JsonSchemaValue) -> JsonSchemaValue:
        """A group of keys with what each is."""
        keys = {key: self._key(head, key, value) for key, value in group["properties"].items()}
        return {**{key: value for key, value in group.items() if key != "title"},
                "properties": keys}  # fmt: skip

    def _key(self, head: type[Written], key: str, value: JsonSchemaValue) -> JsonSchemaValue:
        kept = {name: each for name, each in value.items() if name not in {"title", "default"}}
        about = next(self._about(head, key), "")
        shown = {"markdownDescription": about} if "`" in about else {}
        return kept | {"description": about.replace("`", ""), **shown}

    def _about(self, head: type[Written], key: str) -> Iterator[str]:
        for each in head.__mro__:
            about = self.tables.get(TABLES.get(each, ""), {})
            if key in about:
                yield about[key]


def _value(written: str) -> Plain:
    """What stands in the manual as YAML."""
    parsed = parse_yaml(Text("docs/content.md", written), Span(0, len(written)))
    return plain(parsed.node) if parsed.node else None
