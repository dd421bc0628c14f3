import errno
import json
import os
import resource
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import MEMORY
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from typing_extensions import override

from generator import swap
from generator.contents import digest
from generator.destination import refuse_dangerous
from generator.output_path import output_path
from generator.publish import Exchange, Published, differences, publish
from generator.refusals import (
    BusyError,
    DangerousDestinationError,
    OccupiedError,
    OutputPathError,
    PublishError,
)
from generator.swap import MANIFEST, Changes, Work

Tree = dict[str, bytes | str | None]

OLD: Mapping[str, bytes] = MappingProxyType(
    {
        "a.html": b"a",
        "same.html": b"same",
        "old/gone.html": b"gone",
        "old/mixed/gone.html": b"gone",
        "page": b"will be a folder",
        "folder/index.html": b"will be a page",
    }
)
NEW: Mapping[str, bytes] = MappingProxyType(
    {
        "a.html": b"changed",
        "same.html": b"same",
        "new/site.css": b"new",
        "page/index.html": b"was a page",
        "folder": b"was a folder",
    }
)
FOREIGN: Mapping[str, bytes] = MappingProxyType(
    {"CNAME": b"example.org", "old/mixed/note.txt": b"mine", ".git": b"gitdir: elsewhere"}
)


def one_by_one(_one: str, _other: str) -> bool:
    """No system exchanges folders here."""
    return False


both_ways = pytest.mark.parametrize("exchange", [swap.exchange, one_by_one])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def public(project: Path) -> Path:
    return project / "public"


def tree(folder: Path) -> Tree:
    """Everything in a folder."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        else:
            found[name] = None if path.is_dir() else path.read_bytes()
    return found


def files_of(folder: Path) -> Tree:
    """The files and links in a folder but the manifest, which `assert_published` looks at."""
    found = tree(folder)
    return {path: found[path] for path in found if path != MANIFEST and found[path] is not None}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def add_foreign(public: Path) -> None:
    write(public, FOREIGN)
    (public / "empty").mkdir()
    (public / "link").symlink_to("nowhere")


def stamps(folder: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mtime_ns for path in (folder, *folder.rglob("*"))}


def left_beside(public: Path) -> list[str]:
    return sorted(path.name for path in Path(Work.beside(str(public)).folder).iterdir())


def assert_published(files: Mapping[str, bytes], public: Path) -> None:
    assert {path: (public / path).read_bytes() for path in files} == dict(files)
    manifest = json.loads((public / MANIFEST).read_bytes())
    assert manifest == {"format": 1, "files": {p: digest(files[p]) for p in sorted(files)}}
    assert left_beside(public) == ["lock"]


def in_child(action: Callable[[], object]) -> str:
    """What a child process says in the end: its result, its error, or nothing if it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            said = str(action())
        except Exception as error:  # noqa: BLE001 - a child must end here, whatever happens
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with open(reading, "rb") as pipe:  # noqa: PTH123 - a descriptor has no path
        return pipe.read().decode()


# What publishing promises


@both_ways
def test_a_site_is_published_into_a_new_folder(public: Path, exchange: Exchange) -> None:
    assert publish(OLD, public, public.parent, exchange) == Published(6, 0, 0)
    assert files_of(public) == OLD
    assert_published(OLD, public)


@both_ways
def test_the_next_site_replaces_it_and_leaves_foreign_files(
    public: Path, exchange: Exchange
) -> None:
    publish(OLD, public, public.parent, exchange)
    add_foreign(public)
    assert publish(NEW, public, public.parent, exchange) == Published(4, 1, 4)
    assert files_of(public) == {**NEW, **FOREIGN, "link": "-> nowhere"}
    assert (public / "empty").is_dir()
    assert not (public / "old" / "gone.html").exists()
    assert_published(NEW, public)


@both_ways
def test_a_site_published_twice_is_not_touched(public: Path, exchange: Exchange) -> None:
    publish(OLD, public, public.parent, exchange)
    add_foreign(public)
    before = stamps(public.parent)
    published = publish(OLD, public, public.parent, exchange)
    assert published == Published(0, 6, 0)
    assert published.is_unchanged
    assert stamps(public.parent) == before


def test_the_manifest_depends_on_the_files_only(tmp_path: Path, project: Path) -> None:
    publish(OLD, tmp_path / "one", project)
    publish({path: OLD[path] for path in reversed([*OLD])}, tmp_path / "two", project)
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


