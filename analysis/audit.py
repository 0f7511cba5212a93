"""The audit trail: every choice with its time and effect, in a list that only grows and shows when it was changed.

Each entry holds the SHA-256 of the entry before, as in a hash chain (S. Haber, W. S. Stornetta, "How to time-stamp a
digital document", Journal of Cryptology 3(2), 1991; doi:10.1007/BF00196791). A changed, removed or inserted entry
breaks the chain; one cut off at the end does not, so the last hash is printed in the report. An entry holds names of
columns, levels, counts and figures, never a value of a record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from analysis.errors import DatasetError
from analysis.wording import Sentence, sentence

GENESIS: Final = "0" * 64
"""What stands for the hash before the first entry."""
FORMAT: Final = "foule-audit-trail"


@dataclass(frozen=True)
class Entry:
    """One thing that was done.

    Attributes:
        time: When, in UTC, ISO 8601 to the second.
        event: What, as a short name such as ``levels`` or ``roles``.
        details: (name, plain value) of the choice, and of what came of it.
        previous: SHA-256 of the entry before; ``GENESIS`` for the first.
    """

    time: str
    event: str
    details: tuple[tuple[str, Any], ...]
    previous: str

    @property
    def sha256(self) -> str:
        """Hash of all of it; 64 hexadecimal digits."""
        content = [self.time, self.event, [[name, value] for name, value in self.details], self.previous]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Trail:
    """The entries, from the first to the latest.

    Attributes:
        entries: See :class:`Entry`.
    """

    entries: tuple[Entry, ...] = ()

    @property
    def head(self) -> str:
        """Hash of the latest entry, which stands for the whole list; ``GENESIS`` while it is empty."""
        return self.entries[-1].sha256 if self.entries else GENESIS

    def add(self, event: str, details: Mapping[str, Any], time: dt.datetime) -> Trail:
        """The trail with one more entry.

        Args:
            details: Plain values: texts, numbers, booleans, None, and lists and mappings of these.
            time: When; of a known time zone.
        """
        stamp = time.astimezone(dt.UTC).isoformat(timespec="seconds")
        plain = json.loads(json.dumps(dict(details), ensure_ascii=False))
        return Trail((*self.entries, Entry(stamp, event, tuple(plain.items()), self.head)))

    def broken(self) -> int | None:
        """Position of the first entry that does not follow from the one before; None while the chain holds."""
        before = GENESIS
        for position, entry in enumerate(self.entries):
            if entry.previous != before:
                return position
            before = entry.sha256
        return None


def to_json(trail: Trail) -> str:
    """Write a trail, with the hash of each entry."""
    entries = [
        {
            "time": own.time,
            "event": own.event,
            "details": dict(own.details),
            "previous": own.previous,
            "sha256": own.sha256,
        }
        for own in trail.entries
    ]
    return json.dumps({"format": FORMAT, "version": 1, "entries": entries}, ensure_ascii=False, indent=1)


def from_json(text: str) -> Trail:
    """Read a trail written by :func:`to_json`.

    Raises:
        DatasetError: It is no trail, or an entry was changed, removed or inserted since it was written.
    """
    try:
        plain = json.loads(text)
        if plain["format"] != FORMAT:
            raise KeyError(FORMAT)
        entries = tuple(
            Entry(own["time"], own["event"], tuple(own["details"].items()), own["previous"]) for own in plain["entries"]
        )
        written = [own["sha256"] for own in plain["entries"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DatasetError("This is not an audit trail of Foule.") from None
    trail = Trail(entries)
    changed = [position for position, own in enumerate(entries) if own.sha256 != written[position]]
    broken = min([*changed, *([] if (first := trail.broken()) is None else [first])], default=None)
    if broken is not None:
        raise DatasetError(
            "The audit trail was changed after it was written: entry {n} of {total} does not follow from the one before.",
            n=broken + 1,
            total=len(entries),
        )
    return trail


def standing(trail: Trail) -> Sentence:
    """How many entries there are, and the hash that stands for them all."""
    return sentence("Entries: {n}. Hash of the last: {head}.", n=len(trail.entries), head=trail.head)
