"""The figures of an assessment in words, a line each."""

from __future__ import annotations

from typing import Any

from analysis.assessment import Assessment, MissingValues
from analysis.risk.outsiders import OutsiderRisk
from analysis.risk.suda import SpecialUniques
from analysis.risk.survey import SurveyRisk


def text_of(found: Assessment) -> str:
    """Write the figures down."""
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


def people_text(found: dict[str, Any]) -> str:
    """Write down what the people who have several records give away."""
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
