"""The audit trail: it only grows, survives JSON, and shows every later change."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as draw

from analysis.audit import GENESIS, Trail, from_json, standing, to_json
from analysis.errors import DatasetError

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def trail(n=3):
    made = Trail()
    for i in range(n):
        made = made.add("levels", {"columns": {"âge": i}, "k": 5, "loss": 0.1}, NOON + dt.timedelta(minutes=i))
    return made


def test_each_entry_holds_the_hash_of_the_one_before():
    first, second, third = trail().entries
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.sha256, second.sha256)
    assert trail().head == third.sha256
    assert trail().broken() is None


def test_times_are_kept_in_utc():
    paris = dt.timezone(dt.timedelta(hours=1))
    (entry,) = Trail().add("open", {}, dt.datetime(2026, 11, 24, 13, tzinfo=paris)).entries
    assert entry.time == "2026-11-24T12:00:00+00:00"


PLAIN = draw.recursive(
    draw.none() | draw.booleans() | draw.integers() | draw.floats(allow_nan=False, allow_infinity=False) | draw.text(),
    lambda inner: draw.lists(inner, max_size=3) | draw.dictionaries(draw.text(), inner, max_size=3),
    max_leaves=5,
)


@given(draw.lists(draw.tuples(draw.text(), draw.dictionaries(draw.text(), PLAIN, max_size=3)), max_size=4))
def test_a_trail_survives_json(events):
    made = Trail()
    for event, details in events:
        made = made.add(event, details, NOON)
    assert from_json(to_json(made)) == made
    assert from_json(to_json(made)).head == made.head


def change_time(entries):
    entries[1]["time"] = "2026-11-25T12:00:00+00:00"


def change_and_rehash(entries):
    changed = Trail().add("levels", {"k": 2}, NOON).entries[0]
    entries[1] |= {"details": {"k": 2}, "sha256": changed.sha256}


def remove(entries):
    del entries[1]


def swap(entries):
    entries[1], entries[2] = entries[2], entries[1]


@pytest.mark.parametrize("tamper", [change_time, change_and_rehash, remove, swap])
def test_a_later_change_shows(tamper):
    plain = json.loads(to_json(trail()))
    tamper(plain["entries"])
    with pytest.raises(DatasetError, match=r"entry \d of \d does not follow"):
        from_json(json.dumps(plain))


def test_what_is_cut_off_at_the_end_shows_in_the_last_hash():
    assert Trail(trail().entries[:-1]).head != trail().head
    assert str(standing(trail())).endswith(f"{trail().head}.")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "foule-audit-trail"}', '{"format": "x", "entries": []}'])
def test_anything_else_is_refused(text):
    with pytest.raises(DatasetError, match="not an audit trail"):
        from_json(text)
