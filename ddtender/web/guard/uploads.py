"""Files that somebody hands in: what they are is told by their content, and their name is never a path."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

from ddtender.office.package import PackageError, open_archive
from ddtender.office.part_list import has_long_list
from ddtender.web.problems import Problem

#: The main part of what we read, by its content type (ECMA-376 part 1, 15.2.12 and 12.3).
_KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
#: A file of a translator's program says what it is at its beginning (XLIFF 2), as any XML says that it is XML.
_XLIFF = "urn:oasis:names:tc:xliff:document:2"
_HEAD = 4_000
_LISTED = "[Content_Types].xml"
#: The list of content types of a real file has some thousand bytes.
_MOST = 1_000_000
_ODD = re.compile(r"[^\w.() -]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def kind_of(content: bytes) -> str | None:
    """The ending that a file should have by its content: ``.docx``, ``.xlsx``, ``.xlf``, ``.xml``; None for all
    else."""
    if (head := _head(content)).startswith("<"):
        return ".xlf" if _XLIFF in head else ".xml"
    if has_long_list(content):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(_LISTED) as stream:
            listed = stream.read(_MOST).decode("utf-8", "replace")  # no more, whatever the header promises
    except Exception:  # zlib.error and others that damaged archives raise
        return None
    return next((ending for ending, kind in _KINDS.items() if kind in listed), None)


def unpacked(name: str, content: bytes) -> dict[str, bytes]:
    """The files of a .zip that somebody hands in, by path in it. Raises Problem."""
    try:
        return open_archive(content)
    except PackageError as error:
        raise Problem("web.upload.no_archive", name=name[:80], why=str(error)) from None


def _head(content: bytes) -> str:
    """The beginning of a text, in whichever of the encodings that XML must be readable in (UTF-8, UTF-16)."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content[:_HEAD].decode("utf-16" if wide else "utf-8-sig", "replace").lstrip()


def safe_name(name: str, ending: str) -> str:
    """A file name that means the same on every system, in one folder, with the ending of its content."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    stem = name.rpartition(".")[0] if "." in name.lstrip(".") else name
    stem = re.sub(r"\s+", " ", _ODD.sub("-", stem)).strip(" .-~")[:80].strip(" .-")
    if not stem or _RESERVED.match(stem):
        stem = f"file-{stem}".rstrip("-")
    return stem + ending


def taken(name: str, content: bytes, *kinds: str) -> str:
    """The name under which a file that was handed in is kept, if it is one of ``kinds``. Raises Problem."""
    kind = kind_of(content)
    if kind not in kinds:
        raise Problem("web.upload.kind_" + "_".join(sorted(one.lstrip(".") for one in kinds)), name=name[:80])
    return safe_name(name, kind)
