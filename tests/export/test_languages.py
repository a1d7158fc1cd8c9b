"""A notice has every text in each language of the documents, as they have it; what only one language has is missing."""

import json
import re
from decimal import Decimal

import pytest
from lxml import etree, html

from ddtender.export.eforms import eforms
from ddtender.export.notice import Notice
from ddtender.export.ocds import ocds
from ddtender.export.read_back import notice_differences
from ddtender.export.sheet import sheet
from ddtender.layout import laid_out
from ddtender.layout.values import Laid
from ddtender.stamp import Stamp
from tests.documents import MOMENT, flat
from tests.export import official
from tests.export.notices import SCENARIOS, in_languages, of_file, spoken

BOTH = ("nl", "fr")
EVERY = (("en",), ("nl",), BOTH, ("de",), ("nb", "en"))


@pytest.mark.usefixtures("needs_standards")
@pytest.mark.parametrize("languages", EVERY, ids="-".join)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_official_rules_find_nothing_in_any_language(scenario: str, languages: tuple[str, ...]) -> None:
    for lots in (0, 2):
        made = spoken(scenario, languages, lots)
        (content, findings), (release, told) = eforms(made), ocds(made)
        assert made.gaps == () and findings == told == []
        assert content is not None and official.notice_findings(content) == []
        assert release is not None and official.package_findings(release) == []


def _root(made: Notice) -> etree._Element:
    content, findings = eforms(made)
    assert made.gaps == () and findings == [] and content is not None
    return etree.fromstring(content)


def test_each_text_stands_once_in_each_language() -> None:
    root = _root(spoken("high", BOTH, 2))
    assert root.findtext("{*}NoticeLanguageCode") == "NLD"
    assert [node.text for node in root.iterfind("{*}AdditionalNoticeLanguage/{*}ID")] == ["FRA"]
    said = [node for node in root.iter(etree.Element) if node.get("languageID")]
    dutch, french = ([node for node in said if node.get("languageID") == code] for code in ("NLD", "FRA"))
    assert len(dutch) == len(french) == len(said) / 2 > 30
    for one, other in zip(dutch, french, strict=True):
        apart = etree.QName(one).localname == "Name" and etree.QName(one.getparent()).localname == "PartyName"
        follows = one.getparent().getnext()[0] if apart else one.getnext()
        assert follows is other and (apart or one.text != other.text)


def _tender(made: Notice, section: str) -> list[str]:
    parts = laid_out(made.resolved, "tender")[section]
    return [f"{b.number} {b.title}" for part in parts for b in part.blocks if isinstance(b, Laid)]


class _Sheet:
    """What stands on a sheet, by number of the field and language."""

    def __init__(self, made: Notice) -> None:
        root = html.document_fromstring(sheet(made, Stamp(False, MOMENT)).decode())
        self.rows = [
            (row.find("dt/span").text, value.get("lang"), value.text_content())
            for row in root.find_class("row")
            for value in row.find_class("value")
        ]

    def said(self, number: str, tag: str | None) -> list[str]:
        return [text for own, language, text in self.rows if own == number and language == tag]