@both_ways
def test_files_changed_or_deleted_by_hand_are_restored(public: Path, exchange: Exchange) -> None:
    publish(OLD, public, public.parent, exchange)
    (public / "a.html").write_bytes(b"b")
    (public / "page").unlink()
    (public / "same.html").unlink()
    (public / "same.html").symlink_to("a.html")
    assert publish(OLD, public, public.parent, exchange) == Published(3, 3, 0)
    assert files_of(public) == OLD


@both_ways
def test_a_page_edited_by_hand_that_is_no_longer_made_is_kept(
    public: Path, exchange: Exchange
) -> None:
    publish(OLD, public, public.parent, exchange)
    (public / "old" / "gone.html").write_bytes(b"my own words")
    publish(NEW, public, public.parent, exchange)
    assert (public / "old" / "gone.html").read_bytes() == b"my own words"


@pytest.mark.parametrize(
    "foreign", ["new/site.css", "new", "page/index.html/deep.txt", "folder/note.txt"]
)
def test_a_foreign_file_in_the_way_of_a_page_stops_before_anything_changes(
    public: Path, foreign: str
) -> None:
    publish({"same.html": b"same", "folder/index.html": b""}, public, public.parent)
    write(public, {foreign: b"mine"})
    before = tree(public)
    with pytest.raises(OccupiedError, match="is not of an earlier build; nothing was changed"):
        publish(NEW, public, public.parent)
    assert tree(public) == before
    assert left_beside(public) == ["lock"]


def test_a_foreign_file_with_the_bytes_of_a_page_becomes_ours(public: Path) -> None:
    publish({"a.html": b"a"}, public, public.parent)
    write(public, {"b.html": b"b"})
    assert publish({"a.html": b"a", "b.html": b"b"}, public, public.parent) == Published(0, 2, 0)
    assert publish({"a.html": b"a"}, public, public.parent) == Published(0, 1, 1)


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"format": 2, "files": {}}', b'{"files": ["a"]}'])
@both_ways
def test_a_damaged_manifest_proves_nothing_so_nothing_is_deleted(
    public: Path, spoilt: bytes, exchange: Exchange
) -> None:
    publish({"a.html": b"a", "b.html": b"b"}, public, public.parent, exchange)
    (public / MANIFEST).write_bytes(spoilt)
    publish({"a.html": b"new"}, public, public.parent, exchange)
    assert files_of(public) == {"a.html": b"new", "b.html": b"b"}
    assert_published({"a.html": b"new"}, public)


def test_permissions_follow_the_umask_and_the_old_folders(public: Path) -> None:
    before = os.umask(0o027)
    try:
        publish(OLD, public, public.parent)
        assert stat.S_IMODE((public / "a.html").stat().st_mode) == 0o640
        public.chmod(0o755)
        (public / "old").chmod(0o2775)
        publish({**OLD, "a.html": b"changed"}, public, public.parent)
    finally:
        os.umask(before)
    assert stat.S_IMODE(public.stat().st_mode) == 0o755
    assert stat.S_IMODE((public / "old").stat().st_mode) == 0o2775
    assert stat.S_IMODE((public / "old" / "mixed").stat().st_mode) == 0o750


class Folder(RuleBasedStateMachine):
    """A folder that builds publish to and that people change by hand."""

    pages = st.sampled_from(["a.html", "b/index.html", "b/c.html", "d", "e/f/g.html"])
    others = st.sampled_from(["CNAME", "b/note", "d/note", "e/f", "a.html", "h/i/j"])
    contents = st.sampled_from([b"", b"1", b"2"])

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.public = self.root / "public"
        self.ours: dict[str, bytes] = {}
        self.disk: dict[str, bytes] = {}
        self.publish({"a.html": b""}, swap.exchange)

    @override
    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @rule(path=others, data=contents)
    def add(self, path: str, data: bytes) -> None:
        assume(not clash([*self.disk, path]))
        write(self.public, {path: data})
        self.disk[path] = data

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        assume(self.disk)
        path = data.draw(st.sampled_from(sorted(self.disk)))
        (self.public / path).unlink()
        for folder in list(Path(path).parents)[:-1]:
            with suppress(OSError):  # it holds something else
                (self.public / folder).rmdir()
        del self.disk[path]

    @rule(
        files=st.dictionaries(pages, contents, min_size=1),
        exchange=st.sampled_from([swap.exchange, one_by_one]),
    )
    def publish(self, files: dict[str, bytes], exchange: Exchange) -> None:
        assume(not clash(files))
        mine = {
            path: data
            for path, data in self.disk.items()
            if path not in files and self.ours.get(path) != data
        }
        taken = {path for path in files if path in self.disk and path not in self.ours}
        if any(files[path] != self.disk[path] for path in taken) or clash([*files, *mine]):
            with pytest.raises(OccupiedError):
                publish(files, self.public, self.root / "project", exchange)
        else:
            publish(files, self.public, self.root / "project", exchange)
            self.ours, self.disk = files, {**mine, **files}
        assert files_of(self.public) == self.disk if self.public.exists() else not self.disk


