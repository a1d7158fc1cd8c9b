"""Sections and settings that show the pages of a document otherwise than it was sent (ECMA-376 part 1, 17.6, 17.15).

Here too what is harmless is listed, and all else is told: of a page on which no words have room, or whose styles come
from another file, the text alone says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.library.looks.harmless import on
from ddtender.library.looks.measures import TWIPS, plain, points, within
from ddtender.library.looks.room import SECTION, is_crowded, is_reversed, is_turned, page_of
from ddtender.office.package import W, parse_part
from ddtender.office.relations import OF_DOCUMENT, relations
from ddtender.returned.values import Thing

_SETTINGS = "word/settings.xml"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Points; and the size of pages where none is said.
_LONGEST, _LETTER = 3_000, ("12240", "15840")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


#: What Word and others write, and no reader sees; the rest of the standard's are named, or are nobody's.
_HARMLESS = _names(
    """
    writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData
    embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
    bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors
    activeWritingStyle proofState formsDesign attachedTemplate stylePaneFormatFilter stylePaneSortMethod
    documentType revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection
    autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit
    hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle
    bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing
    drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
    doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData
    noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter
    noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent
    alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt
    showXMLTags alwaysMergeEmptyNamespace uiCompat97To2003 updateFields hdrShapeDefaults footnotePr endnotePr compat
    docVars rsids attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures
    forceUpgrade captions readModeInkLockDown smartTagType shapeDefaults doNotEmbedSmartTags decimalSymbol
    listSeparator
    """
)
#: Namespaces of Office, whose settings are identities and how it is shown while it is edited.
_OFFICE = ("http://schemas.microsoft.com/office/word/", "http://schemas.openxmlformats.org/")


def odd_section(section: etree._Element) -> str:
    """What is odd about a section's pages (w:sectPr), in words; "" of usual ones."""
    said = {
        str(child.tag).removeprefix(W): child for child in section.iterchildren(etree.Element)
    }  # one that is said twice counts as it is said last
    found = [name for name in said if name not in SECTION and not name.startswith(f"{{{_OFFICE[0]}")]
    odd = [f"what is not understood ({', '.join(found)[:80]})"] if found else []
    if not _has_room(said):
        odd.append("no room for words")
    if "titlePg" in said and on(said["titlePg"]):
        odd.append("another header and footer on its first page")
    if is_reversed(said):
        odd.append("lines from right to left")
    if is_turned(said):
        odd.append("turned lines")
    return " and ".join(odd)


def _has_room(said: Mapping[str, etree._Element]) -> bool:
    page = page_of(said.get("pgSz"), said.get("pgMar"), _LETTER, _LONGEST)
    if page is None or page.wide < 200 or page.high < 200 or page.edge > page.tall / 3:
        return False
    columns = said.get("cols")
    if columns is not None and not (
        within(plain(columns.get(W + "num", "1")), 1, 4)
        and within(points(columns.get(W + "space", "0"), TWIPS), 0, 100)
        and all(within(points(column.get(W + "w"), TWIPS), 80, page.wide) for column in columns)
    ):
        return False
    return not is_crowded(said)


def edges_of(root: etree._Element, parts: Mapping[str, bytes]) -> frozenset[str]:
    """The parts that are headers and footers of some page (17.10): those that no section shows are no words of it.

    Raises PackageError.
    """
    even = any(one.tag == W + "evenAndOddHeaders" and on(one) for one in _settings(parts))
    ids: set[str] = set()
    for section in root.iter(W + "sectPr"):
        first = section.find(W + "titlePg")
        kinds = {"default", *(["even"] if even else []), *(["first"] if first is not None and on(first) else [])}
        for edge in section.iterchildren(W + "headerReference", W + "footerReference"):
            if edge.get(W + "type", "default") in kinds:
                ids.add(edge.get(_ID, ""))
    return frozenset(one.part for one in relations(parts, OF_DOCUMENT) if one.id in ids and one.part in parts)


def _settings(parts: Mapping[str, bytes]) -> Iterator[etree._Element]:
    if _SETTINGS in parts:
        yield from parse_part(_SETTINGS, parts[_SETTINGS]).iterchildren(etree.Element)


def odd_settings(parts: Mapping[str, bytes]) -> Iterator[Thing]:
    """Settings of a document by which it shows other words or other formats than it has, or nobody knows what.

    Raises PackageError.
    """
    for one in _settings(parts):
        tag = str(one.tag)
        name = tag.removeprefix(W)
        if tag.startswith(W) and name not in _HARMLESS and on(one):
            yield Thing(f"a setting of the document changes what is shown ({name})", one.get(W + "val", "")[:80])
        elif not tag.startswith(W) and not tag[1:].startswith(_OFFICE):
            yield Thing(f"a setting of the document is not known ({tag[:100]})", "")
