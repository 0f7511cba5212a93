"""The forms of the techniques for identifiers and dates. Each raises a RecodingError that says what is wrong."""

from __future__ import annotations

from analysis.kinds import Kind
from analysis.recoding.dates import DateShift
from analysis.recoding.masking import Masking, Replacing
from analysis.recoding.pseudonyms import Pseudonyms, key_fingerprint
from analysis.roles import Role
from pages.ui.language import _
from pages.ui.techniques.fields import Fields

KEY, SEED = "key", "seed"
CONSTANT, MISSING = "constant", "missing"


def pseudonyms(own: Fields) -> Pseudonyms:
    """The form of keyed pseudonyms; the step takes no other key than the one that is drawn or typed."""
    names = own.columns(_("Columns to replace"), otherwise=own.now.roles.of(Role.DIRECT_IDENTIFIER))
    length = own.whole(_("Digits of a pseudonym"), "length", 32)
    domain = own.text(
        _("Domain"), "domain", help_=_("A project, for instance: pseudonyms of two domains cannot be linked without the key.")
    )  # fmt: skip
    return Pseudonyms(names, length, domain.strip(), key_fingerprint(own.secret()))


def masking(own: Fields) -> Masking:
    """The form of masking."""
    column = own.column(_("Column"))
    first = own.whole(_("Characters kept at the beginning"), "first", 2)
    last = own.whole(_("Characters kept at the end"), "last", 0)
    mark = own.text(_("Mark"), "mark", "*")
    return Masking(column, first, last, mark, own.switch(_("A mark for each character"), "keeps_length", True))


def replacing(own: Fields) -> Replacing:
    """The form of replacing values."""
    column = own.column(_("Column"))
    values = own.lines(
        _("Values to replace, one a line"), "values", _("As the file writes them; empty for all values.")
    )
    ways = {MISSING: _("missing"), CONSTANT: _("a constant")}
    if own.option(_("They become"), "way", CONSTANT if own.given("by", None) else MISSING, ways) == MISSING:
        return Replacing(column, None, values)
    return Replacing(column, own.text(_("Constant"), "by"), values)


def date_shift(own: Fields) -> DateShift:
    """The form of shifting dates."""
    names = own.columns(_("Columns of dates"), fits=lambda column: column.kind is Kind.DATE)
    person = own.column(_("Column that says whose dates they are"), "person")
    days = own.whole(_("Days at most, either way"), "days", 182)
    ways = {KEY: _("a secret key"), SEED: _("a seed")}
    if own.option(_("Drawn from"), "drawn", SEED if own.given("seed", None) is not None else KEY, ways) == SEED:
        return DateShift(names, person, days, own.seed())
    return DateShift(names, person, days, None, key_fingerprint(own.secret()))