def clash(paths: Iterable[str]) -> bool:
    return not swap.folders_of(paths).isdisjoint(paths)


TestForeignFilesOutliveEverySequenceOfBuilds = Folder.TestCase
TestForeignFilesOutliveEverySequenceOfBuilds.settings = settings(
    max_examples=60, stateful_step_count=12, deadline=None
)


# What a kill leaves

CHANGING = {
    "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
    "os.truncate", "ctypes.set_errno",  # the last is raised just before two folders are exchanged
}  # fmt: skip


def publish_and_die(
    at: int, files: Mapping[str, bytes], public: Path, exchange: Exchange
) -> Published:
    """Publish, but be killed just before the n-th operation that changes the disk."""
    seen = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if writes or event in CHANGING:
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    return publish(files, public, public.parent, exchange)


@both_ways
@pytest.mark.parametrize("before", ["no folder", "an empty folder", "a site"])
def test_a_kill_leaves_the_old_site_or_the_new_and_the_next_build_repairs(
    project: Path, exchange: Exchange, before: str
) -> None:
    start = project / "start"
    if before == "an empty folder":
        start.mkdir()
    if before == "a site":
        publish(OLD, start, project)
        add_foreign(start)
    old = tree(start)
    publish(OLD, project / "goal", project)
    if before == "a site":
        add_foreign(project / "goal")
    publish(NEW, project / "goal", project)
    new = tree(project / "goal")
    at, said = 0, ""
    while not said:
        at += 1
        public = project / f"{at}" / "public"
        public.parent.mkdir()
        if start.exists():
            shutil.copytree(start, public, symlinks=True)
        said = in_child(partial(publish_and_die, at, NEW, public, exchange))
        killed = tree(public)
        if exchange is swap.exchange or before == "no folder":
            assert killed in (old, new)
        assert all(data in (old.get(p), new.get(p)) for p, data in killed.items())
        assert old.items() & new.items() <= killed.items()
        publish(NEW, public, project, exchange)
        assert tree(public) == new
        assert_published(NEW, public)
    assert said.startswith("Published")
    assert at > 15


@both_ways
def test_a_kill_is_forgotten_when_another_site_is_published(
    project: Path, exchange: Exchange
) -> None:
    said, at = "", 0
    while not said:
        at += 1
        public = project / f"{at}" / "public"
        publish(OLD, public, project)
        add_foreign(public)
        said = in_child(partial(publish_and_die, at, NEW, public, exchange))
        publish(OLD, public, project)
        assert files_of(public) == {**OLD, **FOREIGN, "link": "-> nowhere"}
        assert_published(OLD, public)


def exchange_after(change: Callable[[], object]) -> Exchange:
    """Somebody changes the folder between the staging and the swap."""

    def exchange(one: str, other: str) -> bool:
        change()
        return swap.exchange(one, other)

    return exchange


def test_foreign_files_that_appear_while_publishing_are_moved_into_the_new_site(
    public: Path,
) -> None:
    publish(OLD, public, public.parent)
    late = {"late.txt": b"1", "old/late.txt": b"2", "deep/er/late.txt": b"3"}

    def change() -> None:
        write(public, late)
        (public / "void").mkdir()

    publish(NEW, public, public.parent, exchange_after(change))
    assert files_of(public) == {**NEW, **late}
    assert (public / "void").is_dir()
    assert_published(NEW, public)


@both_ways
def test_foreign_files_that_appear_where_a_page_is_published_are_put_aside(
    public: Path, exchange: Exchange
) -> None:
    publish(OLD, public, public.parent)
    kept = Path(Work.beside(str(public)).kept)
    for text in (b"1", b"2"):

        def change(one: str, other: str, text: bytes = text) -> bool:
            write(public, {"new/site.css": text, "new/same.css": b"same"})
            return exchange(one, other)

        publish({**NEW, "new/same.css": b"same"}, public, public.parent, change)
        assert files_of(public) == {**NEW, "new/same.css": b"same"}
        publish(OLD, public, public.parent)
    assert files_of(kept) == {"new/site.css": b"1", "new/site.css~2": b"2"}


