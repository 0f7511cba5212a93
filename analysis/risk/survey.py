"""The risk in the data of a survey: by sampling weight, by household, or both, with what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dataset import Dataset
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.missing import Missing, Reading, frequencies, records_with_missing
from analysis.risk.individual import HouseholdRisk, IndividualRisk, RiskForm, household_risk, individual_risk
from analysis.risk.weights import SamplingWeights, sampling_weights
from analysis.roles import Role, Roles
from analysis.wording import Sentence, sentence


@dataclass(frozen=True, eq=False)
class SurveyRisk:
    """Risk by sampling weight and household.

    Attributes:
        reading: How missing quasi-identifiers were read.
        people: People that the records stand for; None where no column has the weights, and each stands for itself.
        individual: Risk of each record, approximately as sdcMicro computes it.
        exact: The same, exactly.
        households: Risk that a member of the household is found, by the approximate risks; None where no column names it.
        caveats: What the figures do not say, and why one is missing.
    """

    reading: Reading
    people: float | None
    individual: IndividualRisk
    exact: IndividualRisk
    households: HouseholdRisk | None
    caveats: tuple[Sentence, ...]


def survey_risk(
    dataset: Dataset, roles: Roles, table: FrequencyTable, classes: EquivalenceClasses, reading: Reading
) -> SurveyRisk | None:
    """Measure the risk by sampling weight and household.

    Args:
        table: The records of the dataset.
        classes: The classes that are released, all or some of those of the table.
        reading: How missing quasi-identifiers are read.

    Returns:
        None where no column has either role.

    Raises:
        RoleError: The column of weights holds something else.
        NotComputable: There are no records.
    """
    weight, household = _only(roles, Role.WEIGHT), _only(roles, Role.HOUSEHOLD)
    if weight is None and household is None:
        return None
    weights = None if weight is None else sampling_weights(dataset[weight])
    alike = frequencies(table, classes, None if weights is None else weights.of_record, reading)
    individual = individual_risk(classes, alike)
    homes = None if household is None else household_risk(table, classes, individual, dataset[household])
    people = None
    if weights is not None:
        people = float(weights.of_record[classes.class_of_tuple[table.tuple_of_record] >= 0].sum())
    return SurveyRisk(
        reading,
        people,
        individual,
        individual_risk(classes, alike, RiskForm.EXACT),
        homes,
        (*_about_weights(weights), *_about_households(homes), *_about_missing(table, classes, reading)),
    )


def _only(roles: Roles, role: Role) -> str | None:
    return next(iter(roles.of(role)), None)


def _about_weights(weights: SamplingWeights | None) -> tuple[Sentence, ...]:
    if weights is not None:
        return weights.caveats
    return (sentence("Without a sampling weight, each record stands for itself: its risk is 1 ÷ the records alike."),)


def _about_households(homes: HouseholdRisk | None) -> tuple[Sentence, ...]:
    if homes is None:
        return (sentence("The risk by household is not computed: no column names the household."),)
    if homes.n_without:
        return (
            sentence("Records without a household, each counted as one of its own: {count}.", count=homes.n_without),
        )
    return ()


def _about_missing(table: FrequencyTable, classes: EquivalenceClasses, reading: Reading) -> tuple[Sentence, ...]:
    if reading.missing is Missing.OWN_VALUE or not records_with_missing(table, classes):
        return ()
    return (
        sentence(
            "A missing value matches anything in the risk by weight and household: a record that lacks one counts {alpha} "
            "times for those that it may be like.",
            alpha=reading.alpha,
        ),
    )
