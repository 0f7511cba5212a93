"""Pseudonyms against RFC 4231, shifts of dates against the calendar, masks by hand."""

import hashlib
import hmac
import json
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Column, Dataset, column_of, dataset_of
from analysis.errors import RecodingError
from analysis.kinds import Kind
from analysis.recoding.dates import DateShift
from analysis.recoding.masking import Masking, Replacing
from analysis.recoding.pseudonyms import Pseudonyms, collision_probability, key_fingerprint, key_of, new_key, pinned
from analysis.recoding.steps import to_dict

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


def of(**columns: list[str | None]) -> Dataset:
    return dataset_of(pd.DataFrame(columns, dtype=object))


@pytest.mark.parametrize(
    ("key", "data", "digest"),
    [
        (b"\x0b" * 20, "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            b"\xaa" * 131,
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            b"\xaa" * 131,
            (
                "This is a test using a larger than block-size key and a larger than block-size data. "
                "The key needs to be hashed before being used by the HMAC algorithm."
            ),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ],
    ids=["case 1", "case 6", "case 7"],
)
def test_pseudonyms_are_the_hmac_of_rfc_4231(key: bytes, data: str, digest: str) -> None:
    for length in (64, 32, 16):
        found = Pseudonyms(("a",), length).apply(of(a=[data, None, data]), key)["a"]
        assert found.texts().tolist() == [digest[:length], None, digest[:length]]


@given(st.lists(st.one_of(st.none(), st.text(min_size=1, max_size=8)), min_size=1, max_size=30))
def test_the_same_value_has_the_same_pseudonym_in_every_column_and_file_of_a_key(held: list[str | None]) -> None:
    one = Pseudonyms(("a", "b")).apply(of(a=held, b=held[::-1]), KEY)
    assert one["a"].texts().tolist() == one["b"].texts().tolist()[::-1]
    for other in (Pseudonyms(("a",)).apply(of(a=held), OTHER), Pseudonyms(("a",), domain="x").apply(of(a=held), KEY)):
        assert not set(other["a"].values) & set(one["a"].values)
        assert np.array_equal(pd.factorize(other["a"].codes)[0], pd.factorize(one["a"].codes)[0])


def test_pseudonyms_say_nothing_of_the_order_of_the_values() -> None:
    column = Pseudonyms(("a",), 16).apply(of(a=[f"{i:04}" for i in range(50)]), KEY)["a"]
    assert list(column.values) == sorted(column.values)
    assert column.kind is Kind.CODE


def test_a_domain_is_told_apart_from_the_value() -> None:
    found = Pseudonyms(("a",), 64, domain="study").apply(of(a=["x"]), KEY)["a"]
    assert found.values[0] == hmac.new(KEY, b"study\0x", hashlib.sha256).hexdigest()


def test_a_wrong_key_is_told_by_its_fingerprint() -> None:
    step = pinned(Pseudonyms(("a",)), KEY)
    assert step.fingerprint == key_fingerprint(KEY)
    assert step.apply(of(a=["x"]), KEY).fingerprint == Pseudonyms(("a",)).apply(of(a=["x"]), KEY).fingerprint
    with pytest.raises(RecodingError, match="not the key of the recipe"):
        step.apply(of(a=["x"]), OTHER)


def test_the_key_is_nowhere_in_the_step() -> None:
    typed = new_key()
    step = pinned(Pseudonyms(("a",)), key_of(typed))
    for said in (repr(step), json.dumps(to_dict(step)), str(step.describe())):
        assert typed not in said
        assert typed[:12] not in said


def test_keys_are_drawn_anew_and_short_ones_are_refused() -> None:
    assert len({new_key() for _ in range(20)}) == 20
    assert re.fullmatch("[0-9a-f]{64}", new_key())
    assert key_of("  a key of sixteen bytes \n") == b"a key of sixteen bytes"
    with pytest.raises(RecodingError, match="too short"):
        key_of("        password        ")


def test_the_probability_of_a_collision_is_that_of_birthdays() -> None:
    days = 1 - np.prod(1 - np.arange(300) / 16**4)
    assert collision_probability(300, 4) == pytest.approx(days, rel=0.01)
    assert collision_probability(10**6, 32) == pytest.approx(1e12 / 2 / 16**32, rel=1e-5)
    assert collision_probability(1, 8) == 0


def test_two_values_with_one_pseudonym_are_refused() -> None:
    texts = [f"P{i}" for i in range(200_000)]
    with pytest.raises(RecodingError, match="same pseudonym of 8 digits"):
        Pseudonyms(("a",), 8).apply(of(a=texts), KEY)


def visits() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    start = pd.Timestamp("2019-06-01") + pd.to_timedelta(rng.integers(0, 700, 300), unit="D")
    end = start + pd.to_timedelta(rng.integers(0, 40, 300), unit="D")
    return pd.DataFrame({"who": [f"P{i}" for i in rng.integers(0, 60, 300)], "start": start, "end": end})


@pytest.mark.parametrize(
    "step", [DateShift(("start", "end"), "who", 50, seed=3), DateShift(("start", "end"), "who", 50)]
)
@pytest.mark.parametrize("pattern", ["%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%Y-%m-%dT%H:%M"])
def test_all_dates_of_a_person_move_by_the_same_days_and_people_by_others(step: DateShift, pattern: str) -> None:
    frame = visits()
    frame[["start", "end"]] += pd.Timedelta("7h15min") if "%H" in pattern else pd.Timedelta(0)
    written = frame.assign(start=frame.start.dt.strftime(pattern), end=frame.end.dt.strftime(pattern))
    found = step.apply(dataset_of(written), KEY)
    assert found["start"].date_format == pattern
    after = pd.DataFrame({name: pd.to_datetime(found[name].texts(), format=pattern) for name in ("start", "end")})
    moved = after - frame[["start", "end"]]
    assert (moved.start == moved.end).all()
    assert (moved.start % pd.Timedelta("1D") == pd.Timedelta(0)).all()
    assert moved.start.abs().max() <= pd.Timedelta("50D")
    assert (moved.start.groupby(frame.who).nunique() == 1).all()
    assert moved.start.groupby(frame.who).first().nunique() > 20


def test_the_shift_of_a_person_does_not_depend_on_the_others() -> None:
    frame = visits().astype({"start": str, "end": str})
    step = DateShift(("start",), "who", 100, seed=1)
    everybody = step.apply(dataset_of(frame))["start"].texts().to_numpy()
    some = step.apply(dataset_of(frame[::-2]))["start"].texts().to_numpy()
    assert (everybody[::-2] == some).all()


def test_shifts_are_spread_evenly_over_the_window() -> None:
    n = 20_000
    found = DateShift(("d",), "p", 3, seed=1).apply(of(d=["2020-05-10"] * n, p=[f"p{i}" for i in range(n)]))["d"]
    assert dict(zip(found.values, found.counts / n, strict=True)) == {
        f"2020-05-{day:02}": pytest.approx(1 / 7, abs=0.015) for day in range(7, 14)
    }


def test_records_of_nobody_are_not_shifted_together_and_what_is_no_date_goes() -> None:
    alone = DateShift(("d",), "p", 100, seed=1).apply(of(d=["2020-05-10"] * 50, p=[None, "a"] * 25))["d"]
    assert len(set(alone.texts()[::2])) > 15
    assert len(set(alone.texts()[1::2])) == 1
    texts = np.array(["2020-05-10", "9999-12-31"], dtype=object)
    dates = Column("d", Kind.DATE, texts, np.array([0, 1, 0], dtype=np.int32), date_format="%Y-%m-%d")
    sentinel = Dataset("sentinel", (dates, column_of("p", ["a", "b", "a"])))
    assert DateShift(("d",), "p", 100, seed=1).apply(sentinel)["d"].texts().isna().tolist() == [False, True, False]


def test_dates_of_which_some_have_a_time_keep_it() -> None:
    dataset = of(d=["2020-05-10", "2020-05-10 08:30", "2020-05-10T08:30:15"], p=["a", "a", "a"])
    assert dataset["d"].date_format == "ISO8601"
    texts = DateShift(("d",), "p", 100, seed=1).apply(dataset)["d"].texts().tolist()
    assert [text[10:] for text in texts] == ["", " 08:30", "T08:30:15"]
    assert len({text[:10] for text in texts}) == 1
    assert texts[0] != "2020-05-10"


def test_a_fraction_of_a_second_is_kept_and_the_calendar_has_no_end_near() -> None:
    dataset = of(d=["2020-05-10T08:30:15.250000", "2261-12-30T08:30:15.500000"], p=["a", "b"])
    found = DateShift(("d",), "p", 36525, seed=1).apply(dataset)["d"].texts().tolist()
    assert [text[10:] for text in found] == ["T08:30:15.250000", "T08:30:15.500000"]


def test_only_dates_are_shifted() -> None:
    with pytest.raises(RecodingError, match="does not hold dates"):
        DateShift(("a",), "p", 3, seed=1).apply(of(a=["1", "2"], p=["x", "y"]))


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Masking("a", 2, 0), ["75***", "69***", None, "**", "*"]),
        (Masking("a", 1, 1), ["7***1", "6***2", None, "**", "*"]),
        (Masking("a", 2, keeps_length=False), ["75*", "69*", None, "*", "*"]),
        (Masking("a", mark="#"), ["#####", "#####", None, "##", "#"]),
        (Replacing("a"), [None] * 5),
        (Replacing("a", "x"), ["x", "x", None, "x", "x"]),
        (Replacing("a", None, ("75001", "7")), [None, "69002", None, "2A", None]),
        (Replacing("a", "69002", ("75001",)), ["69002", "69002", None, "2A", "7"]),
    ],
)
def test_masks_and_constants_by_hand(step: Masking | Replacing, expected: list[str | None]) -> None:
    assert step.apply(of(a=["75001", "69002", None, "2A", "7"]))["a"].texts().tolist() == expected


@pytest.mark.parametrize(
    ("by", "kind"), [("0", Kind.INTEGER), (None, Kind.INTEGER), ("unknown", Kind.TEXT)], ids=["number", "gap", "text"]
)
def test_a_constant_of_the_same_kind_keeps_the_kind(by: str | None, kind: Kind) -> None:
    assert Replacing("a", by, ("3",)).apply(of(a=["1", "2", "3"]))["a"].kind is kind
    assert Replacing("a").apply(of(a=["1", "2"]))["a"].kind is Kind.EMPTY