def test_foreign_files_of_a_killed_build_outlive_a_deleted_site(public: Path) -> None:
    publish(OLD, public, public.parent)
    add_foreign(public)
    work = Work.beside(str(public))
    public.rename(work.ready)
    publish(NEW, public, public.parent)
    assert files_of(public) == NEW
    assert files_of(Path(work.kept)) == {**FOREIGN, "link": "-> nowhere"}
    assert left_beside(public) == ["kept", "lock"]
    assert publish(NEW, public, public.parent).is_unchanged


def test_a_spoilt_journal_is_not_believed(public: Path) -> None:
    publish(OLD, public, public.parent)
    Path(Work.beside(str(public)).journal).write_text("{")
    publish(NEW, public, public.parent)
    assert files_of(public) == NEW
    assert_published(NEW, public)


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    own = tmp_path.stat().st_dev
    others = [each for each in (MEMORY, Path(tempfile.gettempdir()))
              if each.is_dir() and each.stat().st_dev != own]  # fmt: skip
    if not others:
        pytest.skip("there is one disk only")
    with tempfile.TemporaryDirectory(dir=others[0]) as folder:
        yield Path(folder)


def test_files_are_replaced_across_disks_by_a_copy_beside(tmp_path: Path, other_disk: Path) -> None:
    work = replace(Work.beside(f"{tmp_path}/public"), destination=str(other_disk))
    write(Path(work.ready), {"a/b.html": b"b", MANIFEST: b"{}"})
    write(other_disk, {"a/b.html": b"a"})
    swap.write_journal(work, Changes((), ("a/b.html", MANIFEST), {}, ()))
    swap.finish(work)
    assert tree(other_disk) == {"a": None, "a/b.html": b"b", MANIFEST: b"{}"}
    assert tree(Path(work.folder)) == {}


def test_what_cannot_be_linked_is_copied_and_what_cannot_be_copied_is_named(
    tmp_path: Path, other_disk: Path
) -> None:
    (tmp_path / "a").write_bytes(b"a")
    os.mkfifo(tmp_path / "pipe")
    swap.carry(f"{tmp_path}/a", f"{other_disk}/a")
    assert tree(other_disk) == {"a": b"a"}
    with pytest.raises(OSError, match=r"cross-device link.*pipe"):
        swap.carry(f"{tmp_path}/pipe", f"{other_disk}/pipe")


# What is refused


def test_a_second_build_names_the_process_of_the_first(public: Path) -> None:
    asking, answering = os.pipe()

    def wait(one: str, other: str) -> bool:
        os.read(asking, 1)
        return swap.exchange(one, other)

    publish(OLD, public, public.parent)
    child = os.fork()
    if not child:
        with suppress(PublishError):
            publish(NEW, public, public.parent, wait)
        os._exit(0)
    holder = Path(Work.beside(str(public)).holder)
    while not holder.exists() or not holder.read_text():
        time.sleep(0.001)
    with pytest.raises(BusyError, match=rf"another build \(process {child}\) is publishing to it"):
        publish({"a.html": b"b"}, public, public.parent)
    os.write(answering, b"!")
    os.waitpid(child, 0)
    assert files_of(public) == NEW


@both_ways
def test_a_full_disk_leaves_the_old_site(public: Path, exchange: Exchange) -> None:
    publish(OLD, public, public.parent)
    before = tree(public)

    def fill() -> Published:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        return publish({**NEW, "z.html": b"z" * 20_000}, public, public.parent, exchange)

    said = in_child(fill)
    assert "z.html: File too large; the published folder is as it was" in said
    assert tree(public) == before
    assert left_beside(public) == ["lock"]


def test_a_swap_that_fails_leaves_the_old_site(public: Path) -> None:
    publish(OLD, public, public.parent)

    def fail(_one: str, other: str) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", other)

    with pytest.raises(PublishError, match="public: Permission denied; the published folder is as"):
        publish(NEW, public, public.parent, fail)
    assert files_of(public) == OLD
    assert left_beside(public) == ["lock"]


def test_an_exchange_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        swap.exchange(f"{tmp_path}/one", f"{tmp_path}/two")


def test_a_half_replaced_site_says_so(public: Path) -> None:
    publish({"same.html": b"same"}, public, public.parent)

    def block(_one: str, _other: str) -> bool:
        (public / "new").symlink_to("nowhere")
        return False

    with pytest.raises(PublishError, match=r"a link stands where a folder must be; .* half replac"):
        publish(NEW, public, public.parent, block)
    (public / "new").unlink()
    publish(NEW, public, public.parent)
    assert files_of(public) == NEW


