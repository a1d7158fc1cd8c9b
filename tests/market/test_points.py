"""The points of annex 2b, the limits between levels, and the decisions where the annexes are silent."""

import pytest

from ddtender.market.score import score
from tests.market.forms import HIGH, KINDS, MEDIUM, NOTHING, POINTS, answers_of, assessed, questionnaire

DIMENSION = {"transparency": "awareness", "risks": "awareness", "policies": "policies", "actions": "actions"}


def scored(answers: dict, kind: str | None = "manufacturer", *changes: tuple[str, str]):
    asked = questionnaire(*changes)
    (supplier,) = assessed(answers_of(answers, kind), asked=asked).suppliers
    return supplier


def test_the_library_has_these_points_and_no_others() -> None:
    listed = [
        (g.id, o.id, o.points["manufacturer"], o.points["reseller"]) for g in questionnaire().groups for o in g.options
    ]
    assert listed == POINTS
    assert [(g.one, g.maximum) for g in questionnaire().groups] == [
        (False, 5),
        (True, None),
        (False, 10),
        (False, None),
    ]


@pytest.mark.parametrize("column", [0, 1], ids=["manufacturer", "reseller"])
@pytest.mark.parametrize(("group", "option", "manufacturer", "reseller"), POINTS, ids=lambda value: str(value))
def test_every_statement_alone(group: str, option: str, manufacturer: int, reseller: int, column: int) -> None:
    supplier = scored({**NOTHING, group: [option]}, KINDS[column])
    expected = (manufacturer, reseller)[column]
    assert supplier.dimensions[DIMENSION[group]].score == expected
    assert (group, option, expected) in supplier.dimensions[DIMENSION[group]].earned
    assert all(supplier.dimensions[name].score == 0 for name in {*DIMENSION.values()} - {DIMENSION[group]})


#: Answers that earn a score exactly.
AWARENESS = {
    3: (["direct-only"], ["fair"]),
    4: (["components"], ["fair"]),
    6: (["components", "materials", "mapping"], ["fair"]),
    7: (["components", "materials", "material-suppliers"], ["fair"]),
}
ACTIONS = {
    2: ["complaints"],
    3: ["code-of-conduct"],
    4: ["code-of-conduct", "staff"],
    6: ["code-of-conduct", "initiatives"],
    7: ["complaints", "digital-tools", "initiatives"],
}


@pytest.mark.parametrize(("points", "level"), [(3, "low"), (4, "medium"), (6, "medium"), (7, "high")])
def test_limits_of_awareness(points: int, level: str) -> None:
    transparency, risks = AWARENESS[points]
    awareness = scored({**NOTHING, "transparency": transparency, "risks": risks}).dimensions["awareness"]
    assert (awareness.score, awareness.level) == (points, level)


@pytest.mark.parametrize(
    ("options", "points", "level"),
    [
        (["commitment"], 2, "low"),
        (["detailed"], 4, "medium"),
        (["commitment", "detailed"], 6, "medium"),
        (["due-diligence"], 7, "high"),
    ],
)
def test_limits_of_policies(options: list[str], points: int, level: str) -> None:
    policies = scored({**NOTHING, "policies": options}).dimensions["policies"]
    assert (policies.score, policies.level) == (points, level)


@pytest.mark.parametrize(("points", "level"), [(2, "low"), (3, "medium"), (4, "medium"), (6, "medium"), (7, "high")])
def test_limits_of_actions(points: int, level: str) -> None:
    supplier = scored({**NOTHING, "actions": ACTIONS[points]})
    assert (supplier.dimensions["actions"].score, supplier.dimensions["actions"].level) == (points, level)
    assert any("between low and medium" in note for note in supplier.notes) == (points == 3)


@pytest.mark.parametrize("value", range(0, 12))
@pytest.mark.parametrize("name", ["awareness", "policies", "actions"])
def test_every_score_has_a_level(name: str, value: int) -> None:
    low, high = (3 if name == "actions" else 4), 6
    expected = "low" if value < low else "high" if value > high else "medium"
    assert questionnaire().bounds[name].level(value) == expected


def test_the_hole_is_the_buyers_to_fill() -> None:
    supplier = scored({**NOTHING, "actions": ACTIONS[3]}, "manufacturer", ("between: medium", "between: low"))
    assert supplier.dimensions["actions"].level == "low"
    assert any("counted as low" in note for note in supplier.notes)


def test_transparency_counts_five_at_most() -> None:
    everything = [option for group, option, *_ in POINTS if group == "transparency"][1:]
    awareness = scored({**NOTHING, "transparency": everything}).dimensions["awareness"]
    assert (awareness.score, awareness.capped) == (5, ("transparency",))
    with_risks = scored({**NOTHING, "transparency": everything, "risks": ["good"]}, "reseller")
    assert with_risks.dimensions["awareness"].score == 10
    assert any("15 points, of which 5 count" in note for note in with_risks.notes)


