"""Sentences of the library: an English template and what fills it, so that a screen can translate one and format the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """An English sentence whose variable parts are kept apart from its words.

    ``str(sentence)`` is the English text. A screen looks ``template`` up in its
    catalogue and fills it with ``details`` written in the reader's own number format.

    Attributes:
        template: Text with ``str.format`` fields, one for each name in ``details``.
        details: Names and the values that fill the fields.
    """

    template: str
    details: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return self.template.format(**dict(self.details))


class Share(float):
    """A share of 0 to 1, which is written as a percentage."""

    def __format__(self, spec: str) -> str:
        return format(float(self), spec or ".1%")


def sentence(template: str, **details: Any) -> Sentence:
    """Write a sentence; the string given here is the one that the catalogues translate."""
    return Sentence(template, tuple(details.items()))
