"""How long the stages of a build take, and which one is at work."""

import time
from dataclasses import dataclass, field

import click

_SHOW_PROGRESS_AFTER = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """How long each stage takes; on a terminal long builds show which one is at work."""

    shows: bool
    begun: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    def stage(self, name: str) -> None:
        """A stage begins."""
        self.stages.setdefault(name.partition(" ")[0], time.perf_counter())
        if self.shows and self.elapsed > _SHOW_PROGRESS_AFTER:
            click.echo(f"\r\033[K{name} …", nl=False, err=True)

    def done(self) -> None:
        """The last stage has ended."""
        if self.shows and self.elapsed > _SHOW_PROGRESS_AFTER:
            click.echo("\r\033[K", nl=False, err=True)

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self.begun

    def table(self) -> str:
        """The seconds that each stage took, a line each."""
        starts = [*self.stages.values(), time.perf_counter()]
        spent = zip(self.stages, starts, starts[1:], strict=False)
        return "\n".join(f"{end - start:9.3f} s  {name}" for name, start, end in spent)
