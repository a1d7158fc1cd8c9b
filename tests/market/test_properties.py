"""Whatever is ticked: the form, the YAML and a computation of our own agree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.market.read_form import read_form
from tests.market.forms import KINDS, POINTS, as_yaml, assessed, filled, questionnaire, read, read_yaml, ticks

GROUPS = {group: [o for g, o, *_ in POINTS if g == group] for group, *_ in POINTS}
SETS = st.fixed_dictionaries({g: st.lists(st.sampled_from(options), unique=True) for g, options in GROUPS.items()})
#: Level of every score, by dimension.
LOW_BELOW = {"awareness": 4, "policies": 4, "actions": 3}


def points(answers: dict[str, list[str]], kind: str, group: str, most: int = 1000) -> int | None:
    """The points of a question, by the table alone; None for no answer or one too many."""
    if not answers[group] or (group == "risks" and len(answers[group]) > 1):
        return None
    column = 0 if kind == "manufacturer" else 1
    return min(most, sum(row[2:][column] for row in POINTS if row[0] == group and row[1] in answers[group]))


def expected(answers: dict[str, list[str]], kind: str) -> dict[str, tuple[int | None, str | None]]:
    first, second = points(answers, kind, "transparency", 5), points(answers, kind, "risks")
    scores = {
        "awareness": None if first is None or second is None else first + second,
        "policies": points(answers, kind, "policies", 10),
        "actions": points(answers, kind, "actions"),
    }
    return {name: (score, level(name, score)) for name, score in scores.items()}


def level(name: str, score: int | None) -> str | None:
    return None if score is None else "low" if score < LOW_BELOW[name] else "high" if score > 6 else "medium"


@settings(max_examples=60, deadline=None)
@given(answers=SETS, kind=st.sampled_from(KINDS))
def test_form_yaml_and_table_agree(answers: dict[str, list[str]], kind: str) -> None:
    from_form, findings = read(filled(ticks(answers, kind)))
    assert findings == []
    from_yaml, findings = read_yaml(as_yaml(answers, kind))
    assert findings == []
    for read_answers in (from_form, from_yaml):
        (supplier,) = assessed(read_answers).suppliers
        assert {n: (d.score, d.level) for n, d in supplier.dimensions.items()} == expected(answers, kind)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"]))
def test_any_bytes_bring_findings_and_no_exception(content: bytes, start: bytes) -> None:
    answers, findings = read_form("a.docx", start + content, questionnaire())
    assert answers is None and findings
    _, _ = read_yaml(start + content)
