"""What a part of a Word document is, its relationship and type say: other programs call the parts as they like."""

import re
from collections.abc import Callable

import pytest

from ddtender.office.package import PackageError, main_text, open_package
from ddtender.office.relations import relations, rels_of
from tests.documents import build, built_of, but_for_origin, sources
from tests.packages import parts_of, zipped
from tests.tools import ROOT

DOCUMENT, RELS = "word/document.xml", "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
TENDER = (ROOT / "templates" / "tender.docx").read_bytes()
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def renamed(content: bytes, names: dict[str, str]) -> bytes:
    """The same document with other names of parts, as another program might have written it."""
    parts = parts_of(content)
    for old, new in names.items():
        for name in list(parts):
            if name.endswith(".rels") or name == TYPES:
                short, shorter = old.removeprefix("word/"), new.removeprefix("word/")
                target = shorter if new.startswith("word/") else f"/{new}"
                data = parts[name].replace(f'Target="{short}"'.encode(), f'Target="{target}"'.encode())
                data = data.replace(f'Target="{old}"'.encode(), f'Target="{new}"'.encode())
                parts[name] = data.replace(f'PartName="/{old}"'.encode(), f'PartName="/{new}"'.encode())
        parts[new] = parts.pop(old)
        if rels_of(old) in parts:
            parts[rels_of(new)] = parts.pop(rels_of(old))
    return zipped(parts)


@pytest.mark.parametrize(
    "names",
    [
        {DOCUMENT: "word/document2.xml"},
        {"word/styles.xml": "word/styles2.xml", "word/numbering.xml": "word/lists/numbering1.xml"},
        {"word/header1.xml": "word/kop1.xml", "word/footer1.xml": "word/header.bin.xml"},
        {"word/styles.xml": "word/document3.xml", DOCUMENT: "word/styles.xml"},
        {"word/styles.xml": "word/Styles.XML", DOCUMENT: "Word/Document.xml"},
    ],
    ids=["main part", "styles and lists", "margins", "names of others", "case"],
)
def test_a_template_gives_the_same_document_whatever_its_parts_are_called(names: dict[str, str]) -> None:
    template = renamed(TENDER, names)
    assert {*names.values()} <= parts_of(template).keys()
    assert open_package(template).keys() == open_package(TENDER).keys()
    built = built_of({**sources().files, "templates/tender.docx": template}, "high")
    assert not built.diagnostics
    assert but_for_origin(built) == but_for_origin(build("high"))


def test_targets_that_differ_from_the_name_of_their_part_in_case_or_by_a_percent_sign_are_found() -> None:
    parts = parts_of(TENDER)
    parts[RELS] = (
        parts[RELS].replace(b'"styles.xml"', b'"/Word/STYLES.xml"').replace(b'"header1.xml"', b'"my%20head.xml"')
    )
    parts["word/my head.xml"] = parts.pop("word/header1.xml")
    parts[TYPES] = parts[TYPES].replace(b"/word/header1.xml", b"/word/my%20head.xml")
    opened = open_package(zipped(parts))
    assert opened.keys() == open_package(TENDER).keys()
    assert all(one.part in opened for one in relations(opened, RELS))


def test_the_properties_of_a_document_that_libreoffice_saved_from_its_own_format_are_found() -> None:
    parts = parts_of(TENDER)
    package, office = b"package/2006/relationships/metadata/core", b"officedocument/2006/relationships/metadata/core"
    assert package in parts["_rels/.rels"]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(package, office)
    built = built_of({**sources().files, "templates/tender.docx": zipped(parts)}, "high")
    assert but_for_origin(built) == but_for_origin(build("high"))


@pytest.mark.parametrize(
    "type_",
    [
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
    ids=["dotx", "docm", "dotm"],
)
def test_a_template_of_words_own_kind_gives_a_document(type_: bytes) -> None:
    parts = parts_of(TENDER)
    parts[TYPES] = parts[TYPES].replace(MAIN_TYPE, type_)
    built = built_of({**sources().files, "templates/tender.docx": zipped(parts)}, "high")
    assert but_for_origin(built) == but_for_origin(build("high"))


def _with(content: dict[str, bytes]) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update(content)


def _typed(name: str, type_: str) -> Callable[[dict[str, bytes]], None]:
    override = f'<Override PartName="/{name}" ContentType="{type_}"/></Types>'.encode()

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = b"\xd0"
        parts[TYPES] = parts[TYPES].replace(b"</Types>", override)

    return change


def _second_main(parts: dict[str, bytes]) -> None:
    relation = re.search(rb'<Relationship [^>]*/officeDocument"[^>]*/>', parts["_rels/.rels"])[0]
    other = re.sub(rb'Id="[^"]*"', b'Id="other"', relation).replace(DOCUMENT.encode(), b"word/other.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(relation, relation + other)
    parts["word/other.xml"] = parts[DOCUMENT]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_typed("word/vbaProject.bin", "application/vnd.ms-office.vbaProject"), "carries macros"),
        (_typed("word/harmless.bin", "application/vnd.ms-office.vbaProject"), "carries macros"),
        (_second_main, "several main parts"),
        (lambda parts: parts.pop(DOCUMENT), "no main part"),
        (lambda parts: parts.pop(TYPES), "not a Word document"),
        (_with({"word/a b.xml": b"<a/>", "word/a%20b.xml": b"<a/>"}), "two parts of this file have the same name"),
    ],
    ids=["macros", "macros under another name", "two main parts", "no main part", "no types", "one name"],
)
def test_what_is_no_document_is_refused_in_words(change: Callable[[dict[str, bytes]], object], message: str) -> None:
    parts = parts_of(TENDER)
    change(parts)
    with pytest.raises(PackageError, match=re.escape(message)):
        open_package(zipped(parts))


def test_a_strict_document_is_named_for_what_it_is() -> None:
    parts = parts_of(TENDER)
    ours = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts[DOCUMENT] = parts[DOCUMENT].replace(ours, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    with pytest.raises(PackageError, match="Strict Open XML"):
        main_text(open_package(zipped(parts)))
