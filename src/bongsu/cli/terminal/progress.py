"""Progress on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

_BAR: Final = 12
"""Letters of a bar beside which a headline stands on a terminal of 80. [1]"""


@contextmanager
def progress_bar(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show progress with a time estimate on a terminal; stay quiet elsewhere.

    Parameters
    ----------
    description : str
        What is being computed.
    total : int
        Number of cases. [1]

    Yields
    ------
    callable
        Takes the number of cases just finished.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task(description, total=total)
        yield lambda count: progress.advance(task, count)


@dataclass(frozen=True)
class Shown:
    """What a terminal shows of a long run; see :class:`bongsu.execution.run.Watcher`.

    Attributes
    ----------
    looks : bool
        Whether there is a terminal.
    found, advance : callable
        Take numbers of replications: those there at the start, and those just finished.
    headline : callable
        Takes what is known so far.
    """

    looks: bool
    found: Callable[[int], None]
    advance: Callable[[int], None]
    headline: Callable[[str], None]


@contextmanager
def run_progress(description: str, total: int) -> Iterator[Shown]:
    """Show rate, time left and what is known so far on a terminal; stay quiet elsewhere.

    Parameters
    ----------
    description : str
        What is being computed.
    total : int
        Replications. [1]

    Yields
    ------
    Shown
        What to tell.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Replications per second."""

        def render(self, task: Task) -> Text:
            speed = task.speed or 0.0
            return Text(
                "" if speed == 0.0 else f"{speed:,.0f}/s" if speed >= 10 else f"{speed:.2g}/s"
            )

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(_BAR),
        TaskProgressColumn(),
        Rate(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[headline]}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task(description, total=total, headline="")

        def found(count: int) -> None:
            # what was there before says nothing about how fast this run is
            progress.reset(task, total=total, completed=count)

        yield Shown(
            looks=console.is_terminal,
            found=found,
            advance=lambda count: progress.advance(task, count),
            headline=lambda text: progress.update(task, headline=text),
        )
