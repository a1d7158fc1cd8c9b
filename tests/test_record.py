"""The record of a procurement: every line can be read back, and no line can be taken out of it unnoticed."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.library.places import decided_part, record_of
from ddtender.record import DECIDED, RECORD_BROKEN, line, read_record

TEXT = st.text("abcXYZé \"'\\{}[]:,#", min_size=1, max_size=20).filter(str.strip)
ENTRIES = st.lists(st.tuples(st.sampled_from([DECIDED, "built"]), TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=5)


def written(entries: list[tuple[str, ...]]) -> bytes:
    record = b""
    for what, by, role, why, about in entries:
        record += line(what, date(2027, 1, 4), by, role, why, {"about": about}, record)
    return record


@given(ENTRIES)
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_read(entries) -> None:
    read, findings = read_record("record.jsonl", written(entries))
    assert findings == []
    assert [(one.what, one.by, one.role, one.why, one.said["about"]) for one in read] == entries
    assert [one.location.line for one in read] == [*range(1, len(entries) + 1)]


@given(ENTRIES.filter(lambda entries: len(entries) > 1), st.data())
@settings(max_examples=60, deadline=None)
def test_a_line_that_is_missing_or_altered_is_found(entries, data) -> None:
    lines = written(entries).splitlines(keepends=True)
    n = data.draw(st.integers(0, len(lines) - 2))
    for spoilt in (lines[:n] + lines[n + 1 :], [*lines[:n], lines[n].replace(b"2027", b"2028"), *lines[n + 1 :]]):
        read, findings = read_record("record.jsonl", b"".join(spoilt))
        assert [finding.code for finding in findings] == [RECORD_BROKEN] and len(read) <= n + 1


def test_a_record_with_the_line_ends_of_windows_is_the_same() -> None:
    record = written([(DECIDED, "A", "b", "c", "d"), (DECIDED, "B", "b", "c", "d")])
    read, findings = read_record("record.jsonl", record.replace(b"\n", b"\r\n"))
    assert len(read) == 2 and findings == []


def test_what_decides_nothing_decides_nothing() -> None:
    record = written([("built", "A", "b", "c", "d"), (DECIDED, "A", "b", "c", "d"), ("issued", "A", "b", "c", "d")])
    assert decided_part(record) == b"".join(record.splitlines(keepends=True)[:2])
    assert decided_part(written([("built", "A", "b", "c", "d")])) == b""


def test_where_a_record_lies() -> None:
    assert record_of("2027-ict-014/procedure.yaml") == "2027-ict-014/record.jsonl"
    assert record_of("scenarios/procedures/laptops.yaml") == "scenarios/procedures/laptops.record.jsonl"
    assert record_of("procedure.yml") == "record.jsonl" and record_of("a.b/c") == "a.b/c.record.jsonl"
