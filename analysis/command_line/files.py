"""What a command writes: every file of it whole, or none; the release last, so that where it is, the others are."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from analysis import io
from analysis.command_line.options import STREAM
from analysis.command_line.printing import send
from analysis.dataset import Dataset
from analysis.errors import DatasetError
from analysis.io.writing import check_writable
from analysis.wording import Sentence, sentence


def check_places(source: str, places: Sequence[str | Path | None]) -> None:
    """Make sure, before any work, that files can be written where they are asked for.

    Args:
        source: The file that is read.
        places: Files to be written; None and ``-`` are passed over.

    Raises:
        DatasetError: Two are the same, one is the file that is read, or a folder does not take it.
    """
    files = [Path(place) for place in places if place not in (None, STREAM)]
    resolved = [file.resolve() for file in files]
    if len(set(resolved)) < len(resolved):
        raise DatasetError("Two files are to be written under one name. Give each its own. Nothing was written.")
    for file, place in zip(files, resolved, strict=True):
        if source != STREAM and place == Path(source).resolve():
            raise DatasetError(
                "{path} is the file that is read: choose another name. Nothing was written.", path=str(file)
            )
        check_writable(file)


def encoded(dataset: Dataset, output: str, style: io.CsvStyle) -> tuple[bytes, tuple[Sentence, ...]]:
    """The bytes of a file that holds a dataset, and what was done to its cells.

    Raises:
        DatasetError: Its extension is that of no format, or the format cannot hold the dataset.
    """
    made = io.export(dataset, format_of(output), style)
    if not made.neutralised:
        return made.content, made.notes
    said = sentence(
        "Cells that a spreadsheet would run as formulas, and got an apostrophe in front: {count}.",
        count=made.neutralised,
    )
    return made.content, (said, *made.notes)


def format_of(output: str) -> io.Format:
    """The format of an output: that of its extension, CSV on standard output.

    Raises:
        DatasetError: Nothing is written with that extension.
    """
    return io.Format.CSV if output == STREAM else io.format_of(output)


def write(files: Sequence[tuple[Path, bytes]], output: str, content: bytes) -> None:
    """Write files together with the one that the command is about, which may go to standard output.

    Raises:
        DatasetError: A file cannot be written; then none is.
    """
    if output != STREAM:
        io.save_together([*files, (Path(output), content)])
        return
    io.save_together(files)
    send(content)


def style_of(options: argparse.Namespace, reading: io.Reading) -> io.CsvStyle:
    """A release as CSV is written with the delimiter of what was read."""
    return io.CsvStyle(delimiter=options.delimiter or reading.understood.delimiter or ",")
