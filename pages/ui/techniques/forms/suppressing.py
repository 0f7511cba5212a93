"""The forms of the techniques that leave something out. Each raises a RecodingError that says what is wrong."""

from __future__ import annotations

from typing import Final

from analysis.recoding.local_suppression import LocalSuppression, Reading
from analysis.recoding.removal import ColumnRemoval, RareClasses, RareValues
from analysis.recoding.sampling import Sampling
from analysis.wording import sentence
from pages.ui.language import _
from pages.ui.techniques.fields import Fields

READINGS: Final = {
    Reading.BOTH: sentence("k holds however a gap is read"),
    Reading.MATCHES_ANY: sentence("k holds where a gap matches any value"),
}
SHARE, SIZE = "share", "size"


def rare_classes(own: Fields) -> RareClasses:
    """The form of leaving out rare combinations."""
    among = own.columns(_("Columns of the combination"), "among", otherwise=own.now.quasi_identifiers)
    return RareClasses(among, own.whole(_("Fewest records (k)"), "k", 2))


def rare_values(own: Fields) -> RareValues:
    """The form of leaving out values."""
    column = own.column(_("Column"))
    fewer = own.whole(_("Values of fewer records than"), "fewer_than", 5, _("0 for none."))
    return RareValues(column, own.lines(_("Values to leave out, one a line"), "values"), fewer)


def column_removal(own: Fields) -> ColumnRemoval:
    """The form of leaving out columns."""
    return ColumnRemoval(own.columns(_("Columns to leave out")))


def sampling(own: Fields) -> Sampling:
    """The form of sampling."""
    ways = {SHARE: _("a share"), SIZE: _("a number")}
    by_size = own.given("size", None) is not None
    share = size = None
    if own.option(_("Keep"), "by", SIZE if by_size else SHARE, ways) == SHARE:
        share = own.percent(_("Share kept (%)"), "share", 0.5)
    else:
        size = own.whole(_("Number kept"), "size", 1000)
    person = own.optional_column(_("Column that says whose record it is"), "person")
    strata = own.columns(_("In proportion within"), "strata")
    return Sampling(share, size, strata, person, own.seed())


def local_suppression(own: Fields) -> LocalSuppression:
    """The form of local suppression; the importance of columns is that of the step that is changed."""
    columns = own.columns(_("Columns of which cells may go"), "columns", otherwise=own.now.quasi_identifiers)
    k = own.whole(_("Smallest group (k)"), "k", 3)
    reading = own.choice(_("Gaps"), "reading", Reading.BOTH, READINGS)
    given = dict(zip(own.given("columns", ()), own.given("importance", ()), strict=False))
    importance = tuple(given.get(name, 0.0) for name in columns) if given else ()
    return LocalSuppression(columns, k, importance, reading)
