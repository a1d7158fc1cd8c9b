"""What a template brings along comes into every document, so a closed list says what may; what a reviewed copy brings
along beside that is told."""

from collections.abc import Mapping
from functools import partial

import pytest

from ddtender.library.codes import UNSAFE_TEMPLATE
from ddtender.library.templates import read_template
from ddtender.render.paper import Paper
from ddtender.render.private import public_parts
from ddtender.words import language
from tests.packages import parts_of, zipped
from tests.returned.test_shown import all_listed, editor, entries_of
from tests.test_places_of_tags import OURS
from tests.tools import ROOT

BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE, MS = "http://schemas.openxmlformats.org/package/2006/relationships/", "http://schemas.microsoft.com/office/"
OF_PACKAGE, OF_TEXT, OF_HEADER = "_rels/.rels", "word/_rels/document.xml.rels", "word/_rels/header1.xml.rels"
OF_FONTS = "word/_rels/fontTable.xml.rels"
CHART = "word/charts/_rels/chart1.xml.rels"
WORD, DRAWING = (f"application/vnd.openxmlformats-officedocument.{n}." for n in ("wordprocessingml", "drawingml"))
W_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOTHING = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
FRAMES = f"<w:webSettings {W_NS}><w:frameset><w:frame><w:name w:val='a'/></w:frame></w:frameset></w:webSettings>"


def bring(
    parts: Mapping[str, bytes], relationships: str, type_: str, content: str, part: str, data: str = "<x/>"
) -> dict[str, bytes]:
    """A package with one part more, and a relationship to it; ``part`` alone is outside of it."""
    mode = ' TargetMode="External"' if "//" in part else ""
    more = f'<Relationship Id="evil" Type="{type_}" Target="{part if mode else f"/{part}"}"{mode}/></Relationships>'
    there = parts.get(relationships, NOTHING.replace(b"/>", b"></Relationships>"))
    made = {**parts, relationships: there.replace(b"</Relationships>", more.encode())}
    if not mode:
        extra = f'<Override PartName="/{part}" ContentType="{content}"/></Types>'
        made["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", extra.encode())
        made[part] = data.encode()
    return made


