"""Opening an Office Open XML package that may come from anybody: limits first, then parts as bytes, then safe XML."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from ddtender.office.kinds import instead, kind_of
from ddtender.office.part_list import MOST_PARTS, has_long_list
from ddtender.office.safe_xml import PackageError, W, parse_part
from ddtender.office.usual_names import MAIN, under_usual_names

__all__ = ["PackageError", "W", "is_word_template", "main_text", "open_package", "open_workbook", "parse_part"]

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
_MAX_PART = 40_000_000
_MAX_TOTAL = 120_000_000
_MAX_WORKBOOK = 40_000_000
#: A library in five languages has some 1,500 files, and 5 MB.
_MAX_ARCHIVE, _MOST_FILES = 64_000_000, 10_000
#: Folders in each other: who takes a thousand of them away has to go into each.
_DEEPEST = 32
#: Larger parts than we ever write are looked at each time.
_REMEMBERED = 500_000
_LOCAL_HEADER = 30  # bytes, without the name: APPNOTE 4.3.7
_NAME = re.compile(r"[^\\\x00-\x1f\x7f:*?\"<>|]+")
#: How the main part of a workbook or of a template for workbooks is called (ECMA-376 part 1, 12.3.23).
_WORKBOOK = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml")
#: The content types of the main part of a Word template.
_WORD_TEMPLATE = re.compile(rb"wordprocessingml\.template\.main\+xml|macroEnabledTemplate\.main\+xml")
_NO_XML = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin", ".vml")


def open_package(content: bytes) -> dict[str, bytes]:
    """Every part of a .docx by its name; those that Word names are called as Word calls them, whatever the writer did.

    Raises PackageError.
    """
    parts = _open(content, ".docx")
    try:
        return under_usual_names(parts)
    except PackageError:
        kind = kind_of(content)
        if kind is None or "wordprocessingml" in str(parts.get("[Content_Types].xml")):
            raise
        use = f"; {kind.use}" if kind.use else ""
        raise PackageError(f"this is {kind.name}, not a Word document{use}") from None


def is_word_template(content: bytes) -> bool:
    """Whether Word would make new documents of a file (.dotx, .dotm) instead of opening it. Raises PackageError."""
    return _WORD_TEMPLATE.search(_open(content, ".docx").get("[Content_Types].xml", b"")) is not None


def main_text(parts: Mapping[str, bytes]) -> etree._Element:
    """The main part of a Word document, which has a body (ECMA-376 part 1, 17.2.3). Raises PackageError."""
    root = parse_part(MAIN, parts[MAIN])
    if root.tag == _STRICT:
        raise PackageError("it was saved as a Strict Open XML Document; save it as a Word Document (*.docx)")
    if root.tag != W + "document" or root.find(W + "body") is None:
        raise PackageError(f"the part {MAIN} is not the text of a Word document")
    return root


def open_workbook(content: bytes, all_sound: bool = True) -> dict[str, bytes]:
    """Every part of an .xlsx by its name, all of its XML found to be safe; without ``all_sound`` that is left to those
    who read a part. Raises PackageError."""
    if len(content) > _MAX_WORKBOOK:
        raise PackageError("the file is larger than a workbook of ddtender ever is")
    parts = _open(content, ".xlsx", _MAX_WORKBOOK)
    if not _WORKBOOK.search(parts.get("[Content_Types].xml", b"")):
        said = instead(content, "an Excel workbook") or ("this zip file is not an Excel workbook", "")
        raise PackageError("; ".join(filter(None, said)).rstrip("."))
    if any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in parts):
        raise PackageError("this workbook carries macros")
    for name, data in parts.items() if all_sound else ():
        if not name.lower().endswith(_NO_XML):
            (_sound if len(data) < _REMEMBERED else parse_part)(name, data)
    return parts


@lru_cache(maxsize=64)
def _sound(name: str, data: bytes) -> None:
    """A part of these bytes has passed: most sheets of the workbooks of a batch are the same. Raises PackageError."""
    parse_part(name, data)


def open_archive(content: bytes) -> dict[str, bytes]:
    """Every file of a .zip that somebody has packed, by its path in it, ``/`` between folders: none of a name that
    leads out of it, no links, nothing larger than a library ever is. Raises PackageError."""
    return _open(content, ".zip", _MAX_ARCHIVE, _MOST_FILES)


def _open(content: bytes, kind: str, most: int = _MAX_TOTAL, parts: int = MOST_PARTS) -> dict[str, bytes]:
    """Every part of a package of a kind (".docx") that unpacks to at most ``most`` bytes in so many ``parts``."""
    if not content.startswith(b"PK") and (said := instead(content, f"a {kind} file")):
        raise PackageError(said[0])
    if has_long_list(content, parts):
        raise PackageError(f"the file has too many parts; at most {parts:,} are read")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_all(archive, most, parts)
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
        raise PackageError(f"this is not a sound {kind} file ({str(error) or 'it is damaged'})") from None
    except Exception:  # zlib.error and others that damaged archives raise
        raise PackageError(f"this is not a sound {kind} file (it is damaged)") from None


def _read_all(archive: zipfile.ZipFile, most: int, many: int) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > many:
        raise PackageError(f"the file has {len(infos):,} parts; at most {many:,} are read")
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    total = 0
    _overlapping(infos)
    for info in infos:
        if info.flag_bits & 1:
            raise PackageError("the file is encrypted")
        if stat.S_ISLNK(info.external_attr >> 16):  # APPNOTE 4.4.15: as Unix keeps it, in the upper half
            raise PackageError(f"the part {info.filename!r} is a link")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # ECMA-376 part 2, annex C
            raise PackageError(f"the part {info.filename!r} is compressed in a way that Office does not use")
        name = info.filename.replace("\\", "/")  # as some programs on Windows write it; Word reads it so
        if name.lower() in seen:  # names that differ in case are equivalent (ECMA-376 part 2, 6.2.2.3)
            raise PackageError(f"the part {name!r} stands in the file twice")
        seen.add(name.lower())
        folders = name.split("/")
        if not folders[0] or ".." in folders or len(folders) > _DEEPEST or not _NAME.fullmatch(name):
            raise PackageError(f"the part name {info.filename!r} is not allowed")
        with archive.open(info) as stream:  # reads at most the limit, whatever the header promises
            data = stream.read(_MAX_PART + 1)
        total += len(data)
        if len(data) > _MAX_PART or total > most:
            raise PackageError("the file unpacks to more than such a file ever needs")
        parts[name] = data
    return parts


def _overlapping(infos: list[zipfile.ZipInfo]) -> None:
    """Two parts in the same bytes of the file unpack to far more than the file has. Raises PackageError."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise PackageError(f"the part {info.filename!r} lies over another one")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