def test_sheet_notice_release_and_tender_agree_in_each_language() -> None:
    made = spoken("high", BOTH, 2)
    root, seen, release = _root(made), _Sheet(made), json.loads(ocds(made)[0] or b"", parse_float=Decimal)
    tender = release["releases"][0]["tender"]
    assert release["releases"][0]["language"] == "nl"
    for version, code, end in zip(made.versions, ("NLD", "FRA"), ("", "_fr"), strict=True):
        tag = version.resolved.language.tag

        def texts(path: str, code: str = code) -> list[str]:
            return [node.text for node in root.iterfind(f".//{path}") if node.get("languageID") == code]

        criteria, selected = _tender(version, "award_criteria"), _tender(version, "selection_criteria")
        names = texts("{*}SubordinateAwardingCriterion/{*}Name")
        assert names == seen.said("BT-734", tag) and names[: len(criteria)] == criteria and len(criteria) > 1
        told = texts("{*}SelectionCriteria/{*}Description")
        assert told == seen.said("BT-750", tag) and [one.split("\n")[0] for one in told] == selected * 2
        for number, path in (
            ("BT-540", "{*}SubordinateAwardingCriterion/{*}Description"),
            ("BT-70", "{*}ContractExecutionRequirement/{*}Description"),
        ):
            assert texts(path) == seen.said(number, tag) != []
        project = "{*}ProcurementProject/{*}"
        titles = [texts(f"{project}Name")[0], *(item[f"description{end}"] for item in tender["items"])]
        assert titles == seen.said("BT-21", tag) == texts(f"{project}Name") and titles[0] == tender[f"title{end}"]
        assert texts(f"{project}Description") == seen.said("BT-24", tag)
        assert all(title.endswith("(fr)") == bool(end) for title in titles)
    points = [node.text for node in root.iterfind(".//{*}ParameterNumeric")]
    assert points == seen.said("BT-541", None)
    numbers = [n["number"] for lot in tender["lots"] for c in lot["awardCriteria"]["criteria"] for n in c["numbers"]]
    assert [Decimal(one) for one in points] == numbers and sum(numbers) == 200
    listed = {(one["id"], one["language"]) for one in tender["documents"]}
    assert listed == {("tender", "nl"), ("contract", "nl"), ("tender-fr", "fr"), ("contract-fr", "fr")}


def test_a_text_in_the_wrong_language_is_found_when_it_is_read_back() -> None:
    made = spoken("high", BOTH)
    root = _root(made)
    one, other = root.find(".//{*}ProcurementProject").findall("{*}Name")
    one.text, other.text = other.text, one.text
    assert notice_differences(etree.tostring(root), made)


def test_what_only_one_language_has_is_missing_and_asked_for() -> None:
    text = in_languages("high", BOTH, 2)
    keys = ("title", "review_body.deadline", "lots.2.title", "lots.1.subject")
    less = re.sub(rf"(?m)^    (?:{'|'.join(map(re.escape, keys))}): .*\n", "", text)
    made = of_file(less)
    assert {gap.key for gap in made.gaps} == {f"translations.fr.{key}" for key in keys}
    for gap in made.gaps:
        assert gap.message.startswith(f"missing {gap.key} (BT-") and "Frans" in gap.question
        assert gap.place.line == less.split("\n").index("  fr:") + 1
    rows = html.document_fromstring(sheet(made, Stamp(False, MOMENT)).decode()).find_class("gap")
    assert rows and all(flat(row.find("dt").text).endswith("(Frans)") for row in rows)
    assert all(any(gap.key in row.text_content() for row in rows) for gap in made.gaps)


def test_the_language_of_the_notice_is_one_of_those_of_the_documents() -> None:
    text = in_languages("high", BOTH)
    root = _root(of_file(text.replace("language: NLD", "language: FRA")))
    assert root.findtext("{*}NoticeLanguageCode") == "FRA"
    assert [node.text for node in root.iterfind("{*}AdditionalNoticeLanguage/{*}ID")] == ["NLD"]
    (gap,) = of_file(text.replace("language: NLD", "language: DEU")).gaps
    assert gap.message == "the notice is to be in DEU, and the documents are in NLD, FRA"


def test_a_language_of_the_economic_area_is_for_the_sheet_and_the_release_alone() -> None:
    alone = spoken("low", ("nb",))
    (gap,) = alone.gaps
    assert gap.is_of_eforms and "in none of them" in gap.message and "[nb, en]" in gap.question
    assert json.loads(ocds(alone)[0] or b"")["releases"][0]["language"] == "nb"
    both = spoken("low", ("nb", "en"))
    root = _root(both)
    assert {node.get("languageID") for node in root.iter(etree.Element)} == {None, "ENG"}
    assert [node.text for node in root.iterfind(".//{*}Language/{*}ID")] == ["NOR", "ENG"]
    assert root.findtext("{*}ProcurementProject/{*}Name") == "Laptops and docking stations (en)"
    assert _Sheet(both).said("BT-21", "nb") == ["Laptops and docking stations"] * 2
