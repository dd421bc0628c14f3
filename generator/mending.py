"""Fixes tried on the whole: what would bring an error is left alone, what is left is told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.build import prepare
from generator.fixes import SAFE, Makers, fixes_of
from generator.memo import Memory
from generator.options import Options
from generator.patches import Fix, with_fixes
from generator.problems import Problem, Severity
from generator.source import Tree

_OPENING = {"E104", "E110", "E112", "E113"}  # codes that keep a whole file from being read
_ROUNDS = 20  # a fix can show what stood behind it, and each shows one place of a repeated fault


@dataclass(frozen=True, slots=True)
class Mended:
    """A tree after all fixes that are safe.

    Attributes:
        fixes: those that were made, in their order.
        left: those that would have brought other errors.
    """

    tree: Tree
    fixes: tuple[Fix, ...]
    left: tuple[Fix, ...]


def mend(tree: Tree, options: Options, makers: Makers = SAFE) -> Mended:
    """Fix what can be fixed; the files that then differ are those to be written."""
    memory = Memory()
    made: list[Fix] = []
    left: dict[tuple[str, str], Fix] = {}
    for _ in range(_ROUNDS):
        before = prepare(tree, options, memory=memory)
        fixes = tuple(fix for fix in fixes_of(before.problems, tree, before.library, makers)
                      if (fix.path, fix.why) not in left)  # fmt: skip
        if not fixes:
            break
        for some in _attempts(fixes):
            trial = with_fixes(tree, some)
            after = prepare(trial, options, memory=memory)
            if _is_better(before.problems, after.problems, some):
                tree, made = trial, [*made, *some]
                break
            if len(some) == 1:
                left |= {(fix.path, fix.why): fix for fix in some}
    return Mended(tree, tuple(made), tuple(left.values()))


def changed_files(old: Tree, new: Tree) -> Mapping[str, bytes]:
    """The files that differ."""
    return {path: content for path, content in sorted(new.files.items())
            if old.files.get(path) != content}  # fmt: skip


def _attempts(fixes: tuple[Fix, ...]) -> Iterable[tuple[Fix, ...]]:
    """All at once, and if that is no good, one by one."""
    yield fixes
    if len(fixes) > 1:
        yield from ((fix,) for fix in fixes)


def _is_better(before: Iterable[Problem], after: Iterable[Problem], fixes: tuple[Fix, ...]) -> bool:
    """Whether something is settled, and nothing is wrong now that was right.

    A file that could not be read for a mistyped key may show, once it can, what else is wrong in
    it; that was so before.
    """
    old, new = _errors(before), _errors(after)
    opened = {fix.path for fix in fixes if fix.problem.code in _OPENING}
    brought = {error for error in new - old
               if error[0] not in opened or error[1].startswith("E1")}  # fmt: skip
    settled = Counter((fix.problem.place.path, fix.problem.code, fix.problem.message)
                      for fix in fixes)  # fmt: skip
    return not brought and all(new[error] < old[error] for error in settled)


def _errors(problems: Iterable[Problem]) -> Counter[tuple[str, str, str]]:
    """Errors without their places, which move when something before them changes."""
    return Counter((each.place.path, each.code, each.message) for each in problems
                   if each.severity is Severity.ERROR)  # fmt: skip
