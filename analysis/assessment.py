"""Every figure of a dataset's risk in one frozen result; :mod:`analysis.assessment_json` writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.dataset import Column, Dataset
from analysis.encoding import encode
from analysis.errors import NotComputable, RoleError
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.hierarchies.builders import suggest
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.missing import Missing, Reading, anonymity, records_with_missing
from analysis.models.alpha_k import alpha_k_anonymity
from analysis.models.beta_likeness import basic_beta_likeness, enhanced_beta_likeness
from analysis.models.delta_disclosure import delta_disclosure_privacy
from analysis.models.k_anonymity import KAnonymity, k_anonymity, records_in_classes_below
from analysis.models.l_diversity import distinct_l_diversity, entropy_l_diversity, recursive_cl_diversity
from analysis.models.sensitive import SensitiveHistogram, histogram, sensitive_attribute
from analysis.models.t_closeness import GroundDistance, t_closeness
from analysis.risk.outsiders import OutsiderRisk, outsider_risk
from analysis.risk.quasi_identifiers import Distinctness, distinctness, sizes_alone
from analysis.risk.reidentification import ProsecutorRisk, prosecutor_risk, share_at_risk
from analysis.risk.suda import SpecialUniques, largest_set_within, special_uniques
from analysis.risk.survey import SurveyRisk, survey_risk
from analysis.roles import Role, Roles
from analysis.wording import Sentence, sentence

SCHEMA = 1
CLASS_SIZES = (2, 3, 5, 10, 11, 20)
"""Class sizes under which records are counted: the usual thresholds of k."""
RECURSIVE_L = (2, 3)
"""The l of recursive (c, l)-diversity that are measured."""
RISK_THRESHOLDS = (0.05, 0.09, 0.1, 0.2, 0.33)
"""Risks above which records are counted: the usual thresholds, as printed in the norms."""
SUDA_EFFORT = 150_000_000
"""Rows grouped, about 8 ns each, up to which special uniques are looked for in sets of columns of every size."""
SUDA_GLANCE = 50_000_000
"""Rows grouped where that is not enough: a part of the sets is no answer worth waiting a second for."""


@dataclass(frozen=True)
class AttributeDisclosure:
    """What an attacker learns of one sensitive column without singling anybody out.

    Attributes:
        column: The sensitive column.
        distinct_l: Fewest distinct values in a class.
        entropy_l: Entropy l-diversity (Shannon).
        recursive_c: (l, c) of recursive (c, l)-diversity: it holds for every c above; None where a class has fewer than
            l values.
        t_equal: t-closeness, every two values equally far apart.
        t_ordered: t-closeness of ordered values; None where the values have no order.
        alpha: Largest share of one value in a class.
        basic_beta: Basic beta-likeness.
        enhanced_beta: Enhanced beta-likeness.
        delta: Delta-disclosure in natural logarithms, over the values that each class has.
    """

    column: str
    distinct_l: int
    entropy_l: float
    recursive_c: tuple[tuple[int, float | None], ...]
    t_equal: float
    t_ordered: float | None
    alpha: float
    basic_beta: float
    enhanced_beta: float
    delta: float


@dataclass(frozen=True)
class MissingValues:
    """What the two readings of missing quasi-identifiers make of k.

    Attributes:
        records: Records that lack a quasi-identifier.
        chosen: The reading by which the risk by weight and household is measured, and a required k is judged.
        own_value: k when a missing value is a value of its own.
        matches_any: k when it matches anything.
    """

    records: int
    chosen: Reading
    own_value: KAnonymity
    matches_any: KAnonymity


@dataclass(frozen=True)
class Assessment:
    """How re-identifiable the people in a dataset are.

    Attributes:
        n_records: Records of the dataset.
        n_columns: Columns of the dataset.
        fingerprint: SHA-256 of its content.
        quasi_identifiers: The columns an attacker is taken to know.
        n_classes: Equivalence classes.
        largest: Records in the largest class.
        anonymity: k, and how many records are in classes of that size.
        below: (size, records in classes smaller than it) for each of ``CLASS_SIZES``.
        prosecutor: Risk when the attacker knows that the person is in the data.
        at_risk: (threshold, share of records above it) for each of ``RISK_THRESHOLDS``.
        outsiders: Risk when the attacker does not know who is in the data.
        survey: Risk by sampling weight and household; None where no column has either role.
        missing: k by both readings of missing values; None where no quasi-identifier is missing.
        sensitive: What can be learnt of each sensitive column.
        attributes: Distinction and separation of each quasi-identifier, then of all of them together; empty where
            there is no pair of records.
        special: The special uniques; None where there are too many quasi-identifiers.
        caveats: What the figures do not say.
    """

    n_records: int
    n_columns: int
    fingerprint: str
    quasi_identifiers: tuple[str, ...]
    n_classes: int
    largest: int
    anonymity: KAnonymity
    below: tuple[tuple[int, int], ...]
    prosecutor: ProsecutorRisk
    at_risk: tuple[tuple[float, float], ...]
    outsiders: OutsiderRisk
    survey: SurveyRisk | None
    missing: MissingValues | None
    sensitive: tuple[AttributeDisclosure, ...]
    attributes: tuple[Distinctness, ...]
    special: SpecialUniques | None
    caveats: tuple[Sentence, ...]

    @property
    def k(self) -> int:
        """Largest k that holds by the chosen reading of missing values."""
        if self.missing is None or self.missing.chosen.missing is Missing.OWN_VALUE:
            return self.anonymity.k
        return self.missing.matches_any.k


def assess(
    dataset: Dataset,
    roles: Roles,
    hierarchies: Mapping[str, Hierarchy] | None = None,
    population_size: int | None = None,
    reading: Reading | None = None,
) -> Assessment:
    """Measure the risk of a dataset as it is.

    Args:
        hierarchies: For the quasi-identifiers that have one; only its coverage matters here, because nothing is
            generalised.
        population_size: People in the population that the records were drawn from, where it is known.
        reading: How missing quasi-identifiers are read by the risk by weight and household; ``Missing.OWN_VALUE`` if
            absent. Every other figure takes a missing value for a value of its own.

    Raises:
        RoleError: The roles do not fit the dataset, none is a quasi-identifier, or the weights are none.
        NotComputable: There are no records, or more records than people in the population.
        HierarchyError: A hierarchy lacks a value of its column.
    """
    roles.check(dataset)
    table = tabulate(dataset, roles.quasi_identifiers, hierarchies or {})
    classes = table.classes()
    outsiders = outsider_risk(classes, population_size)
    special, said_of_special = _special(table, classes)
    reading = reading or Reading()
    survey = survey_risk(dataset, roles, table, classes, reading)
    return Assessment(
        dataset.n_records,
        len(dataset.columns),
        dataset.fingerprint,
        table.names,
        len(classes.sizes),
        int(classes.sizes.max()),
        k_anonymity(classes),
        tuple((size, records_in_classes_below(classes, size)) for size in CLASS_SIZES),
        prosecutor_risk(classes),
        tuple((threshold, share_at_risk(classes, threshold)) for threshold in RISK_THRESHOLDS),
        outsiders,
        survey,
        _missing(table, classes, reading),
        tuple(attribute_disclosure(table, classes, dataset[name]) for name in roles.of(Role.SENSITIVE)),
        _attributes(table, classes),
        special,
        (*_caveats(dataset, roles), *said_of_special, *outsiders.caveats, *_about(survey)),
    )


def _missing(table: FrequencyTable, classes: EquivalenceClasses, reading: Reading) -> MissingValues | None:
    records = records_with_missing(table, classes)
    if not records:
        return None
    any_value = Reading(Missing.MATCHES_ANY, reading.alpha)
    return MissingValues(records, reading, k_anonymity(classes), anonymity(table, classes, any_value))


def _about(survey: SurveyRisk | None) -> tuple[Sentence, ...]:
    if survey is not None:
        return survey.caveats
    return (sentence("weighted is not computed: no column is the sampling weight or names the household."),)


def attribute_disclosure(table: FrequencyTable, classes: EquivalenceClasses, column: Column) -> AttributeDisclosure:
    """Measure what classes give away of a sensitive column.

    Raises:
        NotComputable: There are no records.
    """
    found = histogram(sensitive_attribute(table, column), classes)
    return AttributeDisclosure(
        column.name,
        distinct_l_diversity(found).l,
        entropy_l_diversity(found).l,
        tuple((l, _recursive_c(found, l)) for l in RECURSIVE_L),
        t_closeness(found, GroundDistance.EQUAL).t,
        t_closeness(found, GroundDistance.ORDERED).t if column.kind.has_order else None,
        alpha_k_anonymity(found).alpha,
        basic_beta_likeness(found).beta,
        enhanced_beta_likeness(found).beta,
        delta_disclosure_privacy(found).delta,
    )


def _recursive_c(found: SensitiveHistogram, l: int) -> float | None:
    try:
        return recursive_cl_diversity(found, l).c
    except NotComputable:
        return None


def tabulate(dataset: Dataset, names: Sequence[str], hierarchies: Mapping[str, Hierarchy]) -> FrequencyTable:
    """Make the frequency table of some quasi-identifiers, each without a hierarchy of its own generalised by its kind.

    Raises:
        RoleError: No quasi-identifier is named.
    """
    if not names:
        raise RoleError("No column is a quasi-identifier: name those that others may know of a person.")
    complete = {name: hierarchies.get(name) or suggest(dataset[name]).build(dataset[name]) for name in names}
    return collapse(encode(dataset, complete, names))


def _attributes(table: FrequencyTable, classes: EquivalenceClasses) -> tuple[Distinctness, ...]:
    if table.n_records < 2:
        return ()
    alone = [
        distinctness((name,), sizes_alone(table, table.base, position)) for position, name in enumerate(table.names)
    ]
    return (*alone, distinctness(table.names, classes.sizes)) if len(alone) > 1 else tuple(alone)


def _special(table: FrequencyTable, classes: EquivalenceClasses) -> tuple[SpecialUniques | None, list[Sentence]]:
    """Special uniques, and what is to be said where not all of them are looked for."""
    n_columns, n_classes = len(table.names), len(classes.sizes)
    largest = largest_set_within(n_columns, n_classes, SUDA_EFFORT)
    if largest < n_columns:
        largest = largest_set_within(n_columns, n_classes, SUDA_GLANCE)
    try:
        found = special_uniques(table.names, classes, largest)
    except NotComputable as error:
        return None, [error.sentence]
    said = [found.dis_caveat] if found.dis_caveat else []
    if found.is_complete:
        return found, said
    bounded = sentence(
        "Special uniques (SUDA): to save time, sets of at most {largest} of the {columns} columns are looked at. The scores do "
        "not count larger ones.",
        largest=largest,
        columns=n_columns,
    )
    return found, [*said, bounded]


def _caveats(dataset: Dataset, roles: Roles) -> tuple[Sentence, ...]:
    found = [
        sentence(
            "The figures hold for an attacker who knows no more than these columns: {columns}.",
            columns=", ".join(roles.quasi_identifiers),
        )
    ]
    missing = [name for name in roles.quasi_identifiers if dataset[name].n_missing]
    if missing:
        found.append(
            sentence(
                "A missing value counts as a value of its own in these columns: {columns}.", columns=", ".join(missing)
            )
        )
    unordered = [name for name in roles.of(Role.SENSITIVE) if not dataset[name].kind.has_order]
    if unordered:
        found.append(
            sentence(
                "t_ordered is not computed for {columns}: their values have no order.", columns=", ".join(unordered)
            )
        )
    undecided = roles.of(Role.UNDECIDED)
    if undecided:
        found.append(sentence("Columns without a role yet, which are not counted: {count}.", count=len(undecided)))
    return tuple(found)