def test_policies_count_ten_at_most() -> None:
    supplier = scored({**NOTHING, "policies": ["commitment", "detailed", "due-diligence"]})
    assert supplier.dimensions["policies"].score == 10
    assert any("13 points, of which 10 count" in note for note in supplier.notes)


def test_actions_have_no_maximum() -> None:
    everything = [option for group, option, *_ in POINTS if group == "actions"][1:]
    assert scored({**NOTHING, "actions": everything}).dimensions["actions"].score == 14
    assert scored({**NOTHING, "actions": everything}, "reseller").dimensions["actions"].score == 15


def test_other_companies_are_resellers_unless_the_buyer_says_otherwise() -> None:
    answers = {**MEDIUM, "transparency": ["assembly", "components"]}
    assert scored(answers, "other").dimensions == scored(answers, "reseller").dimensions
    (note,) = [n for n in scored(answers, "other").notes if n.startswith("Kind of company")]
    assert "scored as a reseller" in note and "awareness 4 (medium) instead of 6 (medium)" in note
    changed = ("scored_as: reseller, decided: true", "scored_as: manufacturer, decided: true")
    assert scored(answers, "other", changed).dimensions == scored(answers).dimensions


def test_without_a_kind_only_what_is_the_same_for_all_is_scored() -> None:
    supplier = scored({**MEDIUM, "transparency": ["assembly"], "risks": ["fair"]}, None)
    assert supplier.dimensions["awareness"].score is None
    assert supplier.dimensions["policies"].score == 6
    assert supplier.level is None and any("not ticked" in note for note in supplier.notes)


@pytest.mark.parametrize(
    ("group", "other"), [("transparency", "materials"), ("policies", "detailed"), ("actions", "staff")]
)
def test_none_of_this_and_something(group: str, other: str) -> None:
    nothing = NOTHING[group][0]
    supplier = scored({**NOTHING, group: [nothing, other]})
    alone = scored({**NOTHING, group: [other]})
    assert supplier.dimensions[DIMENSION[group]].score == alone.dimensions[DIMENSION[group]].score
    assert any("none of this" in note and "0 (low) instead of" in note for note in supplier.notes)
    strict = scored(
        {**NOTHING, group: [nothing, other]}, "manufacturer", ("contradiction: others", "contradiction: nothing")
    )
    assert strict.dimensions[DIMENSION[group]].score == 0


@pytest.mark.parametrize(("way", "points"), [("unread", None), ("lowest", 1), ("highest", 5)])
def test_several_answers_where_one_is_allowed(way: str, points: int | None) -> None:
    changes = [] if way == "unread" else [("several_ticked: unread", f"several_ticked: {way}")]
    supplier = scored({**NOTHING, "risks": ["basic", "good"]}, "manufacturer", *changes)
    assert supplier.dimensions["awareness"].score == points
    assert any("where one is allowed" in note for note in supplier.notes)


@pytest.mark.parametrize("group", NOTHING)
def test_no_answer_is_not_the_answer_none(group: str) -> None:
    supplier = scored({**MEDIUM, group: []})
    assert supplier.dimensions[DIMENSION[group]].score is None and supplier.level is None
    assert any("no answer" in note for note in supplier.notes)


def test_the_statement_that_the_form_of_the_manual_lacks() -> None:
    without, with_it = ["complaints"], ["complaints", "digital-tools"]
    assert scored({**MEDIUM, "actions": without}).level == "low"
    supplier = scored({**MEDIUM, "actions": with_it})
    assert supplier.level == "medium"
    assert any(
        "does not ask for" in note and "actions 2 (low) instead of 4 (medium)" in note for note in supplier.notes
    )
    enough = scored({**MEDIUM, "actions": [*with_it, "initiatives", "stakeholders"]})
    assert not any("does not ask" in note for note in enough.notes)


def test_overall_is_the_lowest_and_says_when_that_matters() -> None:
    mixed = {**HIGH, "actions": ["complaints"]}
    assert scored(mixed).level == "low"
    assert any("the middle would be high" in note for note in scored(mixed).notes)
    assert scored(mixed, "manufacturer", ("overall: lowest", "overall: middle")).level == "high"
    assert scored(HIGH).level == "high" and not scored(HIGH).notes


def test_scores_do_not_change_the_answers() -> None:
    answers = answers_of(HIGH)
    assert score(answers, questionnaire()) == score(answers, questionnaire())
