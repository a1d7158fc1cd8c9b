"""The lots of last time, changed by a list of titles: none gets what was another's."""

from __future__ import annotations

import pytest
import yaml

from ddtender.desk.facts.changing_facts import with_facts
from ddtender.desk.facts.field_values import FactField
from ddtender.desk.facts.interview import InterviewQuestion, wrong_in
from ddtender.desk.facts.interview_lots import lots_by_title
from ddtender.desk.facts.values import facts_in
from ddtender.model.limits import MOST_LOTS

LAST_TIME = b"""\
title: Devices  # as on the website
languages: [en, fr]
framework: {kind: single}
lots:
  - {id: 1, title: Laptops, maximum: 5 000 laptops, risk: high}
  - id: 2
    title: Phones
    risk: low  # so we found
  - {id: 3, title: Servers, maximum: 60 servers}
contractors:
  - {lot: 1, name: ACME}
  - {lot: 3, name: Racks}
translations:
  fr: {lots.1.title: Portables, lots.2.title: Mobiles, lots.3.maximum: 60 serveurs}
"""


def made(*titles: str) -> dict:
    """What a file comes to when these are its lots."""
    asked = dict(lots_by_title(titles, facts_in(None, LAST_TIME)))
    content, errors = with_facts(None, LAST_TIME, asked)
    assert not errors and b"# as on the website" in content and (b"# so we found" in content or "Phones" not in titles)
    return yaml.safe_load(content)


@pytest.mark.parametrize(
    ("titles", "ids", "risks"),
    [
        (("Phones", "Servers"), [2, 3], ["low", None]),  # the first was deleted
        (("Servers", "Laptops", "Phones"), [3, 1, 2], [None, "high", "low"]),  # one was moved
        (("LAPTOPS", "Phones", "Servers"), [1, 2, 3], ["high", "low", None]),
        (("Laptops", "Telephones", "Servers"), [1, 2, 3], ["high", "low", None]),  # renamed, as nothing else is
        (("Laptops", "Screens"), [1, "4"], ["high", None]),  # which of the two it was nobody can tell
        (("Laptops", "Phones", "Servers", "Cables"), [1, 2, 3, "4"], ["high", "low", None, None]),
        (("Cables", "Laptops", "Phones", "Servers"), ["4", 1, 2, 3], [None, "high", "low", None]),
        (("Laptops", "Servers", "Cables"), [1, 3, "4"], ["high", None, None]),
        ((), [], []),
    ],
)
def test_each_lot_keeps_its_own_facts(titles: tuple[str, ...], ids: list[int | str], risks: list[str | None]) -> None:
    lots = made(*titles).get("lots") or []
    assert [one["title"] for one in lots] == [*titles]
    assert [one["id"] for one in lots] == ids and [one.get("risk") for one in lots] == risks
    assert [one["id"] for one in lots if "maximum" in one] == [n for n in ids if n in (1, 3)]


def test_winners_and_translations_go_with_their_lot() -> None:
    read = made("Telephones", "Servers")
    assert [one["id"] for one in read["lots"]] == ["4", 3]
    assert read["contractors"] == [{"lot": 3, "name": "Racks"}]
    assert read["translations"] == {"fr": {"lots.3.maximum": "60 serveurs"}}
    renamed = made("Laptops", "Telephones", "Servers")["translations"]["fr"]
    assert renamed == {"lots.1.title": "Portables", "lots.3.maximum": "60 serveurs"}


def test_as_many_lots_are_asked_for_as_a_file_takes() -> None:
    asked = InterviewQuestion("lots", (FactField(("parts",), "long", "Lots", ""),))
    for most in (MOST_LOTS, MOST_LOTS + 1):
        titles = [f"L{n}" for n in range(most)]
        _, errors = with_facts(None, b"title: X\n", dict(lots_by_title(titles, facts_in(None, b"title: X\n"))))
        assert bool(wrong_in(asked, {"parts": "\n".join(titles)})) == bool(errors) == (most > MOST_LOTS)
