"""The risks of a product: the worksheet, prefilled where the product is known."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.recent import Recent
from ddtender.desk.sources import market_template, procedure_at, source_of, template_errors, value_in
from ddtender.diagnostics import Diagnostic, Location, ordered
from ddtender.library.places import RISKS_STEP
from ddtender.manifest import sha256
from ddtender.workspace.disk import from_here
from ddtender.workspace.files import is_passed_over

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ddtender.library.documents import ReadsFile
    from ddtender.market.risks_read import ReadSheet
    from ddtender.model.risks import RiskLists, RiskParts, RiskProducts
    from ddtender.words import Language

#: Under which name the worksheet lies in the folder, unless somebody has named it otherwise.
SHEET = "risks.xlsx"
#: What is known: the lists, the parts and the products.
RiskKnowledge = tuple["RiskLists", tuple["RiskParts", ...], "RiskProducts"]
#: Worksheets as they were read, by their content, the library that they are held against, and their name.
_OPENED: Recent[tuple[ReadSheet | None, list[Diagnostic]]] = Recent(32)


class OtherProduct(Exception):
    """A worksheet is about another product, ``now``, than the one in whose place it is to be put, ``was``."""

    def __init__(self, was: str, now: str) -> None:
        super().__init__(f"{now}, not {was}")
        self.was, self.now = was, now


class TakenBefore(Exception):
    """A worksheet lacks a ``number`` of answers that were given since it was taken."""

    def __init__(self, number: int) -> None:
        super().__init__(f"it lacks {number} answers")
        self.number = number


def worksheet(root: Path, product: str, as_example: bool = False, words: Language | None = None) -> tuple[bytes, str]:
    """The worksheet for finding a product's risks, in a language, and what to say of it: which products come filled in,
    where this one does not. Raises Refused, and Misused for an example that there is not."""
    from ddtender.market.risks_prefill import prefill
    from ddtender.market.risks_sheet import risks_sheet
    from ddtender.market.values import clean
    from ddtender.words import language

    words = words or language()
    lists, parts, products = known(root, words)
    asked = clean(product, 200)
    found = products.find(asked) if asked else None
    if as_example and (found is None or found.example is None):
        have = ", ".join(one.name for one in products.products if one.example)
        raise Misused(f"there is a finished example for: {have}", "--product")
    filled = prefill(lists, parts, products, found, words, as_example) if found else None
    content = risks_sheet(lists, asked, door.moment_of(root), words, filled)
    if found:
        told = f"Prefilled for '{found.name}': {len(filled.risks)} rows of risks, each to be checked." if filled else ""
        return content, told
    names = ", ".join(one.name for one in products.products)
    unknown = f"'{asked}' is not known, so that the worksheet is blank" if asked else "The worksheet is blank"
    return content, f"{unknown}: --product fills it in for {names}."


def known(root: Path, words: Language | None = None) -> RiskKnowledge:
    """What the library knows, in a language. Raises Refused."""
    from ddtender.library.places import RISKS
    from ddtender.library.risks import LISTS, PARTS, PRODUCTS, read_parts, read_products, read_risks, unknown_names
    from ddtender.library.risks_said import RiskNames
    from ddtender.words import SOURCE

    def read(one: Callable[[str, ReadsFile], Any]) -> RiskKnowledge:
        return (
            one(f"{RISKS}/{LISTS}", read_risks),
            tuple(one(f"{RISKS}/{name}", read_parts) for name in PARTS),
            one(f"{RISKS}/{PRODUCTS}", read_products),
        )

    source = lists, parts, products = read(partial(source_of, root))
    if findings := [*unknown_names(lists, parts, (products,))]:
        raise Refused(findings)
    if words is None or words.tag == SOURCE:
        return source
    files = door.read_sources(root).files
    own = read(lambda path, reader: value_in(files, path, reader, words))
    names = RiskNames(lists, own[0], parts, own[1])
    return names.lists(own[0]), tuple(map(names.of_parts, own[1])), names.products(products, own[2])


def opened(root: Path, path: Path) -> tuple[ReadSheet | None, list[Diagnostic]]:
    """A filled worksheet, read in the language that it is written in: the one whose first step it has. Raises
    Refused."""
    return _opened_bytes(root, door.read_bytes(path), from_here(path))


def _opened_bytes(root: Path, content: bytes, name: str) -> tuple[ReadSheet | None, list[Diagnostic]]:
    files = door.read_sources(root).files
    key = sha256(content), door.digest_of(files), name
    read, findings = _OPENED.of(key, lambda: _opened(root, content, files, name))
    return read, [*findings]


def _opened(
    root: Path, content: bytes, files: Mapping[str, bytes], name: str
) -> tuple[ReadSheet | None, list[Diagnostic]]:
    from ddtender.desk.speaking import words_for
    from ddtender.library.languages.kinds import languages_in
    from ddtender.market.risks_read import sheet_of, step_sheets
    from ddtender.sheets.reading import Book, Unreadable
    from ddtender.words import SOURCE

    try:
        book = Book(content, name)
    except Unreadable as error:
        return None, [error.finding]
    chosen = None
    for tag in (SOURCE, *languages_in(files)):
        words = words_for(tag, files)
        if words.say("market.risks.sheets.start") not in book.sheets:
            continue
        lists = known(root, words)[0]
        if step_sheets(lists)[0] in book.sheets:
            return sheet_of(book, lists, words)
        chosen = chosen or (lists, words)
    return sheet_of(book, *(chosen or (known(root)[0], words_for(SOURCE, files))))


def read_back(root: Path, path: Path, procedure: Path | None = None) -> tuple[ReadSheet | None, list[Diagnostic]]:
    """A filled worksheet with every finding, also whether the procedure file states the risk that it comes to, or what
    stands against that file; None where it cannot be read. Raises Refused."""
    from ddtender.market.risks_check import check_sheet, differs

    read, findings = opened(root, path)
    if read is None:
        return None, findings
    findings = [*findings, *check_sheet(read, read.lists, read.language)]
    if procedure is not None:
        try:
            stated = procedure_at(Path(from_here(procedure)))
        except Refused as error:  # what stands against it keeps nothing of the worksheet from being told
            return read, [*ordered([*findings, *error.diagnostics])]
        value, place = stated.facts.get("risk", (None, Location(from_here(procedure))))
        findings += differs(read, read.lists, None if value is None else str(value), place)
    return read, [*ordered(findings)]


def finished_in(root: Path, folder: Path) -> tuple[ReadSheet | None, list[Diagnostic]]:
    """The finished worksheet of the procurement in ``folder``; None where there is none, with a finding where there is
    one that lacks something. Raises Refused, WorkspaceError."""
    from ddtender.market.codes import RISK_SHEET_INCOMPLETE
    from ddtender.market.risks_sheet import is_judged

    begun = [path for path in worksheets_in(folder) if is_judged(door.read_bytes(path), path.name)]
    if not begun:
        return None, []
    read, findings = read_back(root, begun[0])
    if read is not None and not findings:
        return read, []
    what = findings[0].message if len(findings) == 1 else f"{len(findings)} findings stand against it"
    message = f"the risk worksheet is not finished ({what}), so that Tenderers get no background on risks"
    hint = f"`ddtender risks {from_here(begun[0])} --check` says what is open."
    return None, [Diagnostic(RISK_SHEET_INCOMPLETE, Location(from_here(begun[0])), message, hint)]


def worksheets_in(folder: Path) -> list[Path]:
    """The worksheets of the procurement in ``folder``, those that a program keeps open and those set aside left out.
    Raises WorkspaceError."""
    place = folder / RISKS_STEP
    names = [name for name in door.names_in(place) if name.endswith(".xlsx")] if place.is_dir() else []
    return [place / name for name in names if not is_passed_over(name) and not door.is_kept(name)]


def hand_in(root: Path, folder: Path, content: bytes, may_be_another: bool = False) -> None:
    """Put a worksheet that somebody has filled in elsewhere in the place of the one of the procurement in ``folder``,
    which is set aside. Raises Refused where it cannot be read, OtherProduct where it is about something else,
    TakenBefore where it lacks what somebody has answered since, unless it ``may_be_another``; WorkspaceError."""
    from ddtender.market.risks_typed import lost

    sheets = worksheets_in(folder)
    path = sheets[0] if sheets else folder / RISKS_STEP / SHEET
    read, findings = _opened_bytes(root, content, from_here(path))
    if read is None:
        raise Refused(ordered(findings), "; nothing was written")
    try:
        there = opened(root, path)[0] if sheets else None
    except door.WorkspaceError:  # it cannot be read, so that nothing can be held against it; it is set aside
        there = None
    if there is not None and not may_be_another:
        was, now = there.sheet.product, read.sheet.product
        if was.casefold() != now.casefold() and was and now:
            raise OtherProduct(was, now)
        if number := lost(there, read):
            raise TakenBefore(number)
    door.put_in_place(path.parent, path.name, content)


def report(root: Path, read: ReadSheet, facts: Mapping[str, str], for_tenderers: bool = False) -> bytes:
    """The Word document that sums a worksheet up, in its language; ``for_tenderers`` is the background annex to reply
    form B."""
    from ddtender.market.risks_report import risks_report

    template, moment = market_template(root), door.moment_of(root)
    with template_errors():
        return risks_report(read.sheet, read.lists, template, facts, moment, read.language, for_tenderers)


def to_share(read: ReadSheet, facts: Mapping[str, str]) -> bytes:
    """The file by which another buyer gets a finished worksheet. Raises Misused where its provenance is incomplete."""
    from ddtender.market.risks_shared import share

    try:
        return share(read.sheet, read.lists, facts, door.today(), read.language)
    except ValueError as error:
        raise Misused(f"the worksheet cannot be shared: {error}", "--share") from None


def worksheet_from(root: Path, path: Path, words: Language | None = None) -> tuple[bytes, str]:
    """A worksheet in a language that begins with what another buyer shared, in whatever language the library has, and
    whose it is. Raises Refused, Misused."""
    from ddtender.desk.market.papers import language_for
    from ddtender.market.risks_shared import in_words, prefill_shared, read_shared
    from ddtender.market.risks_sheet import risks_sheet
    from ddtender.words import language

    words = words or language()
    lists = known(root, words)[0]
    try:
        shared = read_shared(door.read_bytes(path))
    except ValueError as error:
        raise Misused(f"{path} is no shared risk worksheet: {error}", "--from") from None
    if shared.tag != words.tag:
        theirs = language_for(root, shared.tag)
        shared = in_words(shared, (known(root, theirs)[0], theirs), (lists, words))
    filled = prefill_shared(shared, words)
    content = risks_sheet(lists, filled.product, door.moment_of(root), words, filled)
    return content, f"Filled in with what {shared.authority} shared on {shared.shared_on}; check every row."
