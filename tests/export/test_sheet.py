"""What an officer copies from the sheet is what the tender says, in the order of the form; so is what is missing."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from ddtender.desk.documents.exporting import expiry
from ddtender.desk.library.checking import about_notices
from ddtender.desk.prepare import Request, prepare
from ddtender.export import sheet_rows
from ddtender.export.fields import fields, sdk
from ddtender.export.notice import Notice, notice_of
from ddtender.export.sheet import sheet
from ddtender.library.eu import codes, cpv_name, named
from ddtender.resolve import resolve
from ddtender.stamp import Stamp
from ddtender.words import language
from ddtender.words.pseudo import pseudo
from tests.documents import LAPTOPS, MOMENT, flat, sources, word
from tests.examples import some
from tests.export.sample import COMPLETE, composed, notice, with_line, without
from tests.words.typed import bare

#: The fields that a sheet can show: those that its module names.
_ROWS = Path(sheet_rows.__file__).read_text(encoding="utf-8")
SHOWN = {
    id_
    for id_, one in fields().items()
    if f'"{id_}"' in _ROWS
    or (id_.endswith(("-Procedure", "-Lot")) and f'f"{one.number}-{{level}}"' in _ROWS)
    or (id_ == f"{one.number}-Organization-Company" and f'"{one.number}"' in _ROWS)
}
DRAFT, FINAL = Stamp(False, MOMENT), Stamp(True, MOMENT)


@cache
def of_scenario(scenario: str) -> Notice:
    """The notice of a scenario without a procedure, in which every fact is a gap."""
    resolved = prepare(sources().files, Request(scenario)).resolved
    assert resolved is not None
    return notice_of(resolved)


class Read:
    """A sheet as a browser reads it: nothing is taken from ddtender's own template."""

    def __init__(self, content: bytes) -> None:
        self.root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
        self.rows = [
            (
                row.find("dt/span").text,
                flat(row.find("dt").text),
                next((one.text_content() for one in row.find_class("value")), None),
                "gap" in row.get("class"),
                flat(row.text_content()),
            )
            for row in self.root.find_class("row")
        ]

    def values(self, number: str) -> list[str]:
        return [value for own, _, value, _, _ in self.rows if own == number and value is not None]

    def gaps(self) -> list[tuple[str, str]]:
        return [(number, told) for number, _, _, is_gap, told in self.rows if is_gap]


@cache
def read(text: str = COMPLETE, final: bool = False) -> Read:
    return Read(sheet(notice(text), FINAL if final else DRAFT))


def test_the_fields_stand_in_the_order_of_the_form_under_its_names() -> None:
    order = {field.id: n for n, field in enumerate(fields().values())}
    names: dict[str, set[str]] = {}
    for one in fields().values():
        names.setdefault(one.number, set()).add(flat(one.name))
    for group in read().root.find_class("fields")[:-1]:
        numbers = [span.text for span in group.find_class("number")]
        places = [[n for id_, n in order.items() if fields()[id_].number == number] for number in numbers]
        reached = 0
        for number, possible in zip(numbers, places, strict=True):
            later = [n for n in possible if n >= reached]
            assert later, (number, numbers)
            reached = min(later) if number != numbers[0] else 0
    for number, name, *_ in read().rows[: -len(notice().lots[0].selection)]:
        assert name in names[number]


def test_points_titles_and_numbers_are_those_of_the_tender() -> None:
    text = LAPTOPS.read_text(encoding="utf-8")
    seen, tender = read(text), word("laptops", "tender")
    told = [[flat(cell) for cell in row] for row in tender.rows_below("Overview")] or [
        [flat(cell) for cell in row] for row in tender.rows_below("Provisions")
    ]
    weights = dict(zip(seen.values("BT-734"), seen.values("BT-541"), strict=True))
    assert sum(map(int, weights.values())) == 100 and len(weights) == 4
    for row in told:
        points = re.match(r"Up to (\S+) points?", row[-1]) if row else None
        if points:
            (name,) = [one for one in weights if row[1] in one or one == row[0]]
            assert weights[name] == points[1]
    printed = flat(tender.text)
    for said in (*seen.values("BT-750"), *seen.values("BT-540")):
        lines = [re.sub(r"^(?:\(\w+\)|–|Proof:) ", "", one) for one in said.split("\n")[1:]]
        assert [one for one in lines if flat(one.partition(": ")[0])[:60] not in printed] == []