XML = "application/xml"
#: By a name: where the relationship stands, its type, the content of the part, its name, what is said of it.
HOSTILE = {
    "an add-in": (OF_PACKAGE, f"{MS}2011/relationships/webextensiontaskpanes",
                  "application/vnd.ms-office.webextensiontaskpanes+xml", "word/w/taskpanes.xml", "an add-in"),
    "an add-in's page": (OF_TEXT, f"{MS}2011/relationships/webextension",
                         "application/vnd.ms-office.webextension+xml", "word/webextensions/w.xml", "an add-in"),
    "a ribbon": (OF_PACKAGE, f"{MS}2006/relationships/ui/extensibility", XML, "customUI/customUI.xml", "a ribbon"),
    "a ribbon of 2010": (OF_PACKAGE, f"{MS}2007/relationships/ui/extensibility", XML, "customUI/c.xml", "a ribbon"),
    "a bar of buttons": (OF_PACKAGE, f"{MS}2006/relationships/ui/userCustomization", XML, "u/c.xml", "a ribbon"),
    "a control's program": (OF_TEXT, f"{MS}2006/relationships/activeXControlBinary",
                            "application/vnd.ms-office.activeX", "word/activeX/a.bin", "an ActiveX control"),
    "an embedded file": (OF_TEXT, f"{BASE}package", f"{WORD}document", "word/embeddings/a.docx", "an embedded object"),
    "an embedded file of a header": (OF_HEADER, f"{BASE}package", XML, "word/embeddings/a.docx", "an embedded object"),
    "a chart's book with macros": (CHART, f"{BASE}package", "application/vnd.ms-excel.sheet.macroEnabled.12",
                                   "word/embeddings/a.xlsm", "content that is not known"),
    "a film": (OF_TEXT, f"{BASE}video", "video/mp4", "word/media/a.mp4", "a film or a sound"),
    "a type of nobody's": (OF_TEXT, "http://evil.example/relationships/theme", XML, "word/t.xml", "not known"),
    "a type of tomorrow": (OF_HEADER, f"{MS}2031/relationships/wonders", XML, "word/w.xml", "kind that is not known"),
    "a page for a picture": (OF_TEXT, f"{BASE}image", "text/html", "word/media/a.html", "content that is not known"),
    "a program for a picture": (OF_HEADER, f"{BASE}image", "application/x-msdownload", "word/m.png", "not known"),
}  # fmt: skip
OUTSIDE = {
    "a frame": (OF_TEXT, f"{BASE}frame", XML, "https://evil.example/other.docx", "frame"),
    "a link of nobody's": (OF_TEXT, "http://evil.example/hyperlink", XML, "https://evil.example/", "hyperlink"),
    "a picture": (OF_HEADER, f"{BASE}image", XML, "https://evil.example/a.png", "image"),
    "an add-in elsewhere": (OF_PACKAGE, f"{MS}2011/relationships/webextensiontaskpanes", XML, "https://e.example/", ""),
}
#: What Word, LibreOffice and houses' templates have; the second list comes into no document.
HARMLESS = {
    "a theme": (OF_TEXT, f"{BASE}theme", "application/vnd.openxmlformats-officedocument.theme+xml", "word/th.xml"),
    "web settings": (OF_TEXT, f"{BASE}webSettings", f"{WORD}.webSettings+xml", "word/webSettings.xml"),
    "effects": (OF_TEXT, f"{MS}2007/relationships/stylesWithEffects",
                "application/vnd.ms-word.stylesWithEffects+xml", "word/stylesWithEffects.xml"),
    "a picture": (OF_TEXT, f"{BASE}image", "image/png", "word/media/logo.png"),
    "a header's picture": (OF_HEADER, f"{BASE}image", "image/svg+xml", "word/media/logo.svg"),
    "an old picture": (OF_HEADER, f"{BASE}image", "image/x-emf", "word/media/logo.emf"),
    "a font": (OF_FONTS, f"{BASE}font",
               "application/vnd.openxmlformats-officedocument.obfuscatedFont", "word/fonts/font1.odttf"),
    "notes": (OF_TEXT, f"{BASE}endnotes", f"{WORD}.endnotes+xml", "word/endnotes.xml"),
    "a chart": (OF_TEXT, f"{BASE}chart", f"{DRAWING}.chart+xml", "word/charts/chart1.xml"),
    "a chart's book": (CHART, f"{BASE}package", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                       "word/embeddings/a.xlsx"),
    "a chart's colours": (CHART, f"{MS}2011/relationships/chartColorStyle",
                          "application/vnd.ms-office.chartcolorstyle+xml", "word/charts/colors1.xml"),
    "a diagram": (OF_TEXT, f"{MS}2007/relationships/diagramDrawing",
                  "application/vnd.ms-office.drawingml.diagramDrawing+xml", "word/diagrams/drawing1.xml"),
    "a label": (OF_PACKAGE, f"{MS}2020/02/relationships/classificationlabels",
                "application/vnd.ms-office.classificationlabels+xml", "docMetadata/LabelInfo.xml"),
}  # fmt: skip
FONTS = (OF_TEXT, f"{BASE}fontTable", f"{WORD}.fontTable+xml", "word/fontTable.xml")
DROPPED = {
    "a store": (OF_TEXT, f"{BASE}customXml", XML, "customXml/item7.xml"),
    "building blocks": (OF_TEXT, f"{BASE}glossaryDocument", f"{WORD}.document.glossary+xml", "word/glossary/d.xml"),
    "a picture of the first page": (OF_PACKAGE, f"{PACKAGE}metadata/thumbnail", "image/jpeg", "docProps/t.jpeg"),
    "keys": (OF_TEXT, f"{MS}2006/relationships/keyMapCustomizations",
             "application/vnd.ms-word.keyMapCustomizations+xml", "word/customizations.xml"),
    "persons": (OF_TEXT, f"{MS}2011/relationships/people", f"{WORD}.people+xml", "word/people.xml"),
    "what Word found": (OF_TEXT, f"{MS}2020/10/relationships/intelligence",
                        "application/vnd.ms-office.intelligence2+xml", "word/intelligence2.xml"),
    "tasks": (OF_TEXT, f"{MS}2019/05/relationships/documenttasks",
              "application/vnd.ms-office.documenttasks+xml", "word/documenttasks/documenttasks1.xml"),
    "a signature": (OF_PACKAGE, f"{PACKAGE}digital-signature/origin",
                    "application/vnd.openxmlformats-package.digital-signature-origin", "_xmlsignatures/origin.sigs"),
}  # fmt: skip


def refused(parts: Mapping[str, bytes]) -> list[str]:
    found = read_template("templates/tender.docx", "tender", zipped(parts))[1]
    assert {d.code for d in found} <= {UNSAFE_TEMPLATE}
    return [d.message for d in found]


