"""``sample``: example data about people who do not exist."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from analysis.command_line.files import check_places, encoded, format_of, write
from analysis.command_line.options import STREAM
from analysis.command_line.printing import stage
from analysis.io import CsvStyle
from analysis.samples import Sample, make
from analysis.wording import Sentence


def run(options: argparse.Namespace) -> Sequence[Sentence]:
    """Write the file; nothing is required."""
    check_places(STREAM, [options.output])
    format_of(options.output)
    with stage("making people up") as tell:
        made = make(Sample(options.which), options.records, options.seed, lambda share: tell(round(100 * share), 100))
    content, _marked = encoded(made, options.output, CsvStyle())
    write((), options.output, content)
    return ()
