"""What `import` tells of a file: what was guessed, who speaks, what was left out."""

from collections.abc import Iterator

from generator.imports import Imported
from generator.imports.draft import Guess, opening
from generator.problems import printable
from generator.terminal import counted

_MOST = 20  # lines of one kind that are shown


def told(name: str, made: Imported) -> str:
    """The report of a file that became a briefing, a few lines for people."""
    words = counted(made.paragraphs, "paragraph")
    lines = [f"{name} → {made.path}: a draft of {words}, word for word"]
    lines += [f"  title: {opening(made.title.words)}{_guessed(made.title)}",
              f"  date: {made.day.words}{_guessed(made.day)}"]  # fmt: skip
    for section in (_speakers(made), _changed(made), _doubtful(made), _left(made)):
        lines += _shortened(list(section))
    lines += [f"  {remark}" for remark in made.remarks]
    return "\n".join(printable(line) for line in lines)


def _guessed(guess: Guess) -> str:
    return f" ({guess.comment})" if guess.origin else ""


def _speakers(made: Imported) -> Iterator[str]:
    if not made.labels:
        yield "  no speaker was found (--speaker 'LABEL=id' says which words are a label)"
    for label, number in made.labels.items():
        owner = made.owners[label]
        who = owner.id or ("nobody yet" if owner.is_unknown else "unnamed")
        comment = f" ({owner.comment})" if owner.comment else ""
        yield f"  speaker “{label}”, {_times(number)}: {who}{comment}"


def _changed(made: Imported) -> Iterator[str]:
    for (before, now), number in made.changed.items():
        if before:
            yield f"  written otherwise: “{before}” is “{now}” here, {_times(number)}"
        else:
            yield f"  put in: “{now}”, {_times(number)}: the file names who speaks beside the words"


def _doubtful(made: Imported) -> Iterator[str]:
    for label, number in made.doubtful.items():
        yield (f"  taken for words, not for a speaker: “{label}”, {_times(number)} "
               f"(--speaker '{label}=id' if it is one)")  # fmt: skip


def _left(made: Imported) -> Iterator[str]:
    for left in made.left:
        words = f": “{opening(left.words)}”" if left.words.strip() else ""
        yield f"  not taken over: {left.what}, {left.where}{words}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _shortened(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST:
        return lines
    return [*lines[:_MOST], f"  … and {len(lines) - _MOST} more such lines"]
