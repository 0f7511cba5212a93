"""Tests on the text of the values: a shape that every value is held to, and a check of its digits or words.

Shapes (RE2 expressions, whole value) and checks are tried on a sample first, and on every distinct value unless the
sample has nothing like it. A check digit that one number in ten has by chance convinces only where far more have it:
without a name that announces it, the odds of as many by chance have to be below ``CHANCE``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats import binom

from analysis.detection.concepts import Concept
from analysis.detection.validators import SLOW, Check, Each, matches
from analysis.detection.values import Measured, Values
from analysis.kinds import Kind
from analysis.wording import Sentence

DIGITS = frozenset({Kind.TEXT, Kind.CODE, Kind.INTEGER})
"""Kinds of columns that hold numbers which are no amounts."""
ANY = frozenset(Kind) - {Kind.EMPTY}
AGREED = 0.85
"""Confidence that values in agreement with the name add to it, unless a test says otherwise."""
CHANCE = 1e-6
"""Odds below which chance does not explain how many values pass."""


@dataclass(frozen=True)
class Pattern:
    """What the texts of a concept look like.

    Attributes:
        concept: What is looked for.
        found: Said when enough records pass; ``{percent}`` is their share.
        shape: RE2 expression that the whole text matches, blanks around it left out.
        valid: Checks texts that have the shape; None where the shape is all there is to check.
        chance: Share of unrelated texts of the shape that pass the check all the same, 0 to 1.
        alone: Confidence when the name says nothing; 0 if passing proves nothing without the name.
        agreed: Confidence that passing adds to a name that announces the concept.
        enough: Share of the records that must pass.
        at_least: Distinct values that must pass before they count without the name, so that chance cannot do it.
        refutes: Whether a name that announces the concept is doubted when few values pass.
        kinds: Kinds of columns that can hold it.
    """

    concept: Concept
    found: Sentence
    shape: str
    valid: Check | None = None
    chance: float = 0.0
    alone: float = 0.0
    agreed: float = AGREED
    enough: float = 0.9
    at_least: int = 1
    refutes: bool = True
    kinds: frozenset[Kind] = frozenset({Kind.TEXT, Kind.CODE})

    def measure(self, values: Values) -> Measured:
        """How many of the values pass."""
        if values.kind not in self.kinds:
            return Measured(0.0, 0, 0)
        estimate = self._measured(values, values.sample, values.sampled)
        if len(values.sampled) == values.n_distinct or estimate.share < self.enough / 2:
            return estimate
        return self._measured(values, values.texts)

    def _measured(self, values: Values, texts: pa.Array, at: np.ndarray | None = None) -> Measured:
        shaped = matches(texts, self.shape)
        passes = shaped.copy()
        if self.valid is not None and shaped.any():
            passes[shaped] = self.valid(pc.utf8_trim_whitespace(texts.filter(pa.array(shaped))))
        n_shaped = int(shaped.sum())
        unasked = max(0, n_shaped - SLOW) if isinstance(self.valid, Each) else 0
        return replace(values.weighed(passes, at), shaped=n_shaped, checked=len(texts) - unasked)

    def beats_chance(self, result: Measured) -> bool:
        """Whether more values pass than chance explains, were each value drawn without regard to the check."""
        return not self.chance or bool(binom.sf(result.valid - 1, result.shaped, self.chance) < CHANCE)
