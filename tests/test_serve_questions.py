"""Questions of the page: what may be meant, how a note will look; nothing is written for them."""

from time import perf_counter
from typing import Any

from builders import (
    BRIEFING,
    NOTES,
    NOW,
    SITE,
    briefing,
    built,
    entry,
    markdown,
    note,
    notes,
    tree_of,
)
from command import files_of, write
from serving import Session

from generator.directory import make_directory
from generator.library import read_library
from generator.serve.finding import named_things, things_like

SOURCE = {"title": "Who is who", "publisher": "Atlas", "date": "2016", "language": "ru"}
FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Ann Lee spoke.\n\nThe end.", topics=["peace"]),
    NOTES: notes(note("one", "The end", text="Words.\n", sources=[SOURCE, {"title": "B"}])),
    "content/people/ann-lee.md": entry("Ann Lee", "the Speaker", sources=[SOURCE]),
    "content/people/zoe-muller.md": entry(
        "Zoë Müller", other_names=[{"name": "Зоя", "lang": "ru"}]
    ),
    "content/places/peace.md": entry("Peace, Utah"),
    "content/topics/peace.md": markdown({"name": "Peace"}),
    "content/pages/about.md": markdown({"title": "About us"}),
}


def found(session: Session, typed: str, among: str = "link") -> list[str]:
    answer = session.answered({"do": "complete", "among": among, "typed": typed})
    return [each["id"] for each in answer["found"]]


def test_things_are_found_by_any_part_of_a_name_an_alias_or_an_id(session: Session) -> None:
    assert found(session, "lee") == ["ann-lee"]
    assert found(session, "speak") == ["ann-lee"]
    assert found(session, "LLER") == ["zoe-muller"]
    assert found(session, "мул") == []
    assert found(session, "зоя") == ["zoe-muller"]
    assert found(session, "Zoe Mu") == ["zoe-muller"]
    assert found(session, "lee ann") == ["ann-lee"]
    assert found(session, "2016-12") == ["talks"]
    assert found(session, "peac") == ["topics/peace", "places/peace"]
    assert found(session, "peac", "topic") == ["topics/peace"]
    assert found(session, "ann", "entry") == ["ann-lee"]
    assert len(found(session, "")) == 6


def test_places_of_a_briefing_are_found_by_number_or_words(session: Session) -> None:
    assert found(session, "talks#") == ["talks#p1", "talks#p2", "talks#one"]
    assert found(session, "talks#p2") == ["talks#p2"]
    assert found(session, "talks#spoke") == ["talks#p1"]
    assert found(session, "nowhere#") == found(session, "ann-lee#") == []


def test_sources_that_were_used_are_found_the_frequent_first(session: Session) -> None:
    def titles(typed: str) -> list[dict[str, str]]:
        answer = session.answered({"do": "find-sources", "typed": typed})
        return [dict(each) for each in answer["found"]]

    assert titles("") == [SOURCE, {"title": "B"}]
    assert titles("atl") == [SOURCE]
    assert titles("nothing like it") == []


def shown(session: Session, **said: object) -> dict[str, Any]:
    ask = {"do": "show-note", "briefing": "talks", "quote": "The end", "note":
           {"kind": "context", "text": "Words.", **said}}  # fmt: skip
    return session.answered(ask)


def test_a_note_looks_as_on_its_page(session: Session) -> None:
    text = "See [[ann-lee]] and [[talks#p1|there]].\n\n* a *list*\n\n<b>no HTML</b>"
    said = {"text": text, "author": "A. B.", "date": "2026-01-02", "sources": [{"said": SOURCE}]}
    html = shown(session, **said)["html"]
    write(session.folder, {NOTES: notes(note("preview", "The end", text=text, author="A. B.",
                                             date="2026-01-02", sources=[SOURCE]))})  # fmt: skip
    page = built({each: content.decode() for each, content in files_of(session.folder).items()})
    whole = page.files["briefings/talks/index.html"].decode()
    assert html in whole
    assert "&lt;b&gt;no HTML" in html


def test_every_mistake_is_told_with_its_place_and_the_rest_is_shown(session: Session) -> None:
    text = "One.\n\nSee [[nobody]], [[peace]], [[talks#p7]] and [x](javascript:y)."
    answer = shown(session, text=text, date="soon", kind="joke", sources=[
        {"said": {"title": "A", "url": "ftp://x"}}, {"said": {"publisher": "B"}}])  # fmt: skip
    told = {(each["field"], each.get("line"), each.get("column")) for each in answer["faults"]}
    assert told == {
        ("text", 3, 5), ("text", 3, 17), ("text", 3, 28), ("text", 3, 49), ("kind", None, None),
        ("date", None, None), ("sources.0.url", None, None), ("sources.1.title", None, None),
    }  # fmt: skip
    assert all(each["message"] for each in answer["faults"])
    assert "nobody" in answer["html"]
    assert "javascript" not in answer["html"]
    assert shown(session)["faults"] == []


def test_a_template_of_the_sites_own_that_fails_is_told(session: Session) -> None:
    write(
        session.folder,
        {"templates/parts/_notes.html": "{% macro notes(a, b) %}{{ a.b }}{% endmacro %}"},
    )
    while session.question({"do": "show-note", "briefing": "talks", "note":
                            {"kind": "context", "text": "x"}}).code != 422:  # fmt: skip
        pass


def test_an_annotation_is_read_as_it_is_written(session: Session) -> None:
    answer = session.answered({"do": "read-note", "briefing": "talks", "id": "one"})
    assert answer["note"]["text"] == "Words.\n"
    assert answer["note"]["sources"] == [SOURCE, {"title": "B"}]
    assert answer["base"] == session.own()["base"]
    assert session.question({"do": "read-note", "briefing": "talks", "id": "two"}).code == 404


def test_an_id_is_proposed_as_the_command_does(session: Session) -> None:
    def proposed(name: str) -> dict[str, Any]:
        return session.answered({"do": "propose-id", "name": name})

    assert proposed("Šárka O’Brien") == {"id": "sarka-obrien", "taken": []}
    assert proposed("Peace") == {"id": "peace", "taken": ["places/peace", "topics/peace"]}
    assert proposed("…") == {"id": "", "taken": []}


def test_ten_thousand_entries_are_searched_in_a_moment() -> None:
    files = {f"content/people/p{number}.md": entry(f"Person {number}", f"Alias {number}")
             for number in range(10_000)}  # fmt: skip
    library = read_library(tree_of(files), NOW)
    things = named_things(library, make_directory(library))
    begun = perf_counter()
    ids = [each.id for each in things_like("alias 777", things, library)][:3]
    assert perf_counter() - begun < 0.5
    assert ids == ["p777", "p7770", "p7771"]


def test_a_question_writes_nothing(session: Session) -> None:
    before = files_of(session.folder)
    shown(session)
    found(session, "x")
    assert files_of(session.folder) == before
