"""The command line: the same questions as on screen, with the same figures.

Results go to standard output, everything else to standard error. Exit status 0: done; 2: the input or the command is
wrong, and nothing was written; 3: done, but what was required is not met.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from analysis import io
from analysis.assessment import Assessment, MissingValues, as_json, assess, tabulate
from analysis.dataset import Dataset
from analysis.detection import CHECKLISTS, Checked, attack, checklist, suggest
from analysis.errors import AnalysisError, RequirementNotMet, RoleError
from analysis.hierarchies.builders import Table
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.missing import Missing, Reading
from analysis.models.conditions import SensitiveCondition
from analysis.models.requirements import MODELS, KAnonymous, Requirement, from_dict
from analysis.models.sensitive import sensitive_attribute
from analysis.recoding.generalise import GlobalRecoding, recode
from analysis.release import obstacles, release
from analysis.risk.outsiders import OutsiderRisk
from analysis.risk.people_summary import summarise
from analysis.risk.suda import SpecialUniques
from analysis.risk.survey import SurveyRisk
from analysis.roles import Role, Roles
from analysis.samples import Sample, make
from analysis.search.measures import Measure
from analysis.search.summary import as_json as search_as_json
from analysis.search.summary import search

DONE, WRONG, NOT_MET = 0, 2, 3


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong with the command."""

    def error(self, message: str) -> NoReturn:
        sys.exit(_complain(f"{message}. See: python -m analysis {' '.join(self.prog.split()[1:])} --help"))


def _complain(message: str) -> int:
    sys.stderr.write(f"analysis: {' '.join(message.split())}\n")
    return WRONG


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except RequirementNotMet as unmet:
        _complain(str(unmet))
        return NOT_MET
    except AnalysisError as error:
        return _complain(str(error))
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="analysis", description="How re-identifiable are the people in a dataset?")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    asking = (_data, _roles, _population, _missing, _person, _format, _require_k)
    _add(commands, "assess", _assess, "measure the risk of a dataset as it is", *asking)
    _add(commands, "search", _search, "find the best levels that meet requirements", _data, _roles, _wanted, _format)
    _add(commands, "anonymise", _anonymise, "generalise and suppress, and write the release", _data, _roles, _recoding)
    _add(commands, "detect", _detect, "suggest a role for each column, with the evidence", _data, _attack, _format)
    _add(commands, "sample", _sample, "make example data about people who do not exist", _sample_options)
    return parser


def _add(commands: Any, name: str, run: Any, summary: str, *options: Any) -> None:
    command = commands.add_parser(name, help=summary, description=summary.capitalize() + ".")
    command.set_defaults(run=run)
    for add in options:
        add(command)


def _data(command: Parser) -> None:
    command.add_argument("data", metavar="DATA", help="file to read, or - for CSV on standard input")
    command.add_argument("--delimiter", help="instead of the one detected")
    command.add_argument("--decimal", help="decimal mark, instead of the one detected")
    command.add_argument("--encoding", help="instead of the one detected")


def _roles(command: Parser) -> None:
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "metavar": "COL", "default": []}
    command.add_argument("-q", "--quasi-identifier", **many, help="columns that others may know of a person")
    command.add_argument("-s", "--sensitive", **many, help="columns that others must not learn")
    command.add_argument("--direct", **many, help="columns that name a person")
    command.add_argument("--weight", metavar="COL", help="sampling weight")
    command.add_argument("--household", metavar="COL", help="household of the person")
    command.add_argument(
        "--hierarchy", nargs="+", action="extend", default=[], metavar="COL=FILE", help="hierarchy table of a column"
    )


def _attack(command: Parser) -> None:
    command.add_argument(
        "--attack",
        nargs="+",
        action="extend",
        metavar="COL",
        default=[],
        help="columns of digests to find the values of",
    )


