"""Documents of two templates: other ids for the same styles and lists, styles that are gone, pictures, sections."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from lxml import etree

from ddtender.office.tracked import accept_all, reject_all
from tests import tools
from tests.documents import W, Word, build
from tests.redline.settled import holds, redlined, settled

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def contract(name: str) -> Word:
    return Word(build(name).documents["contract.docx"])


def changed(read: Word, **parts: bytes) -> bytes:
    return read.edited(**parts)


def other_ids(read: Word) -> bytes:
    """The same document from a template whose styles and lists have other ids."""
    parts = {}
    for name in ("document", "styles", "numbering"):
        text = read.parts[f"word/{name}.xml"].decode()
        text = re.sub(r'((?:styleId|(?:pStyle|tblStyle|basedOn|next|link) w:val)=")(Provision)', r"\1Our\2", text)
        text = re.sub(r'(numId(?: w:val)?=")([1-9])', r"\g<1>4\2", text)
        parts[name] = text.encode()
    return changed(read, **parts)


def test_styles_and_lists_with_other_ids_are_the_same_styles_and_lists() -> None:
    old, new = other_ids(contract("medium")), build("high").documents["contract.docx"]
    assert Word(old).parts["word/styles.xml"] != Word(new).parts["word/styles.xml"]
    content = holds(old, new)
    read = Word(content)
    assert not read.body.findall(f".//{W}pPrChange")
    lists = [Word(side).parts["word/numbering.xml"].count(b"<w:num ") for side in (content, new)]
    assert lists[0] == lists[1]
    holds(new, old)


def test_a_style_that_the_new_template_lacks_comes_along() -> None:
    read = contract("low")
    loud = b'<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:caps/></w:rPr></w:style>'
    styles = read.parts["word/styles.xml"].replace(b"</w:styles>", loud + b"</w:styles>")
    body = read.tree("word/document.xml")
    style = next(e for e in body.iter(W + "pStyle") if e.get(W + "val") == "ProvisionParagraph")
    style.set(W + "val", "Loud")
    old = changed(read, styles=styles, document=etree.tostring(body))
    redline = Word(holds(old, build("low").documents["contract.docx"]))
    assert [p.style for p in settled(redline.content, reject_all).paragraphs].count("Loud") == 1
    assert b'w:styleId="Loud"' in redline.parts["word/styles.xml"]


def png(grey: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes([0, grey]))) + chunk(b"IEND", b"")


def with_logo(name: str, grey: int, tmp_path: Path) -> bytes:
    import docx

    path = tmp_path / f"{name}-{grey}.docx"
    (tmp_path / "logo.png").write_bytes(png(grey))
    path.write_bytes(build(name).documents["contract.docx"])
    document = docx.Document(str(path))
    document.paragraphs[0].add_run().add_picture(str(tmp_path / "logo.png"))
    document.save(str(path))
    return path.read_bytes()


@pytest.mark.usefixtures("needs_validator")
def test_another_picture_is_another_picture(tmp_path: Path) -> None:
    """The old one comes along with the deletion; which of the two is seen depends on what is accepted."""
    old, new = with_logo("low", 10, tmp_path), with_logo("low", 200, tmp_path)
    content = redlined(old, new)
    shown = []
    for settle in (accept_all, reject_all):
        read = settled(content, settle)
        (blip,) = [e for e in read.body.iter() if etree.QName(e).localname == "blip"]
        relations = read.tree("word/_rels/document.xml.rels")
        (target,) = [r.get("Target") for r in relations if r.get("Id") == blip.get(f"{{{R}}}embed")]
        shown.append(read.parts[target.lstrip("/") if target.startswith("/") else f"word/{target}"])
    assert shown == [png(200), png(10)]
    (tmp_path / "redline.docx").write_bytes(content)
    assert tools.validate_docx([tmp_path / "redline.docx"]) == []


@pytest.mark.usefixtures("needs_validator")
def test_another_paper_is_tracked(tmp_path: Path) -> None:
    read = contract("low")
    landscape = read.parts["word/document.xml"].replace(b'w:w="11906" w:h="16838"', b'w:w="16838" w:h="11906"')
    old, new = read.content, changed(read, document=landscape)
    content = redlined(old, new)
    sizes = [settled(content, s).body.find(f"{W}body/{W}sectPr/{W}pgSz").get(W + "w") for s in (accept_all, reject_all)]
    assert sizes == ["16838", "11906"]
    (tmp_path / "redline.docx").write_bytes(content)
    assert tools.validate_docx([tmp_path / "redline.docx"]) == []
