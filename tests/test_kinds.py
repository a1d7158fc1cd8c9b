"""A file that is given to the wrong command is named for what it is, with the command that takes it."""

import io
import zipfile

import pytest

from ddtender.contract.reading import read_register
from ddtender.desk.library.adoption import adopted
from ddtender.desk.review.draft_sources import Asked
from ddtender.desk.review.drafts import Finder, Refused
from ddtender.evaluation.reading import read_evaluation
from ddtender.library.risks import read_risks
from ddtender.library.source import decode
from ddtender.market.read_form import read_form
from ddtender.market.risks_sheet import risks_sheet
from ddtender.office.kinds import kind_of
from ddtender.office.package import PackageError
from ddtender.stamp import Stamp
from ddtender.words import language
from tests.documents import LAPTOPS, MOMENT, build, sources
from tests.market.forms import form, questionnaire
from tests.sheets.workbooks import evaluation_of, opened, register_of, saved
from tests.tools import ROOT


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


TEXT = LAPTOPS.read_text(encoding="utf-8")
COMMON = {
    "a PDF file": b"%PDF-1.7\n",
    "an RTF file": b"{\\rtf1 x}",
    "an old Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "an image (PNG)": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "an image (JPEG)": b"\xff\xd8\xff\xe0" + bytes(20),
    "an HTML file": b"<!DOCTYPE html>\n<html></html>",
    "a text in UTF-16": TEXT.encode("utf-16"),
    "a zip archive": zipped(a=b"x"),
    "an OpenDocument text": zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
    "a calendar": b"BEGIN:VCALENDAR\r\n",
}
OURS = {
    "a tender document of ddtender": ("review", lambda: build("laptops").documents["tender.docx"]),
    "a contract document of ddtender": ("review", lambda: build("laptops").documents["contract.docx"]),
    "a supplier questionnaire of ddtender": ("assess", form),
    "a KPI register of ddtender": ("kpis", lambda: register_of("laptops")),
    "an evaluation of ddtender": ("evaluate", lambda: evaluation_of("laptops")),
}
READERS = {
    "build": lambda content: decode("p.yaml", content),
    "kpis": lambda content: read_register(content, "f"),
    "evaluate": lambda content: read_evaluation(content, "f"),
    "assess": lambda content: read_form("f", content, questionnaire()),
}


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("name", COMMON)
def test_a_common_file_is_named(name: str, command: str) -> None:
    value, (finding,) = READERS[command](COMMON[name])
    assert value is None and name in finding.message and finding.hint


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("name", OURS)
def test_one_of_our_own_is_named_with_the_command_that_takes_it(name: str, command: str) -> None:
    takes, make = OURS[name]
    if takes == command:
        return
    value, (finding,) = READERS[command](make())
    assert value is None
    assert name in finding.message and f"`ddtender {takes}`" in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize("command", READERS)
def test_a_risk_worksheet_is_named_where_another_is_asked_for(command: str) -> None:
    value, (finding,) = READERS[command](risk_worksheet())
    assert value is None and "a risk worksheet of ddtender" in finding.message
    assert "supplier" not in finding.hint and "build wrote" not in finding.hint


def risk_worksheet() -> bytes:
    path = "clause_library/risks/ict-hardware.yaml"
    source, _ = decode(path, (ROOT / path).read_bytes())
    assert source is not None
    lists, _ = read_risks(source)
    assert lists is not None
    return risks_sheet(lists, "laptops", MOMENT, language())


NO_DRAFTS = {
    "a risk worksheet of ddtender": risk_worksheet,
    "a supplier questionnaire of ddtender": form,
    "a review page of ddtender": lambda: build("laptops").documents["review.html"],
    "a manifest of ddtender": lambda: b'{"ddtender": "1.0.0", "outputs": {}}',
    "an evaluation of ddtender": lambda: evaluation_of("laptops"),
}


@pytest.mark.parametrize("name", NO_DRAFTS)
def test_what_no_reviewer_has_sent_is_not_asked_for_again(name: str) -> None:
    with pytest.raises(Refused) as refused:
        Finder(ROOT, Asked()).find("f.docx", NO_DRAFTS[name]())
    (finding,) = refused.value.diagnostics
    assert name in finding.message and "Ask the reviewer" not in finding.hint


@pytest.mark.parametrize("name", [*NO_DRAFTS, "a tender document of ddtender", "a contract document of ddtender"])
def test_a_document_that_ddtender_made_is_no_template(name: str) -> None:
    content = NO_DRAFTS[name]() if name in NO_DRAFTS else OURS[name][1]()
    with pytest.raises(PackageError, match=f"this is {name}, not "):
        adopted(sources().files, "f.docx", "tender", content, Stamp(False, MOMENT))


@pytest.mark.parametrize("text", [TEXT, "title: x", "{title: x}", "# only a remark", "PKW: x", "7zip: x"])
def test_a_text_is_a_text(text: str) -> None:
    assert kind_of(text.encode()) is None
    source, findings = decode("p.yaml", text.encode())
    assert source and not findings


def test_a_damaged_archive_is_told() -> None:
    assert kind_of(b"PK\x03\x04 and nothing more").name.startswith("a damaged zip")


def test_what_json_of_ours_is_is_told() -> None:
    for text, said in (
        ('{"recommended_scenario": "low"}', "--scenario-from"),
        ('{"ddtender": 1, "outputs": {}}', "verify"),
    ):
        _, (finding,) = decode("p.yaml", text.encode())
        assert said in finding.hint


def test_a_workbook_is_known_by_its_plan_whatever_its_sheets_are_called() -> None:
    for make, name in ((register_of, "a KPI register of ddtender"), (evaluation_of, "an evaluation of ddtender")):
        book = opened(make("laptops"))
        for n, sheet in enumerate(book):
            sheet.title = f"Blad {n}"
        kind = kind_of(saved(book))
        assert kind is not None and kind.name == name
