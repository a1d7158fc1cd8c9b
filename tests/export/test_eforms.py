"""notice.xml: the official rules find nothing, it says what was composed, and what it does not say is found."""

from collections import Counter
from contextlib import suppress
from decimal import Decimal
from uuid import UUID

import pytest
from lxml import etree
from msgspec.structs import replace

from ddtender.diagnostics import Location
from ddtender.export.eforms import eforms
from ddtender.export.ids import identifier
from ddtender.export.notice import Notice
from ddtender.export.ocds import ocds
from ddtender.export.read_back import leaves, notice_differences
from ddtender.layout import laid_out
from ddtender.layout.values import Laid
from tests.export import official
from tests.export.notices import SCENARIOS, notice

EVERY = [(scenario, lots) for scenario in SCENARIOS for lots in (0, 2)]


@pytest.mark.parametrize(("scenario", "lots"), EVERY)
def test_a_notice_is_written_and_says_what_was_composed(scenario: str, lots: int) -> None:
    made = notice(scenario, lots)
    content, findings = eforms(made)
    assert made.gaps == () and findings == [] and content is not None
    assert eforms(made)[0] == content
    codes = Counter(node.text for node in _all(content, "ProcurementTypeCode"))
    assert codes["hum-right"] == codes["soc-obj"] == max(lots, 1)
    assert b"gpp-criteria" not in content  # BT-805


@pytest.mark.usefixtures("needs_standards")
@pytest.mark.parametrize(("scenario", "lots"), EVERY)
def test_official_rules_find_nothing(scenario: str, lots: int) -> None:
    content, _ = eforms(notice(scenario, lots))
    assert content is not None and official.notice_findings(content) == []


@pytest.mark.usefixtures("needs_standards")
def test_every_leaf_is_a_field_of_the_form() -> None:
    content, _ = eforms(notice("high", 2))
    assert content is not None
    root, known = etree.fromstring(content), set()
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    for one in official.fields().values():
        limits = one.get("forbidden", {}).get("constraints", [])
        forbidden = any("16" in one["noticeTypes"] and one["value"] and "condition" not in one for one in limits)
        if not forbidden:
            with suppress(etree.XPathEvalError):  # some of other notices are XPath 2
                known |= {*root.xpath(one["xpathAbsolute"], namespaces=prefixes)}
    assert [node.tag for node in root.iter(etree.Element) if not len(node) and node not in known] == []


@pytest.mark.parametrize("change", ["doubled", "swapped", "other words", "other points"])
def test_what_stands_twice_or_elsewhere_is_found(change: str) -> None:
    made = notice("high")
    content, _ = eforms(made)
    root = etree.fromstring(content or b"")
    first, second = [*root.iterfind(".//{*}SubordinateAwardingCriterion")][:2]
    if change == "doubled":
        second.addnext(etree.fromstring(etree.tostring(second)))
    elif change == "swapped":
        names = first.find("{*}Name"), second.find("{*}Name")
        names[0].text, names[1].text = names[1].text, names[0].text
    elif change == "other words":
        first.find("{*}Description").text += " or not"
    else:
        first.find(".//{*}ParameterNumeric").text = "7.5"
    assert notice_differences(etree.tostring(root), made)


def test_identifiers_have_the_form_of_chance_and_are_made_from_facts() -> None:
    content, _ = eforms(notice("high"))
    read = dict(leaves(content or b""))
    assert read["ID schemeName=notice-id"] == read["ContractFolderID"] == "(a UUID of version 4)"
    made = [
        identifier(what, *facts) for what in ("procedure", "notice 1") for facts in (("1", "2"), ("12", ""), ("1", "3"))
    ]
    assert len({*made}) == 6 and all(UUID(one).version == 4 for one in made)
    assert made[0] == identifier("procedure", "1", "2")


def test_a_text_that_no_field_takes_is_a_finding_where_it_stands() -> None:
    made = notice("high")
    long = _with_title(made, "x" * 401)
    content, (finding, *_) = eforms(long)
    assert content is None and finding.code.name == "notice-text-too-long" and "401 characters" in finding.message
    assert finding.location == made.facts.place("title") != Location("")
    _, (finding, *_) = eforms(_with_title(made, "with a bell \x07"))
    assert finding.code.name == "notice-character" and "U+0007" in finding.message
    assert eforms(_with_title(made, "x" * 400))[1] == []


def _with_title(made: Notice, title: str) -> Notice:
    lots = tuple(replace(lot, facts=replace(lot.facts, title=title)) for lot in made.lots)
    return replace(made, facts=replace(made.facts, title=title), lots=lots)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_points_titles_and_numbers_are_those_of_the_tender(scenario: str) -> None:
    made = notice(scenario)
    content, _ = eforms(made)
    root = etree.fromstring(content or b"")
    award = _laid(made, "award_criteria")
    names = [node.text for node in root.iterfind(".//{*}SubordinateAwardingCriterion/{*}Name")]
    assert award and names[: len(award)] == [f"{block.number} {block.title}" for block in award]
    points = [Decimal(node.text) for node in root.iterfind(".//{*}ParameterNumeric")]
    given = made.resolved.draft.award
    assert given is not None and sum(points) == 100
    assert points == [*(given.of(block.id) for block in award), given.other_quality, given.price]
    told = [node.text.splitlines()[0] for node in root.iterfind(".//{*}SelectionCriteria/{*}Description")]
    assert told == [f"{block.number} {block.title}" for block in _laid(made, "selection_criteria")]


def _laid(made: Notice, section: str) -> list[Laid]:
    parts = laid_out(made.resolved, "tender")[section]
    return [block for part in parts for block in part.blocks if isinstance(block, Laid)]


def _all(content: bytes, name: str) -> list[etree._Element]:
    return [*etree.fromstring(content).iterfind(f".//{{*}}{name}")]


@pytest.mark.parametrize("change", ["languages", "urgent", "deadline", "minimum", "worth nothing", "framework"])
def test_facts_that_few_procurements_have_are_written_and_read_back(change: str) -> None:
    made = notice("high")
    facts, lot = made.facts, made.lots[0]
    award = lot.award
    if change == "languages":
        facts = replace(facts, tender_languages=("ENG", "NLD", "FRA", "GLE"))
    elif change == "urgent":
        facts = replace(facts, accelerated=True, accelerated_because="The old ones were lost in a flood.")
    elif change == "deadline":
        facts = replace(facts, review_body=replace(facts.review_body, deadline="Within fifteen days of the decision."))
    elif change == "minimum":
        award = (replace(award[0], minimum=Decimal("3.5")), *award[1:])
    elif change == "worth nothing":
        facts = replace(facts, estimated_value=None, currency=None, opening=None, variants=None, cpv_additional=())
    else:
        facts = replace(facts, framework="fa-wo-rc")
    changed = replace(made, facts=facts, lots=(replace(lot, facts=facts, award=award),))
    content, findings = eforms(changed)
    assert findings == [] and content is not None and content != eforms(made)[0]
    release, told = ocds(changed)
    assert told == [] and release is not None
    if official.at_hand():
        assert official.notice_findings(content) == official.package_findings(release) == []
