"""What is printed where: results on standard output, one at a time; everything else on standard error."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from analysis.wording import Sentence

DONE: Final = 0
WRONG: Final = 2
NOT_MET: Final = 3
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141
"""Exit statuses. The last two are what a shell reports of a command stopped by Ctrl-C, or whose reader has gone."""


def complain(message: str) -> None:
    """Say in one line what is wrong."""
    sys.stderr.write(f"analysis: {' '.join(message.split())}\n")


def note(sentences: Iterable[Sentence]) -> None:
    """Say, a line each, what should be known beside a result."""
    for each in sentences:
        sys.stderr.write(f"note: {' '.join(str(each).split())}\n")


def show(result: str | dict[str, Any]) -> None:
    """Print a result: text as it is, anything else as JSON, in which a figure that is not finite is null."""
    if not isinstance(result, str):
        result = json.dumps(_finite(result), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    sys.stdout.write(result)
    sys.stdout.flush()


def send(content: bytes) -> None:
    """Write a file to standard output, all of it: where Python does not buffer, a pipe takes a part at a time."""
    left = memoryview(content)
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def _finite(value: Any) -> Any:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case dict():
            return {name: _finite(own) for name, own in value.items()}
        case list() | tuple():
            return [_finite(own) for own in value]
        case _:
            return value


@contextmanager
def stage(what: str) -> Iterator[Callable[[int, int], None]]:
    """Say on a terminal what is going on, for as long as it does; elsewhere say nothing.

    Yields:
        What tells how much of it is done: so many of so many.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    terminal = Console(stderr=True)
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as shown:
        task = shown.add_task(what, total=None)

        def tell(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total)

        yield tell