def test_the_contract_is_given_by_its_titles_where_it_is_longer_than_the_field() -> None:
    (told,) = read().values("BT-70")
    clauses = notice().lots[0].performance
    assert sum(len(one.whole) for one in clauses) > 6000 >= len(told)
    assert told.split("\n") == [*(one.brief for one in clauses), "In full in the draft Contract, under these numbers."]


def test_a_contract_that_fits_is_given_in_full() -> None:
    (lot,) = of_scenario("low").lots
    assert lot.performance_text == "\n\n".join(one.whole for one in lot.performance)
    assert len(lot.performance) > 1 and len(lot.performance_text) <= 6000


def test_characters_are_counted_against_the_limit() -> None:
    counted = [flat(one.text) for one in read().root.find_class("count")]
    assert "28 of 400" in counted and f"{len(notice().lots[0].specifications_text):,} of 10,000" in counted


def test_what_is_missing_stands_in_its_field_with_question_and_key() -> None:
    seen = read(without("notice.cpv.main"))
    assert [number for number, _ in seen.gaps()] == ["BT-262", "BT-262"]
    assert all(
        "Which code of the Common Procurement Vocabulary" in told and "notice.cpv.main" in told
        for _, told in seen.gaps()
    )
    assert "1 fact is missing." in seen.root.find_class("verdict")[0].text


def test_every_gap_of_a_bare_file_is_on_the_sheet() -> None:
    bare_file = LAPTOPS.read_text(encoding="utf-8")
    told = " ".join(told for _, told in read(bare_file).gaps())
    assert len(notice(bare_file).gaps) > 35
    assert [gap.key for gap in notice(bare_file).gaps if gap.key not in told] == []


def test_human_rights_are_the_objective_and_the_espd_has_its_requirements() -> None:
    assert read().values("BT-06") == ["Fulfilment of social objectives"]
    assert read().values("BT-775") == ["Human rights due diligence in global supply chains"]
    assert read().values("BT-805") == []
    espd = [row for row in read().rows if row[1] == "Requirement"]
    assert [value for _, _, value, _, _ in espd] == read().values("BT-750") and len(espd) == 2


@pytest.mark.parametrize("tag", ["nl", "fr", "de", "nb"])
def test_fields_and_codes_have_names_in_the_language_of_the_officer(tag: str) -> None:
    english, own = (language(one) for one in ("en", tag))
    keys = [key for key in english.keys("export") if key.startswith("export.fields.")]
    assert {f"export.fields.{name}" for name in map(_key, SHOWN)} == {*keys}
    assert all(own.say(key) for key in keys) and sum(own.say(key) != english.say(key) for key in keys) > 60
    listed = ("procedure", "nature", "legal_type", "activity", "framework", "permission", "objective", "language")
    apart = [code for one in listed for code, name in codes(one).items() if named(one, tag)[code] != name]
    assert len(apart) > 60 and named("objective", tag)["hum-right"] != codes("objective")["hum-right"]
    assert named("nature", "xx") == codes("nature")


def _key(id_: str) -> str:
    number = fields()[id_].number.lower().replace("-", "_")
    return number if number != "opt_301" else f"opt_301_{id_.rpartition('-')[2].lower()}"


def test_names_of_fields_in_english_are_those_of_the_form() -> None:
    assert {_key(id_): fields()[id_].name for id_ in SHOWN} == {
        key: language().say(f"export.fields.{key}") for key in map(_key, SHOWN)
    }


def test_what_is_bought_has_its_name_beside_the_code() -> None:
    (main, *_) = read().root.find_class("about")
    assert main.text == "Portable computers" and cpv_name("30213100", "nl-BE") == "Draagbare computers"
    assert cpv_name("30213100", "nb") == cpv_name("03000000", "en") == ""


def test_a_draft_is_marked_and_a_final_sheet_is_not() -> None:
    assert "DRAFT" in read().root.find("body/header").text_content()
    assert "DRAFT" not in read(COMPLETE, final=True).root.text_content()


def test_the_same_values_give_the_same_bytes() -> None:
    assert sheet(notice(), DRAFT) == sheet(notice_of(notice().resolved), DRAFT)


