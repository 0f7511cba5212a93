"""The options of the commands, in groups that several of them share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final, NoReturn

from analysis.command_line.printing import WRONG, complain
from analysis.missing import Missing
from analysis.models.requirements import MODELS
from analysis.samples import Sample
from analysis.search.measures import Measure
from analysis.second_opinion import Measure as Compared
from analysis.speech import LANGUAGES

STREAM: Final = "-"
"""Stands for standard input, or standard output, in place of the name of a file."""
KEY_VARIABLE: Final = "FOULE_KEY"
"""Environment variable that may hold the secret key of keyed steps."""
NOT_ASKED: Final[dict[str, Any]] = {
    "recipe": None, "quasi_identifier": [], "sensitive": [], "direct": [], "weight": None, "household": None,
    "hierarchy": [], "key_file": None, "preset": None, "population_size": None, "levels": [], "k": None,
    "suppression_limit": None, "model": [], "report": None,
}  # fmt: skip
"""What a command takes for the options that it does not offer."""
MANY: Final[dict[str, Any]] = {"nargs": "+", "action": "extend", "default": []}


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong with the command."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message}. See: python -m analysis {' '.join([*self.prog.split()[1:], '--help'])}")
        sys.exit(WRONG)


def data(command: Parser) -> None:
    """What is read, and how."""
    command.add_argument("data", metavar="DATA", help="file to read, or - for CSV on standard input")
    group = command.add_argument_group("how the file is read")
    group.add_argument("--delimiter", help="instead of the one detected")
    group.add_argument("--decimal", help="decimal mark, instead of the one detected")
    group.add_argument("--encoding", help="instead of the one detected")


def roles(command: Parser) -> None:
    """What the columns are for."""
    group = command.add_argument_group("what the columns are for")
    group.add_argument(
        "--recipe", type=Path, metavar="FILE",
        help="take all choices from a recipe; an option beside it has the last word on what it names",
    )  # fmt: skip
    group.add_argument(
        "-q", "--quasi-identifier", **MANY, metavar="COL", help="columns that others may know of a person"
    )
    group.add_argument("-s", "--sensitive", **MANY, metavar="COL", help="columns that others must not learn")
    group.add_argument("--direct", **MANY, metavar="COL", help="columns that name a person")
    group.add_argument("--weight", metavar="COL", help="sampling weight")
    group.add_argument("--household", metavar="COL", help="household of the person")
    group.add_argument("--hierarchy", **MANY, metavar="COL=FILE", help="hierarchy table of a column")


def key(command: Parser) -> None:
    """The secret of keyed steps."""
    command.add_argument(
        "--key-file", type=Path, metavar="FILE",
        help=f"file that holds the secret key of a recipe's keyed steps; else the environment variable {KEY_VARIABLE}",
    )  # fmt: skip


def preset(command: Parser | argparse._ArgumentGroup) -> None:
    """Published thresholds."""
    command.add_argument("--preset", metavar="ID", help="require what a published threshold asks; see: presets")


def population(command: Parser) -> None:
    """How many people there are."""
    command.add_argument(
        "--population-size", type=int, metavar="N", help="people in the population that the records were drawn from"
    )


def missing(command: Parser) -> None:
    """How missing values are read."""
    command.add_argument(
        "--missing", choices=[own.value for own in Missing], default=Missing.OWN_VALUE.value,
        help="what a missing quasi-identifier stands for, in the risk by weight and household and in --require-k",
    )  # fmt: skip
    command.add_argument(
        "--alpha", type=float, default=1.0, metavar="A",
        help="how much a record that lacks a value counts for those it may be like, 0 to 1, with --missing matches-any",
    )  # fmt: skip


def person(command: Parser) -> None:
    """Whose records they are."""
    command.add_argument("--person", metavar="COL", help="column that says which person a record is about")


def require_k(command: Parser) -> None:
    """What is asked of a dataset as it is."""
    command.add_argument("--require-k", type=int, metavar="K", help="exit with 3 if k is smaller")


def compared(command: Parser) -> None:
    """What pyCANON is asked."""
    command.add_argument(
        "--only", **MANY, choices=[own.value for own in Compared], metavar="MEASURE",
        help=f"what to compare, instead of all: {', '.join(own.value for own in Compared)}",
    )  # fmt: skip


def layout(command: Parser) -> None:
    """How the result is printed."""
    command.add_argument("--format", choices=("text", "json"), default="text", help="how the result is printed")


def required(command: Parser) -> None:
    """What is asked of a release."""
    group = command.add_argument_group("what is required")
    group.add_argument("--k", type=int, help="fewest records of a class; those in smaller classes are suppressed")
    group.add_argument(
        "--suppression-limit", type=float, metavar="SHARE",
        help="largest share of records to suppress; if absent, that of the recipe, else 0.05 (in a search 0)",
    )  # fmt: skip
    group.add_argument(
        "--model", **MANY, metavar="MODEL:NAME=VALUE,…",
        help=f"what else is required, such as distinct_l_diversity:column=disease,l=2; models: {', '.join(MODELS)}",
    )  # fmt: skip
    preset(group)


def searched(command: Parser) -> None:
    """How the best levels are looked for."""
    group = command.add_argument_group("what is looked for")
    group.add_argument(
        "--measure", choices=[measure.value for measure in Measure], default=Measure.LOSS.value,
        help="what the best combination loses least of",
    )  # fmt: skip
    group.add_argument("--front", action="store_true", help="list the front of average risk against the measure")
    group.add_argument("--max-level", **MANY, metavar="COL=N", help="most general level of a column")
    group.add_argument("--column-weight", **MANY, metavar="COL=W", help="how much a column's detail counts")


def released(command: Parser) -> None:
    """What is done to the records, and what is written."""
    command.add_argument("--levels", **MANY, metavar="COL=N", help="level of a quasi-identifier (0 if absent)")
    output(command, "the release: .csv, .xlsx, .parquet, .dta, .sav or .xpt; - for CSV on standard output")
    command.add_argument("--save-recipe", type=Path, metavar="FILE", help="write the recipe that redoes this release")
    command.add_argument("--report", type=Path, metavar="FILE", help="write the report of this release, .html or .pdf")
    language(command, "of the report")


def attack(command: Parser) -> None:
    """Which digests are attacked."""
    command.add_argument("--attack", **MANY, metavar="COL", help="columns of digests to find the values of")


def sample(command: Parser) -> None:
    """Which people are made up."""
    command.add_argument("which", choices=[kind.value for kind in Sample], help="whom the records are about")
    command.add_argument("--records", type=int, default=10_000, help="how many; 10000 if absent")
    command.add_argument("--seed", type=int, default=1, help="the same seed makes the same people; 1 if absent")
    output(command, "the file: .csv, .xlsx, .parquet, .dta, .sav or .xpt; - for CSV on standard output")


def output(command: Parser, explained: str) -> None:
    """Where the result goes."""
    command.add_argument("--output", required=True, metavar="FILE", help=explained)


def language(command: Parser, of_what: str = "of the titles") -> None:
    """In which language something is written."""
    command.add_argument("--language", choices=LANGUAGES, default="en", help=f"{of_what}; en if absent")
