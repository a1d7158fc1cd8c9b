"""What a Word document may bring along, by the types of the relationships to its parts: a closed list.

A program looks for parts by these types alone (ECMA-376 part 1, 11.3; part 2, 6.5; [MS-DOCX], 2.1). Each version of
Office brings new ones; some are programs, or show other words than the document's. So the list says what is harmless,
and whatever is not on it is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from ddtender.office.package import parse_part
from ddtender.office.relations import RELATIONSHIP, inside
from ddtender.office.usual_names import type_of

_OFFICE, _STRICT = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
_PACKAGE, _MICROSOFT = "http://schemas.openxmlformats.org/package/2006/relationships/", "http://schemas.microsoft.com/"


def _types(base: str, names: str) -> frozenset[str]:
    return frozenset(base + name for name in names.split())


#: What documents are made of, and pictures, letters, charts and diagrams in them. LibreOffice writes the properties'
#: type in its own way. An embedded package is harmless behind a chart only.
_CARRIED = (
    _types(
        _OFFICE,
        "officeDocument extended-properties custom-properties metadata/core-properties styles numbering settings "
        "webSettings fontTable theme themeOverride header footer footnotes endnotes comments image font hyperlink "
        "chart chartUserShapes diagramData diagramLayout diagramQuickStyle diagramColors printerSettings",
    )
    | _types(_PACKAGE, "metadata/core-properties")
    | _types("http://schemas.openxmlformats.org/officedocument/2006/relationships/", "metadata/core-properties")
    | _types(
        f"{_MICROSOFT}office/",
        "2007/relationships/stylesWithEffects 2007/relationships/diagramDrawing 2007/relationships/hdphoto "
        "2011/relationships/commentsExtended 2011/relationships/chartStyle 2011/relationships/chartColorStyle "
        "2014/relationships/chartEx 2016/09/relationships/commentsIds 2018/08/relationships/commentsExtensible "
        "2020/02/relationships/classificationlabels",
    )
)
#: What no document that is built needs, by its type or, of some, by how that ends: stores that controls were bound to,
#: building blocks, a picture of the template's first page, the persons who wrote comments and their tasks, those to
#: whom letters were sent, what Word found in the text, keys and toolbars, the signature below another text.
_LEFT_OUT = (
    _types(_OFFICE, "customXml customXmlProps glossaryDocument recipientData")
    | _types(_PACKAGE, "metadata/thumbnail")
    | _types(f"{_PACKAGE}digital-signature/", "origin signature certificate")
    | _types(
        f"{_MICROSOFT}office/",
        "2006/relationships/keyMapCustomizations 2006/relationships/attachedToolbars 2011/relationships/people "
        "2019/05/relationships/documenttasks 2020/10/relationships/intelligence",
    )
)
_GONE_KINDS = frozenset(["customXml", "glossaryDocument", "thumbnail", "people", "recipientData"])
#: How that is called which is known and not harmless, by the end of its type.
_CALLED = {
    "webextensiontaskpanes": "an add-in of Office",
    "webextension": "an add-in of Office",
    "extensibility": "a ribbon of its own",
    "userCustomization": "a ribbon of its own",
    "aFChunk": "another document inside it",
    "oleObject": "an embedded object",
    "package": "an embedded object",
    "control": "an ActiveX control",
    "activeXControlBinary": "an ActiveX control",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "frame": "a page of frames",
    "video": "a film or a sound",
    "audio": "a film or a sound",
    "media": "a film or a sound",
    "model3d": "a model to turn round",
}
_PACKAGE_OF_CHART = _OFFICE + "package"
_CHARTS = ("word/charts/", "word/chartex/")
#: Content types of what is carried: XML of the standard and of Office, pictures, fonts and a chart's workbook.
_CONTENT = re.compile(
    r"""
      (?:application|text)/xml
    | application/vnd\.openxmlformats-(?:officedocument|package)\.[\w.-]+\+xml
    | application/vnd\.ms-(?:word|office)\.(?:stylesWithEffects|commentsExtended|commentsIds|commentsExtensible
        |chartstyle|chartcolorstyle|chartex|drawingml\.diagramDrawing|drawingml\.chart[\w.]*|classificationlabels)\+xml
    | application/vnd\.openxmlformats-officedocument\.(?:obfuscatedFont|wordprocessingml\.printerSettings
        |spreadsheetml\.(?:sheet|printerSettings))
    | application/(?:x-font-(?:ttf|truetype|otf)|x-fontdata|vnd\.ms-opentype|font-sfnt|octet-stream)
    | font/[\w-]+
    | image/(?:png|x-png|jpe?g|pjpeg|gif|bmp|tiff?|x-(?:emf|wmf|ms-bmp)|emf|wmf|svg\+xml|vnd\.ms-photo|webp)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Brought(Struct, frozen=True):
    """A relationship to what is not on the list: what that is, as "an add-in of Office", its target, whether this lies
    outside the file, and the end of its type."""

    what: str
    target: str
    outside: bool
    kind: str


def is_left_out(type_: str) -> bool:
    """Whether what a relationship of this type leads to comes into no document that is built."""
    return type_ in _LEFT_OUT or type_.rpartition("/")[2] in _GONE_KINDS


def is_link(type_: str) -> bool:
    """Whether a relationship of this type is one to a place or a page, which somebody opens who clicks on it."""
    return type_ in (_OFFICE + "hyperlink", _STRICT + "hyperlink")


def unlisted(parts: Mapping[str, bytes]) -> Iterator[Brought]:
    """Every relationship of a package to something that is not known to be harmless, whatever is outside of it but
    links, in the order of the parts. Raises PackageError."""
    for name in sorted(parts):
        for one in parse_part(name, parts[name]).iter(RELATIONSHIP) if name.endswith(".rels") else ():
            type_, target = one.get("Type", ""), one.get("Target", "")
            outside = one.get("TargetMode") == "External"
            what = _odd(name, type_)
            if not what and not outside and not is_left_out(type_):
                what = _odd_content(parts, inside(name, target), type_)
            kind = type_.rpartition("/")[2]
            if what or (outside and not is_link(type_)):
                yield Brought(what or f"its {kind}", target, outside, kind)


def _odd(relationships: str, type_: str) -> str:
    """What a relationship of this type leads to; nothing if it is harmless."""
    if not type_:  # of which no program knows what it leads to
        return ""
    usual = _OFFICE + type_.removeprefix(_STRICT) if type_.startswith(_STRICT) else type_
    behind_chart = usual == _PACKAGE_OF_CHART and relationships.startswith(_CHARTS)
    if usual in _CARRIED or is_left_out(usual) or behind_chart:
        return ""
    known = _CALLED.get(type_.rpartition("/")[2])
    return known or f"something of a kind that is not known ({type_[:120]})"


def _odd_content(parts: Mapping[str, bytes], part: str, type_: str) -> str:
    """The same by the content type of the part, if it has one that is not on the list."""
    content = type_of(parts, part).partition(";")[0].strip()
    if not content or content.endswith("macroEnabled.main+xml"):  # of a main part, of which the package has its word
        return ""
    fits = type_ != _PACKAGE_OF_CHART or content.endswith("spreadsheetml.sheet")
    return "" if fits and _CONTENT.fullmatch(content) else f"something with content that is not known ({content[:120]})"
