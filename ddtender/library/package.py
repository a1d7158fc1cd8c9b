"""Opening an Office Open XML package that may come from anybody: limits first, then parts as bytes, then safe XML."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_MAX_PARTS = 2_000
_MAX_PART = 40_000_000
_MAX_TOTAL = 120_000_000


class PackageError(Exception):
    """The bytes are not a Word document that can be read safely; the message says why."""


def open_package(content: bytes) -> dict[str, bytes]:
    """Every part of a .docx by its name. Raises PackageError."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise PackageError("this is an old .doc file or a file protected by a password, not a .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _read_all(archive)
    except PackageError:
        raise
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise PackageError(f"this is not a sound .docx file ({error or type(error).__name__})") from None
    except Exception as error:  # zlib.error and others that damaged archives raise
        raise PackageError(f"this is not a sound .docx file ({type(error).__name__})") from None
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise PackageError("this zip file is not a Word document: it has no word/document.xml")
    if "word/vbaProject.bin" in parts:
        raise PackageError("this document carries macros")
    return parts


def _read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MAX_PARTS:
        raise PackageError(f"the file has {len(infos):,} parts; at most {_MAX_PARTS:,} are read")
    parts: dict[str, bytes] = {}
    total = 0
    for info in infos:
        if info.flag_bits & 1:
            raise PackageError("the file is encrypted")
        if info.filename in parts:
            raise PackageError(f"the part {info.filename} stands in the file twice")
        if info.filename.startswith("/") or ".." in info.filename.split("/") or "\\" in info.filename:
            raise PackageError(f"the part name {info.filename!r} is not allowed")
        with archive.open(info) as stream:  # reads at most the limit, whatever the header promises
            data = stream.read(_MAX_PART + 1)
        total += len(data)
        if len(data) > _MAX_PART or total > _MAX_TOTAL:
            raise PackageError("the file unpacks to more than a Word document ever needs")
        parts[info.filename] = data
    return parts


def parse_part(name: str, data: bytes) -> etree._Element:
    """A part's XML, without entities, DTDs or network. Raises PackageError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError(f"the part {name} is not well-formed XML ({error.msg})") from None
    if root.getroottree().docinfo.doctype:
        raise PackageError(f"the part {name} declares a document type, which Word never does")
    return root
