"""Every key of a procedure file is a question with words, and what is typed is read as it is meant."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from ddtender.desk.facts.field_answers import NoAnswer, parse, shown
from ddtender.desk.facts.field_values import EACH, FactField, FieldChoice, FieldGroup, Limits
from ddtender.desk.facts.fields import field_at, field_groups, key_of, path_of
from ddtender.desk.facts.new_procurement import parameters_of
from ddtender.library.procedure_forms import ProcedureForm
from ddtender.words import language
from tests.tools import ROOT

PARAMETERS = parameters_of(ROOT)
WITHOUT = field_groups(PARAMETERS, language())
GROUPS = field_groups(PARAMETERS, language(), ["fr", "nl-BE"])
FIELDS = {field.key: field for group in GROUPS for field in group.fields}


CPV = FIELDS["notice.cpv.main"]


def test_every_key_of_the_form_is_asked_once() -> None:
    tops = {field.name for field in inspect.type_info(ProcedureForm).fields}  # type: ignore[attr-defined]
    assert {key.partition(".")[0] for key in FIELDS} == tops
    assert "translations.fr" not in {field.key for group in WITHOUT for field in group.fields}
    assert sum(len(group.fields) for group in GROUPS) == len(FIELDS)
    assert all(group.fields for group in GROUPS)
    assert not [field.key for field in FIELDS.values() if field.label == field.key]  # its words are in words/*/web.yaml


@pytest.mark.parametrize("tag", ["en", "nl", "fr", "de", "nb"])
def test_every_question_has_words(tag: str) -> None:
    spoken = language(tag)
    for group in field_groups(parameters_of(ROOT, tag), spoken, ["fr"]):
        assert "⟦" not in spoken.say(group.title_key)
        for field in group.fields:
            assert field.label != field.key
            assert "⟦" not in field.label + field.help
            assert all(one.label for one in field.choices)


def test_kinds_choices_and_limits_come_from_the_forms() -> None:
    assert FIELDS["dates.award"].kind == "day"
    assert FIELDS["standstill.days"].limits == Limits(1, 90)
    assert FIELDS["standstill.days"].unit == "days"
    assert FIELDS["award.price"].limits == Limits(0, 100)
    assert FIELDS["award.points"].kind == "mapping"
    assert FIELDS["languages"].limits.items == 8
    assert FIELDS["review_body.deadline"].kind == "long"
    assert FIELDS["price.amount"].shape == "amount"
    assert FIELDS["extensions.times"].required_with == ("extensions",)
    assert FIELDS["lots.*.title"].required_with == ("lots", EACH)
    assert FIELDS["lots.*.title"].label != FIELDS["title"].label
    assert FIELDS["risk"].choices == (
        FieldChoice("high", "High"),
        FieldChoice("medium", "Medium"),
        FieldChoice("low", "Low"),
    )
    assert FIELDS["parameters.proof_days"].default == "10"
    assert "languages" not in FIELDS["parameters.proof_days"].label


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("dates.award", ("dates", "award")),
        ("award.points.award.pledge", ("award", "points", "award.pledge")),
        ("lots.2.award.minimum.award.pledge", ("lots", 1, "award", "minimum", "award.pledge")),
        ("lots.1.title", ("lots", 0, "title")),
        ("translations.nl.lots.1.subject", ("translations", "nl", "lots.1.subject")),
        ("dates", None),
        ("lots.x.title", None),
        ("", None),
    ],
)
def test_a_key_leads_to_a_path_and_back(key: str, path: tuple | None) -> None:
    assert path_of(WITHOUT, key) == path
    if path:
        assert key_of(path) == key
        assert field_at(WITHOUT, path) is not None


def one(kind: str, **more: object) -> FactField:
    return FactField(("a",), kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (one("day"), " 15.3.2027 ", date(2027, 3, 15)),
        (one("day"), "3/4/2027", "day_unclear"),
        (one("day"), "30.2.2027", "no_such_day"),
        (one("day"), "1927-03-01", "day_of_another_century"),
        (one("day"), "soon", "day"),
        (one("decimal"), "12,5", Decimal("12.5")),
        (one("decimal"), "1.250,50", Decimal("1250.50")),
        (one("decimal"), "1 250,5", Decimal("1250.5")),
        (one("decimal"), "1,000,000", 1_000_000),
        (one("decimal"), "1.250", "decimal_unclear"),
        (one("decimal", limits=Limits(0, 100)), "-1", "too_small"),
        (one("decimal"), "0", 0),
        (one("whole"), "12,5", "whole"),
        (one("whole"), "many", "whole"),
        (one("yes-no"), "true", True),
        (one("yes-no"), "perhaps", "yes_no"),
        (one("choice", choices=(FieldChoice("a-b", "A and B"),)), "a and b", "a-b"),
        (one("text", limits=Limits(longest=3)), "abcd", "too_long"),
        (one("text", shape="amount"), "250 000", 250_000),
        (one("text", shape="amount"), "EUR 900", "EUR 900"),
        (one("list", of="text"), "nl, fr\r\nde", ["nl", "fr", "de"]),
        (one("list", of="text", limits=Limits(items=1)), "nl\nfr", "too_many"),
        (one("mapping", of="decimal"), "a.b = 7,5\n\nc: 8", {"a.b": Decimal("7.5"), "c": 8}),
        (one("mapping", of="decimal"), "a.b = 7\na.b = 8", "twice"),
        (one("mapping", of="decimal"), "a.b", "mapping"),
        (one("text"), "  \r\n ", None),
        (CPV, "30213100", "30213100"),
        (CPV, "30213100-6", "shape"),
    ],
)
def test_what_is_typed_is_read_as_it_is_meant(field: FactField, typed: str, value: object) -> None:
    found = parse(field, typed)
    if isinstance(found, NoAnswer):
        assert found.key == f"web.facts.problems.{value}"
        assert language().say(found.key, **found.places)
    else:
        assert found == value


@settings(max_examples=60)
@given(st.text(max_size=40), st.sampled_from([*FIELDS.values()]))
def test_nothing_typed_breaks_and_what_is_read_can_be_shown(typed: str, field: FactField) -> None:
    found = parse(field, typed)
    if not isinstance(found, NoAnswer):
        assert parse(field, shown(found)) == found


def test_groups_are_values() -> None:
    assert isinstance(GROUPS[0], FieldGroup)
    assert field_groups(PARAMETERS, language()) == WITHOUT
