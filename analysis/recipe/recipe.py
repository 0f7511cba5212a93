"""A recipe as a versioned JSON document: choices, and no record of the data.

The JSON Schema is ``recipe.schema.json`` beside this module. A document of an older version is brought up to date when it
is read (:data:`MIGRATIONS`); one of a newer version is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, ValidationError, WithJsonSchema

from analysis.dataset import Dataset
from analysis.errors import AnalysisError, DatasetError
from analysis.hierarchies.building import Builder
from analysis.hierarchies.registry import builder_from_dict, builder_to_dict
from analysis.io import ReadOptions
from analysis.kinds import Kind
from analysis.models.conditions import DistinctLDiverse, TClose
from analysis.models.requirements import Requirement, from_dict, to_dict
from analysis.models.t_closeness import GroundDistance
from analysis.recoding.generalise import GlobalRecoding
from analysis.recoding.local_suppression import Reading as CellReading
from analysis.recoding.mondrian import Cuts
from analysis.recoding.step import Step
from analysis.recoding.steps import step_from_dict
from analysis.recoding.steps import to_dict as step_to_dict
from analysis.roles import Role, Roles
from analysis.verdict import Demand, Recipient
from analysis.wording import Sentence, sentence

FORMAT: Final = "foule-recipe"
VERSION: Final = 1


class WrongPart(ValueError):
    """A part that its registry does not take, with the reason in words that can be translated."""

    def __init__(self, reason: Sentence) -> None:
        self.sentence = reason
        super().__init__(str(reason))


_REASONS: Final = {
    "extra_forbidden": sentence("this field is not known"),
    "missing": sentence("this field is lacking"),
}


def _tagged(read: Callable[[Any], Any], write: Callable[[Any], Any], tag: str) -> tuple[Any, ...]:
    """How pydantic reads and writes a dataclass that its registry knows by a tag."""

    def checked(value: Any) -> Any:
        if is_dataclass(value):
            return value
        if not isinstance(value, Mapping):
            raise WrongPart(sentence("an object with a field {tag} is expected", tag=tag))
        try:
            return read(value)
        except AnalysisError as error:
            raise WrongPart(error.sentence) from None

    schema = {"type": "object", "required": [tag], "properties": {tag: {"type": "string"}}}
    return PlainValidator(checked), PlainSerializer(write), WithJsonSchema(schema)


PlainStep = Annotated[Step, *_tagged(step_from_dict, step_to_dict, "kind")]
PlainBuilder = Annotated[Builder, *_tagged(builder_from_dict, builder_to_dict, "kind")]
PlainRequirement = Annotated[Requirement, *_tagged(from_dict, to_dict, "model")]


class Part(BaseModel):
    """A part of a recipe: frozen, and without fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class ColumnProfile(Part):
    """What a column was when the recipe was made.

    Attributes:
        name: Its name.
        kind: What its values are.
        decimal: The decimal mark of its numbers.
        date_format: Pattern of its dates; empty unless it has dates.
    """

    name: str
    kind: Kind
    decimal: str = "."
    date_format: str = ""