@pytest.mark.parametrize("kind", [*HOSTILE, *OUTSIDE])
def test_a_template_brings_nothing_that_runs_or_that_nobody_knows(kind: str) -> None:
    *one, wanted = {**OUTSIDE, **HOSTILE}[kind]
    said = refused(bring(OURS, *one))
    assert any(wanted in message for message in said), said


@pytest.mark.parametrize("kind", [*HARMLESS, *DROPPED])
def test_a_template_may_have_what_word_and_libreoffice_write(kind: str) -> None:
    owner = {CHART: HARMLESS["a chart"], OF_FONTS: FONTS}.get({**HARMLESS, **DROPPED}[kind][0])
    made = bring(bring(OURS, *owner) if owner else OURS, *{**HARMLESS, **DROPPED}[kind])
    assert refused(made) == []
    relationships, type_ = {**HARMLESS, **DROPPED}[kind][:2]
    assert (type_.encode() in public_parts(made)[relationships]) is (kind in HARMLESS)


def test_what_is_left_out_of_a_market_document_is_not_in_the_file_at_all() -> None:
    template = parts_of((ROOT / "templates/market.docx").read_bytes())
    made = template
    for number, one in enumerate(DROPPED.values()):
        made = bring(made, *one)
        made[one[0]] = made[one[0]].replace(b'"evil"', f'"more{number}"'.encode())
    paper = Paper(zipped({**made, "word/stray.xml": b"<x/>"}), language())
    assert paper.parts.keys() == template.keys()
    assert b"evil" not in b"".join(paper.parts.values()) and not refused(paper.parts)
    types = paper.parts["[Content_Types].xml"]
    assert [one[3] for one in DROPPED.values() if one[3].encode() in types] == []


@pytest.mark.parametrize("part", ["word/webSettings.xml", "word/web.bin"])
def test_a_page_of_frames_is_no_template_whatever_its_part_is_called(part: str) -> None:
    frames = bring(OURS, OF_TEXT, f"{BASE}webSettings", f"{WORD}.webSettings+xml", part, FRAMES)
    assert refused(frames) == ["it has a page of frames, which shows other documents"]


#: Told by what is in them, whatever they are called.
BY_CONTENT = (
    "a chart's book with macros",
    "an embedded file",
    "an embedded file of a header",
    "a page for a picture",
    "a program for a picture",
)
SHOWN = ("a picture", "a header's picture", "an old picture", "a font", "a chart's book")


@pytest.mark.parametrize("kind", [*HOSTILE, *OUTSIDE])
def test_what_a_reviewed_copy_brings_along_is_told(kind: str) -> None:
    *one, wanted = {**OUTSIDE, **HOSTILE}[kind]
    reviewed = editor()
    reviewed.parts = bring(reviewed.parts, *one)
    said = [entry.said for entry in all_listed(reviewed.bytes())]
    assert any((wanted in words and "the document" in words) or kind in BY_CONTENT for words in said), said


def test_of_what_programs_write_beside_a_reviewers_words_only_shown_files_are_told() -> None:
    reviewed = editor()
    for number, (relationships, type_, content, part) in enumerate([*HARMLESS.values(), *DROPPED.values()]):
        made = bring(reviewed.parts, relationships, type_, content, part, f"<x n='{number}'/>")
        made[relationships] = made[relationships].replace(b'"evil"', f'"more{number}"'.encode())
        reviewed.parts = made
    assert len(entries_of(reviewed.bytes())) == len(SHOWN)


@pytest.mark.parametrize("told", [True, False])
def test_frames_in_a_reviewed_copy_are_told_and_plain_web_settings_are_not(told: bool) -> None:
    reviewed = editor()
    data = FRAMES if told else f"<w:webSettings {W_NS}><w:optimizeForBrowser/></w:webSettings>"
    add = partial(bring, type_=f"{BASE}webSettings", content=f"{WORD}.webSettings+xml", part="word/webSettings.xml")
    reviewed.parts = add(reviewed.parts, OF_TEXT, data=data)
    found = [entry.said for entry in entries_of(reviewed.bytes())]
    assert found == (["the document is a page of frames, which shows other files"] if told else [])


def test_a_reviewer_whose_word_looks_for_its_template_is_not_told() -> None:
    reviewed = editor()
    settings = "word/_rels/settings.xml.rels"
    reviewed.parts = bring(reviewed.parts, settings, f"{BASE}attachedTemplate", XML, "file:///C:/Anna/Normal.dotm")
    assert entries_of(reviewed.bytes()) == []