@pytest.mark.parametrize(
    ("destination", "cause"),
    [
        ("/", "the root of the disk"),
        ("home", "your home folder or holds it"),
        ("work", "the folder you work in or holds it"),
        ("work/here/../here", "the folder you work in or holds it"),
        ("above", "the project or holds it"),
        ("above/project", "the project or holds it"),
        ("above/project/content", "lies in content/"),
        ("above/project/templates/x/y", "lies in templates/"),
        ("above/project/generator", "lies in generator/"),
        ("above/project/tests", "lies in tests/"),
        ("above/project/docs/../docs/x", "lies in docs/"),
        ("above/project/.git/x", "lies in a .git folder"),
        ("repository", "is a Git repository"),
        ("link", "is a symbolic link"),
        ("through/content/x", "lies in content/"),
        ("file", "is a file"),
        ("full", "holds files but no .glossator.json of an earlier build"),
    ],
)
def test_a_dangerous_destination_is_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, destination: str, cause: str
) -> None:
    for folder in ("home", "work/here", "above/project/content", "repository/.git", "full"):
        (tmp_path / folder).mkdir(parents=True)
    write(tmp_path, {"file": b"", "full/thesis.txt": b"", "repository/.glossator.json": b""})
    (tmp_path / "link").symlink_to("full")
    (tmp_path / "through").symlink_to("above/project")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "work" / "here")
    before = stamps(tmp_path)
    with pytest.raises(DangerousDestinationError, match=f"{cause}; choose an empty or new folder"):
        publish(NEW, tmp_path / destination, tmp_path / "above" / "project")
    assert stamps(tmp_path) == before


def test_a_new_an_empty_and_our_own_folder_are_no_danger(project: Path) -> None:
    refuse_dangerous(project / "public", project)
    refuse_dangerous(project.parent / "not" / "yet", project)
    (project / "public").mkdir()
    refuse_dangerous(project / "public", project)
    publish(OLD, project / "public", project)
    refuse_dangerous(project / "public", project)


def test_what_is_no_folder_stops_publishing(project: Path, public: Path) -> None:
    write(project, {".public.glossator": b""})
    with pytest.raises(PublishError, match=r"\.public\.glossator: File exists; the published"):
        publish(NEW, public, project)


@pytest.mark.parametrize(
    "path",
    [
        "", "/a", "a//b", "a/", "../a", "a/../b", "./a", "a\\b", "c:a", "a\0b", "a\nb", "a?b",
        "con", "NUL.html", "a/com1.txt", "lpt\u00b9", "aux .html", "_a", "a/_b", ".git", MANIFEST,
        "a.", "a ", "\udcff", "\u00e9" * 128,
    ],
)  # fmt: skip
def test_a_path_that_is_not_safe_everywhere_is_refused(public: Path, path: str) -> None:
    with pytest.raises(OutputPathError, match="cannot be the path of a published file, as it "):
        publish({path: b""}, public, public.parent)
    assert not public.exists()


@pytest.mark.parametrize("path", [".nojekyll", "a/b.c-d_e.html", "console", "\u00e9" * 127, "a..b"])
def test_a_plain_path_is_itself(path: str) -> None:
    assert output_path(path) == path


@pytest.mark.parametrize(
    "paths", [("a.html", "A.html"), ("stra\u00dfe", "STRASSE"), ("e\u0301", "\u00e9"), ("a", "A/b")]
)
def test_paths_that_some_disks_cannot_hold_together_are_refused(
    public: Path, paths: tuple[str, str]
) -> None:
    with pytest.raises(OutputPathError):
        publish(dict.fromkeys(paths, b""), public, public.parent)


# What is compared


def test_differences_names_what_is_missing_changed_or_stale_and_writes_nothing(
    public: Path,
) -> None:
    assert differences({"a.html": b""}, public) == (MANIFEST, "a.html")
    publish(OLD, public, public.parent)
    add_foreign(public)
    before = stamps(public.parent)
    assert differences(OLD, public) == ()
    stale = ("folder/index.html", "old/gone.html", "old/mixed/gone.html")
    made = ("a.html", "folder", "new/site.css", "page", "page/index.html")
    assert differences(NEW, public) == tuple(sorted(made + stale))
    assert stamps(public.parent) == before
    (public / MANIFEST).write_bytes(b"")
    assert differences(OLD, public) == (MANIFEST,)


def test_what_cannot_be_looked_at_is_named(project: Path) -> None:
    with pytest.raises(PublishError, match="File name too long"):
        differences({"a.html": b""}, project / ("x" * 300))
    with pytest.raises(PublishError, match="File name too long"):
        refuse_dangerous(project / ("x" * 300), project)
