"""Whoever leaves out a fact that the notice needs is asked for it, at its place, with the number of its field."""

import pytest

from ddtender.diagnostics import Location
from ddtender.export.facts import NoticeFacts
from ddtender.export.names import fact_labels
from ddtender.words import language
from tests.export.sample import COMPLETE, PATH, composed, notice, with_line, without

#: The facts that the official rules want of a notice of an open procedure, with the number of the field of each.
NEEDED = {
    "title": "BT-21",
    "subject": "BT-24",
    "notice.accelerated": "BT-106",
    "notice.nature": "BT-23",
    "notice.cpv.main": "BT-262",
    "notice.place.country": "BT-5141",
    "notice.place.nuts": "BT-5071",
    "notice.dispatch": "BT-05",
    "notice.deadline": "BT-131",
    "notice.tender_validity_months": "BT-98",
    "notice.language": "BT-702",
    "notice.tender_languages": "BT-97",
    "notice.documents_url": "BT-15",
    "notice.submission_url": "BT-18",
    "notice.submission": "BT-17",
    "notice.eu_funds": "BT-60",
    "notice.gpa": "BT-115",
    "notice.framework": "BT-765",
    "notice.dps": "BT-766",
    "notice.auction": "BT-767",
    "notice.einvoicing": "BT-743",
    "notice.ecatalogue": "BT-764",
    "notice.electronic_ordering": "BT-92",
    "notice.electronic_payment": "BT-93",
    "notice.reserved_participation": "BT-71",
    "notice.reserved_execution": "BT-736",
    "notice.exclusion_grounds_source": "BT-806",
    "authority.name": "BT-500",
    "authority.registration": "BT-501",
    "authority.city": "BT-513",
    "authority.post_code": "BT-512",
    "authority.country": "BT-514",
    "authority.nuts": "BT-507",
    "authority.phone": "BT-503",
    "authority.email": "BT-506",
    "authority.legal_type": "BT-11",
    "authority.activity": "BT-10",
    "review_body.name": "BT-500",
    "review_body.registration": "BT-501",
    "review_body.city": "BT-513",
    "review_body.post_code": "BT-512",
    "review_body.country": "BT-514",
    "review_body.nuts": "BT-507",
    # Not wanted by the rules, but the identifiers are made from it.
    "reference": "BT-22",
}


def test_a_complete_file_has_no_gap() -> None:
    assert notice().gaps == ()


@pytest.mark.parametrize("key", NEEDED)
def test_each_fact_left_out_is_a_gap_with_its_number_and_its_place(key: str) -> None:
    text = without(key)
    assert text != COMPLETE
    (gap,) = notice(text).gaps
    number, finding = NEEDED[key], gap.finding()
    assert gap.key == key and finding.message.startswith(f"missing {key} ({number} ") and finding.hint == gap.question
    group = ".".join(key.split(".")[:-1])
    where = next(
        (n for n, line in enumerate(text.split("\n"), 1) if line.strip().startswith(f"{group.rpartition('.')[2]}:")), 1
    )
    assert gap.place.path == PATH and gap.place.line == (where if group else 1)


def test_all_gaps_are_told_at_once() -> None:
    text = COMPLETE.replace("procedure_type: open\n", "")
    text = text[: text.index("notice:\n")]
    assert {gap.key for gap in notice(text).gaps} >= {
        key for key in NEEDED if key.startswith(("notice.", "review_body."))
    }
    assert "notice.procedure" in {gap.key for gap in notice(text).gaps}