def test_the_page_allows_nothing_but_its_own_style_and_script() -> None:
    policy = read().root.xpath("//meta[@http-equiv]/@content")[0]
    own = r"style-src 'sha256-\S+'; script-src 'sha256-\S+'"
    assert re.fullmatch(rf"default-src 'none'; {own}; base-uri 'none'; form-action 'none'", policy)
    assert len(read().root.xpath("//script")) == 1 and not read().root.xpath("//@src | //link | //img")
    assert all(button.get("hidden") is not None for button in read().root.iter("button"))  # shown by the script alone


NOT_WRITTEN = ["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]
HOSTILE = st.text(st.characters(codec="utf-8", exclude_categories=NOT_WRITTEN), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(HOSTILE)
def test_any_title_is_shown_as_it_is_or_refused(title: str) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    text = with_line("title", quoted)
    prepared = composed(text)
    if prepared.resolved is None:
        assert prepared.diagnostics
        return
    seen = Read(sheet(notice_of(prepared.resolved), DRAFT))
    assert [flat(one) for one in seen.values("BT-21")] == [flat(title)] * 2
    assert len(seen.root.xpath("//script")) == 1


@pytest.mark.parametrize("scenario", some(("low", "medium", "high", "high-plus"), 2))
def test_texts_of_every_scenario_are_within_their_fields(scenario: str) -> None:
    made = of_scenario(scenario)
    (lot,) = made.lots
    limit = {field.id: field.limit for field in fields().values()}
    assert all(len(one.whole) <= limit["BT-750-Lot"] for one in lot.selection)
    assert all(len(one.name) <= limit["BT-734-Lot"] for one in lot.award)
    assert all(len(one.description) <= limit["BT-540-Lot"] for one in lot.award)
    assert len(lot.performance_text) <= limit["BT-70-Lot"] and len(lot.objective_text) <= limit["BT-777-Lot"]
    points = {f"award.points.{one.id}" for one in lot.award[:-2]}
    assert {gap.key for gap in made.gaps} >= {"award.price", *points}


def test_all_that_the_sheet_says_itself_comes_from_the_files_of_phrases() -> None:
    prepared = composed()
    assert prepared.resolved is not None
    words = pseudo(language())
    resolved = resolve(prepared.resolved.draft, prepared.library, words)
    seen = html.document_fromstring(sheet(notice_of(resolved), DRAFT).decode())
    header = [one for part in ("header", "footer") for one in seen.find(f"body/{part}").itertext()]
    typed = [bare(one) for one in (*header, *(one.text for one in seen.iter("h2", "h3", "button")))]
    known = re.compile(r"Laptops and docking stations|UTC")
    assert [one for one in typed if re.search(r"[^\W\d_]", known.sub("", one))] == []


@pytest.mark.parametrize(
    ("expires", "today", "told"),
    [
        (None, date(2027, 4, 15), ""),
        (None, date(2027, 4, 16), "until 2027-07-15, and for longer only if"),
        (None, date(2027, 9, 1), "until 2027-07-15, and for longer only if"),
        (date(2027, 12, 31), date(2027, 1, 1), ""),
        (date(2027, 3, 1), date(2027, 1, 1), "are taken until 2027-03-01"),
        (date(2027, 3, 1), date(2027, 3, 2), "have not been taken since 2027-03-01"),
    ],
)
def test_the_end_of_a_version_of_the_sdk_is_told_when_it_nears(expires: date | None, today: date, told: str) -> None:
    found = expiry(replace(sdk(), expires=expires), "p.yaml", today)
    assert [told in one.message for one in found] == ([True] if told else [])
    assert all((one.severity.value == "error") == ("not been" in told) for one in found)


def test_check_tells_it_of_a_procedure_that_has_a_notice_and_of_nothing_else() -> None:
    near, files = date(2027, 7, 1), {"scenarios/procedures/a.yaml": b"title: A\n"}
    assert about_notices(files, near) == []
    files |= {"scenarios/procedures/b.yaml": b"title: B\nnotice:\n  gpa: true\n", "notes.yaml": b"notice: x\n"}
    (found,) = about_notices(files, near)
    assert found.location.path == "scenarios/procedures/b.yaml" and "2027-07-15" in found.message
    assert about_notices(files, date(2027, 1, 1)) == []
