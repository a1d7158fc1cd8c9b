"""Reports on files as packages: what is missing, damaged, or named otherwise than usual."""

import io
import zipfile

from tests.campaign import report
from tests.campaign.templates import DOCX, DOCXTPL, said, shows_all
from tests.market.forms import HIGH, filled, questionnaire, ticks
from tests.packages import parts_of, zipped
from tests.test_places_of_tags import BODY, OURS, tender

RELS = "word/_rels/document.xml.rels"


def related(kind: str, target: str, mode: str = "") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId902" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    return zipped({**OURS, RELS: OURS[RELS].replace(b"</Relationships>", link.encode())})


@report(f"{DOCX}#797, #678", "a relationship to a part NULL stops the reader", "refused by its name")
def _() -> None:
    assert "it refers to the part 'word/NULL', which is not in it" in said(related("image", "NULL"))


@report(f"{DOCX}#1351", "a link to a place in the document is taken for a part", "built")
def _() -> None:
    shows_all(tender(related("hyperlink", "#_top")))


@report(
    f"{DOCXTPL}#558 (LibreOffice)",
    "properties are written twice, and LibreOffice calls the file broken",
    "built: every part once",
)
def _() -> None:
    odd = OURS["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
    )
    read = tender(zipped({**OURS, "_rels/.rels": odd}))
    names = [n.casefold() for n in zipfile.ZipFile(io.BytesIO(read.content)).namelist()]
    assert len(names) == len(set(names))


@report(
    f"{DOCX}#229, {DOCXTPL}#97",
    "the main part is a theme, and the message names a type nobody knows",
    "refused in words",
)
def _() -> None:
    types = OURS["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.openxmlformats-officedocument.themeManager+xml",
    )
    assert "not a Word document: its main part" in said(zipped({**OURS, "[Content_Types].xml": types}))


@report(
    f"{DOCX}#1513, dotnet/Open-XML-SDK#1128, langgenius/dify#33131",
    "names in the archive have backslashes",
    "built, as Word reads it",
)
def _() -> None:
    shows_all(tender(zipped({n.replace("/", "\\"): d for n, d in OURS.items()})))


@report("ngs-doo/TemplaterExamples#10 (WPS)", "the list of content types is missing", "refused in words")
def _() -> None:
    assert "this is a zip archive, not a Word document" in said(zipped({n: d for n, d in OURS.items() if n[0] != "["}))


@report(
    "toxicphreAK/python-docx-ng#65", "a document with a password is called a broken archive", "refused by what it is"
)
def _() -> None:
    assert "password" in said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0" + b"\0" * 900)


@report(f"{DOCX}#671", "a .doc under another name is called a broken archive", "refused by what it is")
def _() -> None:
    assert "an old Office file (.doc" in said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0" + b"\0" * 900)


@report(f"{DOCX}#1152", "one damaged part (checksum) ends in an exception", "refused in words")
def _() -> None:
    content = bytearray(zipped(OURS, method=zipfile.ZIP_STORED))
    at = content.index(b"w:body")
    content[at + 40] ^= 1
    assert "not a sound .docx file" in said(bytes(content)) and "word/document.xml" in said(bytes(content))


@report(f"{DOCX}#1398", "an empty file ends in an exception", "refused in words")
def _() -> None:
    assert "empty" in said(b"")


@report(
    "plutext/docx4j#86, mwilliamson/mammoth.js#71",
    "text in a chunk of another format is dropped",
    "refused by its name",
)
def _() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId903" Type="{kind}" Target="chunk.html"/></Relationships>'
    body = BODY.replace("<w:sectPr", f'<w:altChunk xmlns:r="{r}" r:id="rId903"/><w:sectPr', 1)
    types = OURS["[Content_Types].xml"].replace(
        b"</Types>", b'<Default Extension="html" ContentType="text/html"/></Types>'
    )
    content = zipped(
        {
            **OURS,
            "word/document.xml": body.encode(),
            RELS: OURS[RELS].replace(b"</Relationships>", link.encode()),
            "[Content_Types].xml": types,
            "word/chunk.html": b"<p>Text</p>",
        }
    )
    assert "tender.docx:1:1: it has " in said(content) and "chunk.html" in said(content)


def form_read(change) -> set[str]:
    from ddtender.market.read_form import read_form

    answers, findings = read_form("form.docx", change(filled(ticks(HIGH))), questionnaire())
    assert answers is not None, findings
    return {f"{g}.{o}" for g, options in answers.ticked.items() for o in options}


@report("genspark-ai/genoffice#422", "a ticked box says TRUE or on, and is read as empty", "read as ticked")
def _() -> None:
    for state in ("TRUE", "true", "on"):

        def change(content: bytes, state: str = state) -> bytes:
            parts = parts_of(content)
            parts["word/document.xml"] = parts["word/document.xml"].replace(
                b'w14:checked w14:val="1"', f'w14:checked w14:val="{state}"'.encode()
            )
            return zipped(parts)

        assert form_read(change) == ticks(HIGH, None)


@report("ONLYOFFICE/DocumentServer#1443", "a store's content type is lost, and the file is invalid", "read")
def _() -> None:
    def change(content: bytes) -> bytes:
        return zipped({**parts_of(content), "customXml/itemProps2.xml": b'<x xmlns="urn:x"/>'})

    assert form_read(change) == ticks(HIGH, None)