def test_nothing_legal_has_a_default() -> None:
    facts = NoticeFacts(file=Location("p.yaml"))
    empty = (None, (), facts.authority, facts.review_body, facts.file)
    assert all(getattr(facts, name) in empty for name in NoticeFacts.__struct_fields__)
    assert all(getattr(facts.authority, name) is None for name in facts.authority.__struct_fields__)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("notice.cpv", '{main: "30213101"}', "'30213101' is no code of the Common Procurement Vocabulary"),
        ("notice.cpv", '{main: "30213100", additional: ["30213100"]}', "is the main code already"),
        ("notice.cpv", '{main: "302131"}', "is not a CPV code of eight digits"),
        ("notice.place", "{country: BEL, nuts: BE999}", "'BE999' is no region of NUTS"),
        ("notice.place", "{country: BEX, nuts: BE100}", "'BEX' is no country"),
        ("notice.deadline", "2027-01-25T12:00:00", "write day, time and zone"),
        ("notice.deadline", "2027-02-30T12:00:00+01:00", "there is no such day or time"),
        ("notice.deadline", "2026-12-04T12:00:00+01:00", "is not after the day of notice.dispatch"),
        ("notice.opening", "2027-01-25T11:00:00+01:00", "is before notice.deadline"),
        ("notice.estimated_value", "{amount: -1, currency: EUR}", "0 or more"),
        ("notice.estimated_value", "{amount: 1.1255, currency: EUR}", "two decimals at most"),
        ("notice.estimated_value", "{amount: 1, currency: euro}", "is not a currency"),
        ("notice.estimated_value", "{amount: 1}", "give the currency as well"),
        ("notice.language", "en", "is not a language in three capitals"),
        ("notice.tender_languages", "[ENG, ZHO]", "'ZHO' is no official language"),
        ("notice.gpa", "maybe", "must be true or false"),
        ("notice.documents_url", "procurement.city.example", "is not an address"),
        ("authority.phone", "+3225550100", "put it in quotes"),
        ("authority.phone", "call us", "is not a number"),
        ("authority.email", "city.example", "is not an address"),
        ("authority.legal_type", "city", "must be"),
        ("notice.framework", "fa-w-rc\nframework: {kind: none}", "notice.framework is 'fa-w-rc'"),
        ("notice.procedure", "restricted", "notice.procedure is 'restricted'"),
        ("notice.dispatch", "2026-12-05T09:00:00+01:00\ndates: {notice_sent: 2026-12-04}", "name the same day"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(key: str, value: str, said: str) -> None:
    text = COMPLETE
    if key == "notice.procedure":
        text = text.replace("notice:\n", "notice:\n  procedure: open\n")
    if "\ndates:" in value:
        text = without("dates", text)
    first, *others = value.split("\n")
    text = with_line(key, first, text) + "".join(f"{line}\n" for line in others)
    prepared = composed(text)
    line = next(n for n, one in enumerate(text.split("\n"), 1) if one.endswith(f": {first}"))
    told = [f for f in prepared.diagnostics if said in f"{f.message} {f.hint}"]
    assert prepared.resolved is None and told and told[0].location[:2] == (PATH, line), prepared.diagnostics


@pytest.mark.parametrize("kind", ["restricted", "negotiated", "dialogue", "innovation", "without-notice"])
def test_another_procedure_is_no_notice_of_ours_and_says_so(kind: str) -> None:
    gaps = notice(COMPLETE.replace("procedure_type: open", f"procedure_type: {kind}")).gaps
    assert any(
        "BT-105" in gap.field and ("not written yet" in gap.message or "no contract notice" in gap.message)
        for gap in gaps
    )


def test_a_notice_in_another_language_than_the_documents_is_refused() -> None:
    (gap,) = notice(with_line("notice.language", "NLD")).gaps
    assert gap.message == "the notice is to be in NLD, and the documents are in ENG"


def test_a_fact_longer_than_its_field_is_told_with_both_numbers() -> None:
    (gap,) = notice(with_line("title", "x" * 401)).gaps
    assert gap.message == "title has 401 characters, and BT-21 (Title) takes 400"


def test_urgency_needs_its_reason_in_the_notice() -> None:
    assert [gap.key for gap in notice(with_line("notice.accelerated", "true")).gaps] == ["shortened.reason"]
    reason = with_line("notice.accelerated", "true") + "shortened: {by: urgency, reason: The old ones burnt.}\n"
    assert notice(reason).gaps == () and notice(reason).facts.accelerated_because == "The old ones burnt."


@pytest.mark.parametrize("tag", ["en", "fr"])
def test_a_corrigendum_can_name_every_fact_of_a_notice(tag: str) -> None:
    labels, facts = fact_labels(language(tag)), notice().facts.source
    assert facts is not None
    of_notice = [key for key in facts.facts if key.startswith(("notice.", "review_body."))]
    assert len(of_notice) > 30 and [key for key in of_notice if key not in labels] == []
    assert labels["authority.city"] != labels["review_body.city"]
