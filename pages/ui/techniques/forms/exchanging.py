"""The forms of the techniques that exchange values. Each raises a RecodingError that says what is wrong."""

from __future__ import annotations

from analysis.recoding.pram import Pram
from analysis.recoding.swapping import DataSwapping, RankSwapping
from pages.ui.language import _
from pages.ui.techniques.fields import Fields, has_order


def pram(own: Fields) -> Pram:
    """The form of PRAM."""
    column = own.column(_("Column of categories"))
    kept = own.percent(_("Stays in the first stage (%)"), "kept", 0.8)
    alpha = own.number(
        _("Strength α"), "alpha", 1.0, _("Above 0, at most 1: the share of the matrix in its mixture with no change.")
    )
    strata = own.columns(_("Only within groups of"), "strata")
    return Pram(column, kept, alpha, strata, own.seed())


def rank_swapping(own: Fields) -> RankSwapping:
    """The form of rank swapping."""
    names = own.columns(_("Columns of numbers or dates"), fits=has_order)
    share = own.percent(_("Largest distance in rank (% of the records)"), "share", 0.05)
    return RankSwapping(names, share, own.seed())


def data_swapping(own: Fields) -> DataSwapping:
    """The form of data swapping."""
    names = own.columns(_("Columns that change places together"))
    share = own.percent(_("Records drawn (%)"), "share", 0.1)
    within = own.columns(_("Between records that agree on"), "within")
    return DataSwapping(names, share, within, own.seed())