def _format(command: Parser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text")


def _population(command: Parser) -> None:
    command.add_argument(
        "--population-size", type=int, metavar="N", help="people in the population that the records were drawn from"
    )


def _missing(command: Parser) -> None:
    command.add_argument(
        "--missing",
        choices=[own.value for own in Missing],
        default=Missing.OWN_VALUE.value,
        help="what a missing quasi-identifier stands for, in the risk by weight and household and in --require-k",
    )
    command.add_argument(
        "--alpha",
        type=float,
        default=1.0,
        metavar="A",
        help="how much a record that lacks a value counts for those it may be like, 0 to 1, with --missing matches-any",
    )


def _person(command: Parser) -> None:
    command.add_argument("--person", metavar="COL", help="column that says which person a record is about")


def _require_k(command: Parser) -> None:
    command.add_argument("--require-k", type=int, metavar="K", help="exit with 3 if k is smaller")


def _recoding(command: Parser) -> None:
    command.add_argument(
        "--levels",
        nargs="+",
        action="extend",
        default=[],
        metavar="COL=N",
        help="level of a quasi-identifier (0 if absent)",
    )
    command.add_argument("--k", type=int, required=True, help="smallest class that stays in the release")
    command.add_argument(
        "--suppression-limit", type=float, default=0.05, metavar="SHARE", help="largest share of records to suppress"
    )
    command.add_argument(
        "--output", type=Path, required=True, metavar="FILE", help="the release: .csv, .xlsx or .parquet"
    )


def _wanted(command: Parser) -> None:
    command.add_argument("--k", type=int, default=1, help="fewest records of a class")
    command.add_argument(
        "--suppression-limit", type=float, default=0.0, metavar="SHARE", help="largest share of records to suppress"
    )
    command.add_argument(
        "--model", nargs="+", action="extend", default=[], metavar="MODEL:NAME=VALUE,…",
        help=f"what else is required, such as distinct_l_diversity:column=disease,l=2; models: {', '.join(MODELS)}",
    )  # fmt: skip
    command.add_argument("--measure", choices=[measure.value for measure in Measure], default=Measure.LOSS.value)
    command.add_argument("--front", action="store_true", help="list the front of average risk against the measure")
    command.add_argument(
        "--max-level", nargs="+", action="extend", default=[], metavar="COL=N", help="most general level of a column"
    )
    command.add_argument(
        "--column-weight",
        nargs="+",
        action="extend",
        default=[],
        metavar="COL=W",
        help="how much a column's detail counts",
    )


def _sample_options(command: Parser) -> None:
    command.add_argument("which", choices=[kind.value for kind in Sample])
    command.add_argument("--records", type=int, default=10_000)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--output", type=Path, required=True, metavar="FILE")


def _assess(options: argparse.Namespace) -> None:
    dataset = _read(options).dataset
    roles, hierarchies = _roles_of(options, dataset), _hierarchies(options, dataset)
    reading = Reading(Missing(options.missing), options.alpha)
    found = assess(dataset, roles, hierarchies, options.population_size, reading)
    people = _people(dataset, roles, hierarchies, options.person) if options.person else None
    if options.format == "json":
        _print({**as_json(found), "longitudinal": people})
    else:
        _print(_text(found) + (_people_text(people) if people else ""))
    if options.require_k and found.k < options.require_k:
        raise RequirementNotMet(
            "k is {k}: {required} is required. Generalise the quasi-identifiers or suppress rare records.",
            k=found.k,
            required=options.require_k,
        )


def _people(dataset: Dataset, roles: Roles, hierarchies: dict[str, Hierarchy], person: str) -> dict[str, Any]:
    if person in roles.quasi_identifiers:
        raise RoleError("{column} is given two roles: choose one.", column=person)
    return summarise(dataset[person], tabulate(dataset, roles.quasi_identifiers, hierarchies))


def _people_text(found: dict[str, Any]) -> str:
    unique = {name: share for name, share in found["unique_people"].items() if share is not None}
    lines = [
        f"people                   {found['people']}, {found['people_with_several_records']} with several records",
        f"an event is              {', '.join(found['event_columns'])}",
        *(f"{f'unique {name}'.replace('_', ' '):<32} {share:.2%} of the people" for name, share in unique.items()),
        *(f"unique by {point['events']:>2} events known     {point['unique']:.2%}" for point in found["unicity"]),
        *(
            f"sets of {one['m']} events held by fewer than {found['k']} people: {one['violating']} of {one['itemsets']}, "
            f"{one['people_exposed']} people exposed"
            for one in found["km_anonymity"]
        ),
        *(f"note: {caveat}" for caveat in found["caveats"]),
    ]
    return "\n".join(lines) + "\n"


def _anonymise(options: argparse.Namespace) -> None:
    reading = _read(options)
    dataset = reading.dataset
    roles = _roles_of(options, dataset, Role.INSENSITIVE)
    table = tabulate(dataset, roles.quasi_identifiers, _hierarchies(options, dataset))
    levels = _pairs(options.levels, "--levels", int)
    _check_names(levels, table.names, "--levels")
    chosen = GlobalRecoding(
        tuple((name, levels.get(name, 0)) for name in table.names), options.k, options.suppression_limit
    )
    recoded = recode(table, chosen)
    leaving = release(dataset, roles, recoded)
    style = io.CsvStyle(delimiter=options.delimiter or reading.understood.delimiter or ",")
    io.save(io.export(leaving.dataset, io.format_of(options.output.name), style).content, options.output)
    sys.stderr.write(
        f"{options.output.name}: {leaving.dataset.n_records} records released, {leaving.n_suppressed} suppressed, "
        f"loss {recoded.loss.loss:.6f}\n"
    )
    for reason in obstacles(roles, recoded):
        raise RequirementNotMet(reason.template, **dict(reason.details))


def _search(options: argparse.Namespace) -> None:
    dataset = _read(options).dataset
    roles = _roles_of(options, dataset)
    files = _hierarchies(options, dataset)
    table = tabulate(dataset, roles.quasi_identifiers, files)
    requirements = (KAnonymous(options.k), *(_model(text) for text in options.model))
    named = {own.column for own in requirements if isinstance(own, SensitiveCondition)}
    found = search(
        table,
        requirements,
        options.suppression_limit,
        Measure(options.measure),
        _pairs(options.column_weight, "--column-weight", float),
        _pairs(options.max_level, "--max-level", int),
        {name: sensitive_attribute(table, dataset[name], files.get(name)) for name in named},
    )
    result = search_as_json(found, options.front)
    _print(result if options.format == "json" else _search_text(result))
    if found.optimum is None:
        raise RequirementNotMet(
            "No combination of levels meets the requirements. Allow more suppression or more general levels, or ask less."
        )


def _model(text: str) -> Requirement:
    """Read ``MODEL:NAME=VALUE,…``; a value that reads as a number is one."""
    name, _colon, parameters = text.partition(":")
    values = _pairs([part for part in parameters.split(",") if part], "--model", str)
    return from_dict({"model": name, **{key: _number_or_text(value) for key, value in values.items()}})


def _number_or_text(value: str) -> int | float | str:
    for read in (int, float):
        with suppress(ValueError):
            return read(value)
    return value


def _search_text(result: dict[str, Any]) -> str:
    lattice, optimum = result["lattice"], result["optimum"]
    known = "all" if result["exact"] else "the most promising"
    lines = [f"{lattice['nodes']} combinations of levels, {known} decided; {result['meeting']} meet the requirements"]
    for node in [optimum, *result.get("front", [])] if optimum else []:
        levels = " ".join(f"{name}={level}" for name, level in node["levels"].items())
        lines.append(
            f"{'optimum' if node is optimum else 'front  '}  loss {node['loss']:.6f}  k {node['k']}  "
            f"suppressed {node['suppressed_records']}  average risk {node['prosecutor_average']:.4f}  {levels}"
        )
    return "\n".join(lines) + "\n"


def _detect(options: argparse.Namespace) -> None:
    dataset = _read(options).dataset
    suggestions = suggest(dataset)
    found = [suggestion.as_json() for suggestion in suggestions]
    lists = {rules.name: checklist(dataset, suggestions, rules) for rules in CHECKLISTS}
    attacks = [attack(dataset, name, suggestions).as_json() for name in options.attack]
    if options.format == "json":
        plain = {name: _plain(lines) for name, lines in lists.items()}
        _print({"schema": 1, "columns": found, "checklists": plain, "attacks": attacks})
        return
    for column in found:
        sys.stdout.write(f"{column['column']}: {column['role']} ({column['confidence']:.0%})\n")
        sys.stdout.writelines(f"    {reason}\n" for reason in column["reasons"])
        sys.stdout.write(f"    > {column['advice']}\n")
    for name, lines in lists.items():
        sys.stdout.write(f"\n{name}\n")
        sys.stdout.writelines(
            f"    {one['category']:2} {one['title']}: {one['status'].replace('_', ' ')} {', '.join(one['columns'])}".rstrip()
            + "\n"
            for one in _plain(lines)
        )
    for one in attacks:
        sys.stdout.write(
            f"\n{one['column']}: {one['algorithm']}, {one['values_found']} of {one['values']} digests found, "
            f"in {one['records_found']} records\n"
        )


def _plain(lines: Sequence[Checked]) -> list[dict[str, Any]]:
    return [line.as_json() for line in lines]


def _sample(options: argparse.Namespace) -> None:
    made = make(Sample(options.which), options.records, options.seed)
    io.save(io.export(made, io.format_of(options.output.name)).content, options.output)


def _read(options: argparse.Namespace) -> io.Reading:
    wanted = io.ReadOptions(delimiter=options.delimiter, decimal=options.decimal, encoding=options.encoding)
    if options.data == "-":
        return io.read(sys.stdin.buffer.read(), "standard input.csv", wanted)
    path = Path(options.data)
    return io.read(path, path.name, wanted)


def _roles_of(options: argparse.Namespace, dataset: Dataset, rest: Role = Role.UNDECIDED) -> Roles:
    """The roles named on the command line; every other column gets ``rest``."""
    named: dict[str, Role] = {}
    for role, columns in (
        (Role.QUASI_IDENTIFIER, options.quasi_identifier),
        (Role.SENSITIVE, options.sensitive),
        (Role.DIRECT_IDENTIFIER, options.direct),
        (Role.WEIGHT, [options.weight] if options.weight else []),
        (Role.HOUSEHOLD, [options.household] if options.household else []),
    ):
        for column in columns:
            if named.setdefault(column, role) is not role:
                raise RoleError("{column} is given two roles: choose one.", column=column)
    others = {name: rest for name in dataset.names if name not in named}
    return Roles.undecided(dataset.names).assign({**named, **others})


def _hierarchies(options: argparse.Namespace, dataset: Dataset) -> dict[str, Hierarchy]:
    files = _pairs(options.hierarchy, "--hierarchy", Path)
    _check_names(files, dataset.names, "--hierarchy")
    return {
        name: Table(io.read_hierarchy(file, file.name), file.name).build(dataset[name]) for name, file in files.items()
    }


def _pairs(texts: Sequence[str], option: str, convert: Any) -> dict[str, Any]:
    """Read ``COL=…`` options; a column's name may contain an equals sign, what follows the last one may not."""
    pairs = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        try:
            pairs[name] = convert(value)
        except ValueError:
            equals = ""
        if not equals:
            raise RoleError("{option} {text} is not understood: write COLUMN=VALUE.", option=option, text=text)
    return pairs


def _check_names(given: dict[str, Any], known: Sequence[str], option: str) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise RoleError(
            "{option} names {columns}, but the columns are {known}.",
            option=option,
            columns=", ".join(unknown),
            known=", ".join(known),
        )


def _print(result: Any) -> None:
    sys.stdout.write(result if isinstance(result, str) else json.dumps(result, ensure_ascii=False, indent=1) + "\n")


def _text(found: Assessment) -> str:
    unique = dict(found.below)[2]
    lines = [
        f"{found.n_records} records, {found.n_classes} equivalence classes on {', '.join(found.quasi_identifiers)}",
        f"k                        {found.anonymity.k}  ({found.anonymity.n_at_k} records in classes of this size)",
        f"unique records           {unique}  ({unique / found.n_records:.2%})",
        *(f"{f'in classes below {size}':<24} {records}" for size, records in found.below[1:]),
        f"prosecutor risk          highest {found.prosecutor.highest:.4f}, average {found.prosecutor.average:.4f}",
        *(f"{f'at risk above {threshold:g}':<24} {share:.2%}" for threshold, share in found.at_risk),
        *_missing_text(found.missing),
        *_outsiders_text(found.outsiders),
        *_special_text(found.special),
        *_survey_text(found.survey),
        *(
            f"{one.column:<24} distinct l {one.distinct_l}, entropy l {one.entropy_l:.2f}, t {one.t_equal:.4f}, "
            f"largest share {one.alpha:.4f}"
            for one in found.sensitive
        ),
        *(f"note: {caveat}" for caveat in found.caveats),
    ]
    return "\n".join(lines) + "\n"


def _missing_text(found: MissingValues | None) -> list[str]:
    if found is None:
        return []
    return [f"k, missing matches any   {found.matches_any.k}  ({found.records} records lack a quasi-identifier)"]


def _survey_text(found: SurveyRisk | None) -> list[str]:
    if found is None:
        return []
    own, homes = found.individual, found.households
    expected = f"{own.expected_reidentifications:.4g} re-identifications expected ({own.global_risk:.4%})"
    lines = [f"risk by weight           {expected}, highest {own.highest:.4g}"]
    if homes is None:
        return lines
    exposed = f"{homes.expected_reidentifications:.4g} records expected to be exposed ({homes.global_risk:.4%})"
    return [*lines, f"risk by household        {exposed}, {len(homes.risks)} households"]


def _outsiders_text(found: OutsiderRisk) -> list[str]:
    journalist, marketer, unique = found.journalist, found.marketer, found.uniqueness
    lines = [
        f"journalist risk          highest {journalist.highest:.4g}, average {journalist.average:.4g}, k-map {found.k_map}",
        f"marketer risk            average {marketer.average:.4g}, {marketer.expected_records:.1f} records expected",
    ]
    if unique is None:
        return lines
    low, high = unique.dankar.share_interval
    chosen = f"{unique.dankar.share:.4%} ({low:.4%} to {high:.4%}), {unique.dankar.estimator.value}"
    return [*lines, f"unique in {unique.population_size:<14} {chosen}"]


def _special_text(found: SpecialUniques | None) -> list[str]:
    if found is None or found.contributions is None:
        return []
    ordered = sorted(zip(found.contributions, found.names, strict=True), reverse=True)
    columns = ", ".join(f"{name} {share:.0%}" for share, name in ordered)
    highest, expected = found.scores.max(), found.dis().sum()
    return [
        f"special uniques (SUDA)   {len(found.scores)}, highest score {highest:g}, sum of DIS {expected:.4g}; by {columns}"
    ]


if __name__ == "__main__":
    sys.exit(main())
