"""The people and institutions of the glossary as Popolo, the open standard for such data."""

from generator.fields import Dated, OtherName, Reference
from generator.heads import InstitutionHead, PersonHead
from generator.index import posts_of
from generator.model import Entry
from generator.offices import Tenure
from generator.pages.edition import Edition
from generator.serial import json_bytes, known, plain
from generator.site import INSTITUTIONS, PEOPLE
from generator.thing import Thing


def popolo(edition: Edition, path: str) -> bytes:
    """The file that lies at a path: persons, organizations, posts and memberships."""
    people = [each for each in edition.library.entries.values() if each.kind == PEOPLE]
    bodies = [each for each in edition.library.entries.values() if each.kind == INSTITUTIONS]
    posts = [post for each in bodies for post in _posts(each)]
    declared = {str(post["id"]) for post in posts}
    return json_bytes({
        "persons": [_person(edition, path, each) for each in people],
        "organizations": [_organization(edition, path, each) for each in bodies],
        "posts": posts,
        "memberships": [each for person in people for each in _memberships(person, declared)],
    })  # fmt: skip


def popolo_of(edition: Edition, path: str, entry: Entry) -> bytes:
    """The file of one person or institution that lies at a path, with their offices."""
    if entry.kind == PEOPLE:
        roles = entry.head.roles if isinstance(entry.head, PersonHead) else ()
        bodies = (edition.library.entries[role.institution] for role in roles if role.institution)
        declared = {str(post["id"]) for each in bodies for post in _posts(each)}
        return json_bytes(known({**_person(edition, path, entry),
                                 "memberships": _memberships(entry, declared)}))  # fmt: skip
    posts = _posts(entry)
    declared = {str(post["id"]) for post in posts}
    held = [each for _, holders in posts_of(entry, edition.index) for each in holders]
    return json_bytes(known({
        **_organization(edition, path, entry),
        "posts": posts,
        "memberships": [_membership(each, declared) for each in held],
    }))  # fmt: skip


def post_id(institution: str, title: str) -> str:
    """The id of an office, by which memberships name it."""
    return f"{institution}/{title}"


def _person(edition: Edition, path: str, entry: Entry) -> dict[str, object]:
    head = entry.head
    assert isinstance(head, PersonHead)  # noqa: S101  # content/people holds nothing else
    family, comma, given = (part.strip() for part in (head.sort_name or "").partition(","))
    return known({
        **_common(edition, path, entry),
        "sort_name": head.sort_name,
        "family_name": family if comma else None,
        "given_name": given if comma else None,
        "birth_date": plain(head.birth_date),
        "death_date": plain(head.death_date),
    })  # fmt: skip


def _organization(edition: Edition, path: str, entry: Entry) -> dict[str, object]:
    head = entry.head
    assert isinstance(head, InstitutionHead)  # noqa: S101  # as above
    return known({
        **_common(edition, path, entry),
        "classification": head.classification,
        "parent_id": head.part_of[0] if head.part_of else None,
        "founding_date": plain(head.founded),
        "dissolution_date": plain(head.dissolved),
    })  # fmt: skip


def _common(edition: Edition, path: str, entry: Entry) -> dict[str, object]:
    """What persons and organizations have alike."""
    head = entry.head
    return {
        "id": entry.id,
        "name": head.name,
        "other_names": [_other_name(each) for each in head.other_names],
        "identifiers": [{"scheme": scheme, "identifier": value}
                        for scheme, value in sorted(head.identifiers.items())],
        "summary": head.summary,
        "links": [{"url": edition.address(path, Thing(entry.kind, entry.id)),
                   "note": edition.library.site.title}],
        "sources": _sources(head.sources),
    }  # fmt: skip


def _other_name(other: OtherName) -> dict[str, object]:
    return known({"name": other.name, **_period(other), "note": other.note or other.lang})


def _posts(entry: Entry) -> list[dict[str, object]]:
    posts = entry.head.posts if isinstance(entry.head, InstitutionHead) else ()
    return [{"id": post_id(entry.id, post.title), "label": post.title, "organization_id": entry.id}
            for post in posts]  # fmt: skip


def _memberships(entry: Entry, declared: set[str]) -> list[dict[str, object]]:
    """The offices that a person held."""
    roles = entry.head.roles if isinstance(entry.head, PersonHead) else ()
    return [_membership(Tenure(entry.id, number, role), declared)
            for number, role in enumerate(roles)]  # fmt: skip


def _membership(tenure: Tenure, declared: set[str]) -> dict[str, object]:
    """An office that a person held; one that its institution declares is a post too."""
    person, number, role = tenure
    post = post_id(role.institution or "", role.title)
    return known({
        "id": f"{person}/{number + 1}",
        "person_id": person,
        "organization_id": role.institution,
        "post_id": post if post in declared else None,
        "role": role.title,
        **_period(role),
        "sources": _sources(role.sources),
    })  # fmt: skip


def _period(dated: Dated) -> dict[str, object]:
    return {"start_date": plain(dated.start), "end_date": plain(dated.end)}


def _sources(sources: tuple[Reference, ...]) -> list[dict[str, object]]:
    """Popolo's sources are links: those without an address have no place there."""
    return [{"url": each.url, "note": each.title} for each in sources if each.url]
