"""What a report is about, and how its texts are said: what every section is given."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.attacks.intersection import Crossing
from analysis.audit import Trail
from analysis.recipe.recipe import to_json
from analysis.recipe.running import Outcome
from analysis.report.document import KeyValues, Table
from analysis.report.effects import Effects, effects_of
from analysis.report.form import FIELDS, Field
from analysis.speech import Speech
from analysis.verdict import Verdict
from analysis.wording import Sentence, sentence


@dataclass(frozen=True, eq=False)
class Case:
    """All that a report says something of.

    Attributes:
        outcome: What the recipe made.
        verdict: What may be concluded of it.
        speech: The language.
        made_at: When the report is made; of a known time zone.
        release_sha256: Hash of the file that leaves.
        source_sha256: Hash of the file that was read; None where it is not known.
        trail: What was done and when; None where nobody kept it.
        crossing: The release beside an earlier one; None where none was compared.
    """

    outcome: Outcome
    verdict: Verdict
    speech: Speech
    made_at: dt.datetime
    release_sha256: str
    source_sha256: str | None = None
    trail: Trail | None = None
    crossing: Crossing | None = None

    @cached_property
    def effects(self) -> Effects:
        """What the recoding did, value by value."""
        return effects_of(self.outcome)

    @cached_property
    def recipe_sha256(self) -> str:
        """Hash of the recipe as it is written to a file; 64 hexadecimal digits."""
        return hashlib.sha256(to_json(self.outcome.recipe).encode()).hexdigest()

    def say(self, text: Sentence | str) -> str:
        """A sentence in the language of the report; what somebody wrote stays what it is."""
        return text if isinstance(text, str) else self.speech.say(text)

    def said(self, texts: Iterable[Sentence]) -> tuple[str, ...]:
        """Several sentences."""
        return tuple(self.say(text) for text in texts)

    def number(self, value: float | None, digits: int | None = None) -> str:
        """A number as it is written; a dash where there is none."""
        return "–" if value is None else self.speech.number(value, digits)

    def share(self, value: float | None) -> str:
        """A share of 0 to 1 as a percentage; a dash where there is none."""
        return "–" if value is None else self.speech.percent(value)

    def points(self, value: float) -> str:
        """A change of percentage points, with its sign."""
        return self.say(sentence("{points} points", points=self.speech.signed(value * 100, 1)))

    def names(self, names: Sequence[str]) -> str:
        """Some columns, in a list; a dash where there are none."""
        return ", ".join(names) or "–"

    def answer(self, name: str) -> str:
        """What somebody wrote in a field; empty where nobody did."""
        return self.outcome.recipe.answers.get(name, "").strip()

    def answered(self, field: Field) -> str:
        """The answer of a field in words, or that it is still to be given."""
        answer = self.answer(field.name)
        if not answer:
            return self.say(sentence("To be completed"))
        if field.kind == "date":
            return self._date(answer)
        return self.say(field.says(answer))

    def answers(self, section: str, chosen: Callable[[Field], bool] = lambda _field: True) -> KeyValues:
        """The answers of a section, or of some of its fields."""
        fields = [own for own in FIELDS if own.section == section and chosen(own)]
        return KeyValues(tuple((self.say(own.label), self.answered(own)) for own in fields))

    def table(
        self, caption: Sentence, heads: Sequence[Sentence], rows: Iterable[Sequence[str]], texts: int = 1
    ) -> Table:
        """A table whose first columns hold texts and whose others hold figures.

        Args:
            texts: How many columns hold texts.
        """
        numeric = tuple(place >= texts for place in range(len(heads)))
        return Table(self.say(caption), self.said(heads), tuple(tuple(row) for row in rows), numeric)

    def _date(self, answer: str) -> str:
        try:
            return self.speech.date(dt.date.fromisoformat(answer))
        except ValueError:
            return answer
