"""What a person at a terminal or in a log sees: progress, counts and problems; ids and places, never narrative text."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from textmine.batch import RunCounts
from textmine.jobs import Progress as Report
from textmine.records import Failure

LOG_INTERVAL = 5.0
"""Seconds between two lines of progress in a log."""
SHOWN_FAILURES = 10

console = Console(stderr=True, highlight=False, soft_wrap=True)


def _words(counts: RunCounts) -> str:
    return f"{counts.read} gelezen, {counts.tagged} gecodeerd, {counts.kept} ongewijzigd, {counts.failed} mislukt"


@contextmanager
def progress() -> Iterator[Report]:
    """Give a callable that shows how far the tagging is: a bar on a terminal, a line now and then elsewhere."""
    if not console.is_terminal:
        last = 0.0

        def line(counts: RunCounts) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= LOG_INTERVAL:
                last = now
                print(f"textmine: {_words(counts)}", file=sys.stderr, flush=True)

        yield line
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("coderen", total=None)
        yield lambda counts: bar.update(task, description=_words(counts))


def say(message: str) -> None:
    """Print one line for the user to standard error."""
    console.print(message, markup=False)


def show_text(line: str) -> None:
    """Print a line that holds narrative text to standard output; control codes in it must not reach the terminal."""
    print("".join(sign if sign.isprintable() or sign == "\t" else " " for sign in line))


def show_failures(failures: Iterable[Failure], where: str) -> None:
    """Print the first failures, each on a line, and where the others stand."""
    every = list(failures)
    for failure in every[:SHOWN_FAILURES]:
        place = f"{failure.source} {failure.locator}".strip()
        say(
            f"  {failure.error}: {place}: {failure.message}"
            if place not in failure.message
            else f"  {failure.error}: {failure.message}"
        )
    if len(every) > SHOWN_FAILURES:
        say(f"  ... and {len(every) - SHOWN_FAILURES} more; all of them are in {where}")


def show_counts(counts: RunCounts) -> None:
    """Print what the tagging came to."""
    say(f"textmine: {_words(counts)}")
