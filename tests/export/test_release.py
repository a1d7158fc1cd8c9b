"""release.json: the strict schema and codelists find nothing; it says what was composed, and what the notice says."""

import json
from decimal import Decimal

import pytest
from lxml import etree
from msgspec.structs import replace

from ddtender.export.eforms import eforms
from ddtender.export.ocds import ocds, release
from ddtender.export.release_back import release_differences, values
from tests.export import official
from tests.export.notices import SCENARIOS, notice

EVERY = [(scenario, lots) for scenario in SCENARIOS for lots in (0, 2)]


@pytest.mark.parametrize(("scenario", "lots"), EVERY)
def test_a_release_is_written_and_says_what_was_composed(scenario: str, lots: int) -> None:
    made = notice(scenario, lots)
    content, findings = ocds(made)
    assert findings == [] and content is not None and ocds(made)[0] == content
    if official.at_hand():
        assert official.package_findings(content) == []


def test_a_release_is_proved_by_more_than_its_own_words(needs_standards: None) -> None:
    content, _ = ocds(notice("high"))
    assert content is not None and official.package_findings(content) == []
    assert official.package_findings(content.replace(b'"quality"', b'"qualities"'))
    assert official.package_findings(content.replace(b'"publisher"', b'"publishers"'))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_release_and_notice_agree(scenario: str) -> None:
    made = notice(scenario, 2)
    root = etree.fromstring(eforms(made)[0] or b"")
    package = json.loads(ocds(made)[0] or b"", parse_float=Decimal)
    lots = package["releases"][0]["tender"]["lots"]
    for lot, node in zip(lots, root.iterfind("{*}ProcurementProjectLot"), strict=True):
        assert lot["id"] == node.findtext("{*}ID")
        criteria = lot["awardCriteria"]["criteria"]
        assert [c["name"] for c in criteria] == _texts(node, "SubordinateAwardingCriterion/{*}Name")
        assert [c["description"] for c in criteria] == _texts(node, "SubordinateAwardingCriterion/{*}Description")
        assert [c["type"] for c in criteria] == _texts(node, "AwardingCriterionTypeCode")
        numbers = [Decimal(number["number"]) for c in criteria for number in c["numbers"]]
        assert numbers == [Decimal(text) for text in _texts(node, "ParameterNumeric")]
        selected = lot["selectionCriteria"].get("criteria", [])
        assert [c["subType"] for c in selected] == _texts(node, "SelectionCriteria/{*}TendererRequirementTypeCode")
        for criterion, whole in zip(selected, _texts(node, "SelectionCriteria/{*}Description"), strict=True):
            assert criterion["description"] in whole
            assert all(line in whole for line in criterion["verificationMethod"].splitlines())
        assert lot["sustainability"][0]["description"] == _texts(node, "ProcurementType")[0]


def test_whatever_is_taken_out_of_a_release_or_altered_is_missed() -> None:
    made = notice("high")
    content, _ = ocds(made)
    package = json.loads(content or b"")
    paths = [path for path, _ in values(package) if not path.startswith(("uri", "extensions"))]
    frame = ("releases/0/id", "releases/0/ocid")
    checked = [path for path in paths if path not in frame and not path.endswith("countryName")]
    assert len(checked) > 150
    for path in checked[::3]:
        for change in ("out", "altered"):
            spoilt = _spoilt(package, path, change)
            assert release_differences(spoilt, made), (path, change)


def test_a_release_without_a_registered_prefix_says_so() -> None:
    made = notice("high")
    content, (finding,) = ocds(replace(made, facts=replace(made.facts, ocid_prefix=None)))
    assert content is not None and finding.code.name == "no-ocid-prefix"
    with_prefix = json.loads(release(made))["releases"][0]["ocid"]
    assert with_prefix == f"ocds-213czf-{json.loads(content)['releases'][0]['ocid']}"


def test_points_keep_every_digit() -> None:
    made = notice("high")
    lot = made.lots[0]
    exact = Decimal("7.10000000000000000001")
    award = (replace(lot.award[0], points=exact), *lot.award[1:])
    content, findings = ocds(replace(made, lots=(replace(lot, award=award),)))
    assert findings == [] and b'"number": 7.10000000000000000001' in (content or b"")


def _spoilt(package: dict, path: str, change: str) -> bytes:
    copy = json.loads(json.dumps(package))
    node, *steps = copy, *path.split("/")
    for step in steps[:-1]:
        node = node[int(step) if isinstance(node, list) else step]
    last = int(steps[-1]) if isinstance(node, list) else steps[-1]
    if change == "out":
        del node[last]
    else:
        node[last] = f"{node[last]} or not"
    return json.dumps(copy).encode()


def _texts(node: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in node.iterfind(f".//{{*}}{path}")]
