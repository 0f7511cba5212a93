"""The commands in the order of the work, what their help says, and how a command ends."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any, Final

from analysis.command_line import anonymise, assess, detect, options, reference, sample, search, verify
from analysis.command_line.options import NOT_ASKED, Parser
from analysis.command_line.printing import DONE, INTERRUPTED, NOBODY_READS, NOT_MET, WRONG, complain, note
from analysis.errors import AnalysisError
from analysis.wording import Sentence

ABOUT: Final = "How re-identifiable are the people in a dataset, and what does it cost to protect them?"
TOUR: Final = """\
in the order of the work:
  detect finds what each column may be, assess says how re-identifiable people are as the data stand, search finds the
  levels that meet a requirement at the least cost, anonymise writes the release and its recipe, verify asks pyCANON too.

examples:
  python -m analysis assess adult.csv -q sex age race marital-status -s occupation
  python -m analysis search adult.csv -q sex age race marital-status --k 5 --suppression-limit 0.02
  python -m analysis anonymise adult.csv -q sex age race marital-status --levels age=1 --k 5 --output release.csv \\
      --save-recipe recipe.json

exit status:
  0  done
  2  the input or the command is wrong: one line says what, where and what to do, and nothing was written
  3  done, but what was required (--require-k, --k and --model, a preset, a recipe) is not met
  130 after Ctrl-C, 141 where nobody reads the output any more; a file is written whole or not at all

Results go to standard output, everything else to standard error. COMMAND --help explains a command.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    asked = _parser().parse_args(arguments)
    try:
        with warnings.catch_warnings():
            if not sys.warnoptions:
                warnings.simplefilter("ignore")
            unmet = asked.run(asked)
    except AnalysisError as error:
        complain(" ".join([str(error), *map(str, asked.doubts)]))
        return WRONG
    except MemoryError:
        complain("The memory of this computer is too small for these data. Take fewer columns, or a sample.")
        return WRONG
    except KeyboardInterrupt:
        complain("Stopped. Nothing was written.")
        return INTERRUPTED
    except BrokenPipeError:
        # what is still to be flushed would fail once more when Python exits
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    note((*asked.notes, *asked.doubts))
    if unmet:
        complain(" ".join(map(str, unmet)))
    return NOT_MET if unmet else DONE


def _parser() -> Parser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = Parser(
        prog="analysis", description=ABOUT, epilog=TOUR, formatter_class=lambda prog: raw(prog, max_help_position=14)
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    asking = (options.data, options.roles, options.population, options.preset, options.require_k, options.layout)

    def add(
        name: str,
        run: Callable[[argparse.Namespace], Sequence[Sentence]],
        summary: str,
        example: str,
        *groups: Callable[[Parser], Any],
    ) -> None:
        epilog = f"example:\n  python -m analysis {name} {example}".rstrip()
        command = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", epilog=epilog, formatter_class=raw
        )
        command.set_defaults(run=run, doubts=(), notes=(), **NOT_ASKED)
        for group in groups:
            group(command)

    add(
        "sample", sample.run, "make example data about people who do not exist",
        "patients --records 10000 --seed 1 --output patients.csv", options.sample,
    )  # fmt: skip
    add(
        "detect", detect.run, "suggest a role for each column, with the evidence",
        "patients.csv --format json", options.data, options.attack, options.layout,
    )  # fmt: skip
    add(
        "assess", assess.run, "measure the risk of a dataset as it is",
        "adult.csv -q sex age race -s occupation --require-k 5 --format json",
        *asking, options.missing, options.person,
    )  # fmt: skip
    add(
        "search", search.run, "find the best levels that meet requirements",
        "adult.csv -q sex age race --k 5 --suppression-limit 0.02 --front",
        options.data, options.roles, options.key, options.required, options.searched, options.layout,
    )  # fmt: skip
    add(
        "anonymise", anonymise.run, "generalise and suppress, and write the release",
        "new_extract.csv --recipe recipe.json --output release.csv",
        options.data, options.roles, options.key, options.population, options.required, options.released,
    )  # fmt: skip
    add(
        "verify", verify.run, "have pyCANON measure a release too, and compare",
        "release.csv -q sex age race -s occupation --require-k 5", *asking, options.compared,
    )  # fmt: skip
    add(
        "presets", reference.run_presets, "list published thresholds", "--format json", options.layout, options.language
    )
    add("schema", reference.run_schema, "print the JSON Schema of recipes", "> recipe.schema.json")
    return parser