class Origin(Part):
    """The dataset that the recipe was made on.

    Attributes:
        fingerprint: SHA-256 of its content.
        n_records: Its records.
        columns: Its columns.
    """

    fingerprint: str
    n_records: int
    columns: tuple[ColumnProfile, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> Origin:
        """Describe a dataset without a value of it."""
        columns = tuple(
            ColumnProfile(name=own.name, kind=own.kind, decimal=own.decimal, date_format=own.date_format)
            for own in dataset
        )
        return cls(fingerprint=dataset.fingerprint, n_records=dataset.n_records, columns=columns)


class Reading(Part):
    """How the file is read where the user decided; None where it is found out.

    Attributes:
        delimiter: Character between the fields of a line.
        decimal: Decimal mark.
        encoding: Python's name of the encoding.
        header: Whether the first line holds names.
        sheet: Name of the sheet.
        day_first: Whether 03/04/2024 is in April.
    """

    delimiter: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    header: bool | None = None
    sheet: str | None = None
    day_first: bool | None = None

    @classmethod
    def of(cls, options: ReadOptions) -> Reading:
        """The same as the options of the reader, which also hold kinds: those are in the profile of the columns."""
        return cls(**{name: getattr(options, name) for name in cls.model_fields})

    @property
    def options(self) -> ReadOptions:
        """What the reader takes."""
        return ReadOptions(**self.model_dump())


class Refusals(Part):
    """Whose records are left out because they refused.

    Attributes:
        column: The column that says so.
        refused: Its values that mean a refusal.
    """

    column: str
    refused: tuple[str, ...]


class Recoding(Part):
    """How the quasi-identifiers are generalised, and what is required.

    Attributes:
        levels: Level of each quasi-identifier in its hierarchy.
        k: Fewest records of a class.
        suppression_limit: Largest share of records that may be suppressed, 0 to 1.
        conditions: What else is required.
        cuts: Where a local recoding cuts; None for global recoding by ``levels``.
    """

    levels: dict[str, int]
    k: Annotated[int, Field(ge=1)] = 5
    suppression_limit: Annotated[float, Field(ge=0, le=1)] = 0.05
    conditions: tuple[PlainRequirement, ...] = ()
    cuts: Cuts | None = None

    @property
    def choices(self) -> GlobalRecoding:
        """The same as the library takes it."""
        return GlobalRecoding(tuple(self.levels.items()), self.k, self.suppression_limit, self.conditions)


class Cells(Part):
    """Cells suppressed where classes are still too small, instead of whole records.

    Attributes:
        importance: Of each quasi-identifier, 0 to 1: cells of the least important go first; 0 where it is absent.
        reading: How a missing cell is read.
    """

    importance: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    reading: CellReading = CellReading.BOTH


class Recipe(Part):
    """All that makes a release of a dataset.

    Attributes:
        format: What the document is.
        version: Of its form.
        made_by: The program that wrote it.
        origin: The dataset it was made on.
        reading: How its file is read.
        refusals: Whose records are left out.
        roles: Role of each column.
        steps: What is done to the records before they are generalised, in order.
        hierarchies: How the hierarchy of each quasi-identifier is made.
        recoding: How they are generalised.
        cells: Cells suppressed after that, instead of whole records; None for records.
        population_size: People in the population; None where it is not known.
        preset: The preset whose thresholds were taken; None where none was.
        recipients: To whom the release goes.
        none_earlier: Whether somebody declared that nothing was ever released of these people.
        passed_over: Whether somebody took the responsibility for releasing although something speaks against it.
        answers: Free texts of the report, by the name of their field.
    """

    format: Literal["foule-recipe"] = FORMAT
    version: Literal[1] = VERSION
    made_by: str = ""
    origin: Origin
    reading: Reading = Reading()
    refusals: Refusals | None = None
    roles: dict[str, Role]
    steps: tuple[PlainStep, ...] = ()
    hierarchies: dict[str, PlainBuilder]
    recoding: Recoding
    cells: Cells | None = None
    population_size: Annotated[int, Field(ge=1)] | None = None
    preset: str | None = None
    recipients: tuple[Recipient, ...] = ()
    none_earlier: bool = False
    passed_over: bool = False
    answers: dict[str, str] = {}

    @property
    def demand(self) -> Demand:
        """The thresholds of the verdict: k, and the strictest l and t among the conditions."""
        l = [own.l for own in self.recoding.conditions if isinstance(own, DistinctLDiverse)]
        t = [
            own.t
            for own in self.recoding.conditions
            if isinstance(own, TClose) and own.distance is GroundDistance.EQUAL
        ]
        return Demand(self.recoding.k, max(l, default=None), min(t, default=None))

    def roles_of(self, dataset: Dataset) -> Roles:
        """The roles, for a dataset that may have more columns: those are undecided."""
        return Roles(tuple((name, self.roles.get(name, Role.UNDECIDED)) for name in dataset.names))


MIGRATIONS: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""From a version to the one after it: what brings a document up to date. Version 1 is the first."""


def to_json(recipe: Recipe) -> str:
    """Write a recipe; reading it again gives an equal one."""
    return recipe.model_dump_json(indent=1) + "\n"


def from_json(text: str | bytes) -> Recipe:
    """Read a recipe of any version up to this one.

    Raises:
        DatasetError: It is no recipe, it is newer than this program, or a field is wrong; the message says which.
    """
    try:
        plain = json.loads(text)
    except ValueError:
        raise DatasetError("This is not a recipe: it is not JSON.") from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise DatasetError("This is not a recipe of Foule.")
    written = plain.get("version")
    if not isinstance(written, int) or written > VERSION:
        raise DatasetError(
            "The recipe is of version {version}, and this program reads up to {known}: use a newer one.",
            version=str(written),
            known=VERSION,
        )
    for step in range(written, VERSION):
        plain = MIGRATIONS[step](plain)
    try:
        return Recipe.model_validate_json(json.dumps(plain), strict=False)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        wrong = first.get("ctx", {}).get("error")
        reason = wrong.sentence if isinstance(wrong, WrongPart) else _REASONS.get(first["type"])
        raise DatasetError(
            "The recipe is wrong at {place}: {reason}",
            place=".".join(str(part) for part in first["loc"]),
            reason=reason or sentence("this is no value that it can have"),
        ) from None


def schema() -> str:
    """The JSON Schema of recipes."""
    return json.dumps(Recipe.model_json_schema(), indent=1) + "\n"


def program() -> str:
    """Name and version of this program, for ``made_by``."""
    try:
        return f"foule {version('foule')}"
    except PackageNotFoundError:
        return f"foule {RELEASED}"


RELEASED: Final = "0.1.0"
"""Version of the program where it runs without being installed."""
