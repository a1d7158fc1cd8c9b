"""Words that decide what is asked, kind by kind: their change is major; what is printed has its own fingerprint."""

from dataclasses import replace

import pytest
from msgspec.structs import replace as replace_

from ddtender.history.fingerprint import fingerprint
from ddtender.history.level import VersionLevel, needed
from ddtender.library.provisions import read_provision
from ddtender.library.source import SourceText
from ddtender.model import Evidence, Kind, Paragraph, Provision, Text
from ddtender.words import language

#: Changes of what is asked, as "before → after" in a sentence without any other word that binds.
WEIGHTY = {
    "negation": (
        "a report that does not meet the list → a report that meets the list",
        "the site is inspected → the site is never inspected",
        "a report with a plan → a report without a plan",
        "the plan is complete → the plan is incomplete",
        "an approved plan → an unapproved plan",
        "the authority accepts the plan → the authority rejects the plan",
    ),
    "quantifier": (
        "Every worker is heard → Most workers are heard",
        "all sites → some sites",
        "each site → a site",
        "a full list → a partial list",
        "several plans → many plans",
        "main sites → sites",
    ),
    "obligation": (
        "the Contractor will report → the Contractor can report",
        "the Contractor is to report → the Contractor is free to report",
        "the Contractor shall report → the Contractor may report",
        "the Contractor reports → the Contractor intends to report",
        "the Contractor has to report → the Contractor ought to report",
        "a mandatory visit → an optional visit",
        "the Contractor ensures care → the Contractor promotes care",
    ),
    "comparison": (
        "at least a visit → at most a visit",
        "a higher share → a lower share",
        "more visits → fewer visits",
        "above the line → below the line",
        "the maximum length → the minimum length",
    ),
    "time": (
        "before the delivery → after the delivery",
        "a monthly visit → a yearly visit",
        "until the award → since the award",
        "working days → calendar days",
        "the first visit → the last visit",
        "immediately told → told",
    ),
    "exclusivity": (
        "only the letter counts → the letter counts",
        "including packaging → excluding packaging",
        "solely for tests → for tests",
    ),
    "cumulation": (
        "a letter and a plan → a letter or a plan",
        "a letter and a plan → a letter, a plan",
        "jointly liable persons → severally liable persons",
    ),
    "condition": (
        "if a site closes → unless a site closes",
        "provided that a site closes → although a site closes",
        "a visit is made → a visit is made except there",
    ),
    "number": (
        "two visits → three visits",
        "for 30 persons → for 20 persons",
        "1.5 pages → 15 pages",
        "a cost in euro → a cost in dollars",
        "10 kg → 10 g",
        "10 % → 10 ‰",
        "half a page → a page",
        "the third step → the fourth step",
    ),
    "party": (
        "paid by the Contractor → paid by the Contracting Authority",
        "a visit by the Tenderer → a visit by the manufacturer",
    ),
}
#: Changes that leave what is asked as it was.
LIGHT = (
    "an action such as training → an action such as schooling",
    "the list shows places → the list gives places",
    "talks with auditors → conversations with auditors",
    "a data centre → a data center",
    "the name of the site → the site's name",
    "as described here → as set out here",
    "a summary of visits → an overview of visits",
)


def provision(body: str) -> Provision:
    """A criterion with this text."""
    front = "id: award.x\ntitle: X\nversion: 1.0.0\nsource: {document: A, section: '1'}\nlegal_basis: [A]\n"
    text = f"---\n{front}---\n{body}\n"
    found, _, findings = read_provision(SourceText("x.md", text), Kind.AWARD)
    assert found is not None, findings
    return found


def level(before: str, after: str) -> VersionLevel:
    return needed(provision(before), provision(after), {}, {})


@pytest.mark.parametrize("change", [change for changes in WEIGHTY.values() for change in changes])
def test_a_change_of_what_is_asked_is_major_in_both_directions(change: str) -> None:
    before, after = change.split(" → ")
    assert level(before, after) is level(after, before) is VersionLevel.MAJOR


def test_every_kind_of_such_words_is_tried() -> None:
    assert {f"weight.{kind}" for kind in WEIGHTY} == {*language().lexicon.lists("weight")}


@pytest.mark.parametrize("change", LIGHT)
def test_another_way_to_say_it_is_minor(change: str) -> None:
    before, after = change.split(" → ")
    assert level(before, after) is level(after, before) is VersionLevel.MINOR


