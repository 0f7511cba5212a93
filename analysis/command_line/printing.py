"""What is printed where: results on standard output, one at a time; everything else on standard error."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from analysis.wording import Sentence

DONE: Final = 0
WRONG: Final = 2
NOT_MET: Final = 3
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141
"""Exit statuses. The last two are what a shell reports of a command stopped by Ctrl-C, or whose reader has gone."""
_ERASE: Final = "\r\x1b[K"


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
def stage(what: str) -> Iterator[None]:
    """Say on a terminal what is going on, for as long as it does."""
    _tell(f"{what} …")
    try:
        yield
    finally:
        _tell("")


def searching(done: int, total: int) -> None:
    """Say on a terminal how far a search is."""
    _tell(f"searching … {done / max(total, 1):.0%} of {total} combinations")


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(_ERASE + line)
        sys.stderr.flush()
