"""The fields of a technique's form: what they start with, and what is typed into them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

import streamlit as st

from analysis.dataset import Column, Dataset
from analysis.errors import RecodingError
from analysis.recoding.pseudonyms import Pseudonyms, key_fingerprint, key_of, new_key
from analysis.recoding.step import Step
from analysis.wording import Sentence
from pages.ui.choices import Session
from pages.ui.language import _, say

PREFIX = "technique"
"""What the names of all widgets of a form begin with."""
DRAWN = f"{PREFIX}_new_key"
"""Where the session keeps a key that was drawn and is not yet used."""
NEW, TYPED = "new", "typed"
E = TypeVar("E", bound=Enum)


def is_number(column: Column) -> bool:
    """Whether a column holds numbers."""
    return column.kind.is_number


def has_order(column: Column) -> bool:
    """Whether a column holds numbers or dates."""
    return column.kind.has_order


@dataclass(eq=False)
class Fields:
    """What a form starts from, and the key that it ends with.

    Attributes:
        now: The session, its records as the steps before this one leave them.
        kind: The kind of the step.
        start: The step to change; None for a new one.
        key: The secret of the step, once its form is drawn; None for a step that needs none.
    """

    now: Session
    kind: str
    start: Step | None = None
    key: bytes | None = field(default=None, repr=False)

    @property
    def dataset(self) -> Dataset:
        """The records that the step is for."""
        return self.now.dataset

    def given(self, name: str, otherwise: Any) -> Any:
        """What a field of the step to change holds; for a new step something else."""
        return getattr(self.start, name, otherwise)

    def _key(self, name: str, start: Any) -> str:
        key = f"{PREFIX}_{self.kind}_{name}"
        st.session_state.setdefault(key, start)
        return key

    def column(self, label: str, name: str = "column", fits: Callable[[Column], bool] = lambda _own: True) -> str:
        """Choose a column among those that fit.

        Raises:
            RecodingError: None does.
        """
        fitting = self._fitting(fits)
        given = self.given(name, None)
        return st.selectbox(label, fitting, key=self._key(name, given if given in fitting else fitting[0]))

    def columns(
        self,
        label: str,
        name: str = "names",
        fits: Callable[[Column], bool] = lambda _own: True,
        otherwise: Sequence[str] = (),
        help_: str | None = None,
    ) -> tuple[str, ...]:
        """Choose columns among those that fit, in the order of the dataset.

        Raises:
            RecodingError: None fits.
        """
        fitting = self._fitting(fits)
        start = [own for own in self.given(name, otherwise) if own in fitting]
        chosen = st.multiselect(label, fitting, key=self._key(name, start), placeholder=_("Choose columns"), help=help_)
        return tuple(own for own in fitting if own in chosen)

    def optional_column(self, label: str, name: str) -> str | None:
        """Choose a column, or none."""
        return st.selectbox(
            label, self.dataset.names, key=self._key(name, self.given(name, None)), placeholder=_("None")
        )

    def _fitting(self, fits: Callable[[Column], bool]) -> list[str]:
        fitting = [own.name for own in self.dataset if fits(own)]
        if not fitting:
            raise RecodingError("No column is of the kind that this technique needs: choose another technique.")
        return fitting

    def number(self, label: str, name: str, otherwise: float, help_: str | None = None) -> float:
        """Type a number."""
        start = float(self.given(name, otherwise))
        return float(st.number_input(label, key=self._key(name, start), format="%g", help=help_))

    def percent(self, label: str, name: str, otherwise: float, help_: str | None = None) -> float:
        """Type a share in percent."""
        given = self.given(name, None)
        start = round((otherwise if given is None else given) * 100, 6)
        return float(st.number_input(label, key=self._key(name, start), format="%g", help=help_)) / 100

    def whole(self, label: str, name: str, otherwise: int, help_: str | None = None) -> int:
        """Type a whole number."""
        given = self.given(name, None)
        start = otherwise if given is None else int(given)
        return int(st.number_input(label, key=self._key(name, start), step=1, help=help_))

    def text(self, label: str, name: str, otherwise: str = "", help_: str | None = None) -> str:
        """Type a text."""
        given = self.given(name, None)
        return st.text_input(label, key=self._key(name, otherwise if given is None else str(given)), help=help_)

    def lines(self, label: str, name: str, help_: str | None = None) -> tuple[str, ...]:
        """Type several texts, one a line."""
        key = self._key(name, "\n".join(self.given(name, ())))
        return tuple(line for line in st.text_area(label, key=key, height=96, help=help_).splitlines() if line.strip())

    def choice(self, label: str, name: str, otherwise: E, names: Mapping[E, Sentence]) -> E:
        """Choose one of several."""
        return st.selectbox(
            label,
            list(names),
            key=self._key(name, self.given(name, otherwise)),
            format_func=lambda one: say(names[one]),
        )

    def option(self, label: str, name: str, start: str, names: Mapping[str, str]) -> str:
        """Choose one of two or three ways to say the same; what they are called is in the reader's language."""
        return st.segmented_control(
            label, list(names), key=self._key(name, start), format_func=lambda one: names[one], required=True
        )

    def switch(self, label: str, name: str, otherwise: bool, help_: str | None = None) -> bool:
        """Switch something on or off."""
        return st.toggle(label, key=self._key(name, self.given(name, otherwise)), help=help_)

    def seed(self) -> int:
        """The seed of the draws: drawn at random, to be typed where a result must be had again."""
        given = self.given("seed", None)
        start = secrets.randbelow(2**31) if given is None else given
        return int(
            st.number_input(
                _("Seed"), key=self._key("seed", start), step=1,
                help=_("The same seed gives the same draws. Do not publish it: it undoes part of the change."),
            )
        )  # fmt: skip

    def secret(self) -> bytes:
        """The key of the session, else one that is drawn or typed here.

        Raises:
            RecodingError: None is typed, or it is too short.
        """
        self.key = self._secret()
        return self.key

    def _secret(self) -> bytes:
        if self.now.key is not None:
            st.caption(
                _("The key of this session is used; its fingerprint is {mark}.", mark=key_fingerprint(self.now.key))
            )
            return self.now.key
        names = {NEW: _("draw a new key"), TYPED: _("type a key")}
        if self.option(_("Secret key"), "key_from", TYPED if self._has_fingerprint() else NEW, names) == TYPED:
            return key_of(st.text_input(_("Key"), type="password", key=f"{PREFIX}_{self.kind}_key", autocomplete="off"))
        drawn = st.session_state.setdefault(DRAWN, new_key())
        st.code(drawn, language=None, wrap_lines=True)
        st.warning(
            _(
                "Write this key down now, and keep it apart from the data: it is not shown again, and no recipe, report "
                "or log holds it."
            ),
            icon=":material/key:",
        )
        return key_of(drawn)

    def _has_fingerprint(self) -> bool:
        return isinstance(self.start, Pseudonyms) and self.start.fingerprint is not None