def test_a_word_that_moves_to_another_place_changes_what_is_asked() -> None:
    assert level("It names not sites but owners.", "It names sites but not owners.") is VersionLevel.MAJOR


@pytest.mark.parametrize(
    ("markup", "typed"),
    [
        ("It says:\n\n1. this\n2. that", "It says:\n\n1\\. this\n\n2\\. that"),
        ("It says:\n\n- this", "It says:\n\n\\- this"),
        ("a line\\\nand another", "a line\\\\ and another"),
        ("1. this\n   1. that", "1. this\n\n   1\\. that"),
    ],
)
def test_what_is_typed_as_a_sign_is_not_what_the_sign_does(markup: str, typed: str) -> None:
    first, second = provision(markup), provision(typed)
    assert fingerprint(first, {}) != fingerprint(second, {})
    assert needed(first, second, {}, {}) > VersionLevel.PATCH


@pytest.mark.parametrize("mark", ["*", "**"])
def test_stars_that_are_printed_are_no_emphasis(mark: str) -> None:
    """They are refused where texts are read; an older release may have them."""
    emphasised = provision(f"It is {mark}strong{mark} here.")
    (paragraph,) = emphasised.body
    text = Text(f"It is {mark}strong{mark} here.", paragraph.location)
    starred = replace(emphasised, body=(Paragraph((text,), paragraph.location),))
    assert fingerprint(emphasised, {}) != fingerprint(starred, {})
    assert needed(emphasised, starred, {}, {}) is VersionLevel.MAJOR


def test_a_change_of_looks_alone_is_a_patch() -> None:
    assert level("It is **strong** here.", "It is strong here.") is VersionLevel.PATCH
    assert level("It is strong, here.", "It is strong here;") is VersionLevel.PATCH


@pytest.mark.parametrize(
    "change",
    [
        # what is asked becomes an example of it
        "The report names the sites. → For example, the report names the sites.",
        "It lists contents (names, owners). → It lists contents (such as names, owners).",
        "It lists contents, names and owners. → It lists contents, such as names and owners.",
        # a dash that says "to" or "minus"
        "lots 2–4 → lots 2, 4",
        "sites A–C → sites A, C",
        "5 - 10 places → 5, 10 places",
        "at – 5 degrees → at 5 degrees",
        # a number in brackets that is no number in words
        "under Article 6(6) of it → under Article 6 of it",
        "under Article 6 (6) of it → under Article 6 of it",
        # two words that are no slip of the pen, or that a capital makes another
        "a retired test → a retried test",
        "discreet visits → discrete visits",
        "a polish cloth → a Polish cloth",
    ],
)
def test_what_looks_like_another_way_to_say_it_and_is_none(change: str) -> None:
    before, after = change.split(" → ")
    assert level(before, after) is level(after, before) is VersionLevel.MAJOR


def test_a_paragraph_that_moves_into_the_last_item_of_a_list_binds_that_item_alone() -> None:
    behind, within = (f"It names:\n\n- a site\n- an owner\n\n{indent}where it is known." for indent in ("", "  "))
    assert level(behind, within) is level(within, behind) is VersionLevel.MAJOR


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Plan of action", "Action plan", VersionLevel.MINOR),
        ("Goods not certified", "Goods certified", VersionLevel.MAJOR),
        ("Certified or reported goods", "Certified and reported goods", VersionLevel.MAJOR),
        ("Visits by workers to owners", "Visits by owners to workers", VersionLevel.MAJOR),
    ],
)
def test_a_heading_keeps_its_words_in_another_order_and_no_more(
    before: str, after: str, expected: VersionLevel
) -> None:
    one, other = (replace(provision("It is here."), title=title) for title in (before, after))
    assert needed(one, other, {}, {}) is needed(other, one, {}, {}) is expected


def test_when_a_passage_is_printed_and_what_evidence_promises_is_no_patch() -> None:
    one = provision("It is here.")
    assert needed(one, replace(one, when=("award_criteria",)), {}, {}) is VersionLevel.MAJOR
    evidence = Evidence("plan", (Text("A plan.", one.location),), one.location)
    with_plan, with_promise = (replace(one, evidence=(replace_(evidence, promise=p),)) for p in (False, True))
    assert needed(with_plan, with_promise, {}, {}) is VersionLevel.MAJOR
