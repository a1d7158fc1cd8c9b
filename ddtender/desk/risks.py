"""The risks of a product: the worksheet, prefilled where the product is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.sources import market_template, procedure_at, source_of, template_errors
from ddtender.diagnostics import Diagnostic, Location, ordered
from ddtender.library.places import RISKS_STEP
from ddtender.workspace.disk import from_here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddtender.market.risks_read import ReadSheet, RiskSheet
    from ddtender.model.risks import RiskLists, RiskParts, RiskProducts

#: What is known: the lists, the parts and the products.
RiskKnowledge = tuple["RiskLists", tuple["RiskParts", ...], "RiskProducts"]


def worksheet(root: Path, product: str, as_example: bool = False) -> tuple[bytes, str]:
    """The worksheet for finding a product's risks, and what to say of it: which products come filled in, where this one
    does not. Raises Refused, and Misused for an example that there is not."""
    from ddtender.market.risks_prefill import prefill
    from ddtender.market.risks_sheet import risks_sheet
    from ddtender.market.values import clean
    from ddtender.words import language

    lists, parts, products = known(root)
    asked = clean(product, 200)
    found = products.find(asked) if asked else None
    if as_example and (found is None or found.example is None):
        have = ", ".join(one.name for one in products.products if one.example)
        raise Misused(f"there is a finished example for: {have}", "--product")
    filled = prefill(lists, parts, products, found, language(), as_example) if found else None
    content = risks_sheet(lists, asked, door.moment_of(root), language(), filled)
    if found:
        told = f"Prefilled for '{found.name}': {len(filled.risks)} rows of risks, each to be checked." if filled else ""
        return content, told
    names = ", ".join(one.name for one in products.products)
    unknown = f"'{asked}' is not known, so that the worksheet is blank" if asked else "The worksheet is blank"
    return content, f"{unknown}: --product fills it in for {names}."


def known(root: Path) -> RiskKnowledge:
    """What the library knows. Raises Refused."""
    from ddtender.library.places import RISKS
    from ddtender.library.risks import LISTS, PARTS, PRODUCTS, read_parts, read_products, read_risks, unknown_names

    lists = source_of(root, f"{RISKS}/{LISTS}", read_risks)
    parts = tuple(source_of(root, f"{RISKS}/{name}", read_parts) for name in PARTS)
    products = source_of(root, f"{RISKS}/{PRODUCTS}", read_products)
    if findings := [*unknown_names(lists, parts, (products,))]:
        raise Refused(findings)
    return lists, parts, products


def read_back(root: Path, path: Path, procedure: Path | None = None) -> tuple[ReadSheet | None, list[Diagnostic]]:
    """A filled worksheet with every finding, also whether the procedure file states the risk that it comes to; None
    where it cannot be read. Raises Refused."""
    from ddtender.market.risks_check import check_sheet, differs
    from ddtender.market.risks_read import read_sheet
    from ddtender.words import language

    lists = known(root)[0]
    read, findings = read_sheet(door.read_bytes(path), from_here(path), lists, language())
    if read is None:
        return None, findings
    findings = [*findings, *check_sheet(read, lists, language())]
    if procedure is not None:
        stated = procedure_at(Path(from_here(procedure)))
        value, place = stated.facts.get("risk", (None, Location(from_here(procedure))))
        findings += differs(read, lists, None if value is None else str(value), place)
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
    """The worksheets of the procurement in ``folder``, those that a program keeps open left out."""
    found = (folder / RISKS_STEP).glob("*.xlsx")
    return sorted(path for path in found if not path.name.startswith(("~$", ".")))


def report(root: Path, sheet: RiskSheet, facts: Mapping[str, str], for_tenderers: bool = False) -> bytes:
    """The Word document that sums a worksheet up; ``for_tenderers`` is the background annex to reply form B."""
    from ddtender.market.risks_report import risks_report
    from ddtender.words import language

    with template_errors():
        return risks_report(
            sheet, known(root)[0], market_template(root), facts, door.moment_of(root), language(), for_tenderers
        )


def to_share(root: Path, sheet: RiskSheet, facts: Mapping[str, str]) -> bytes:
    """The file by which another buyer gets a finished worksheet. Raises Misused where its provenance is incomplete."""
    from ddtender.market.risks_shared import share
    from ddtender.words import language

    try:
        return share(sheet, known(root)[0], facts, door.today(), language())
    except ValueError as error:
        raise Misused(f"the worksheet cannot be shared: {error}", "--share") from None


def worksheet_from(root: Path, path: Path) -> tuple[bytes, str]:
    """A worksheet that begins with what another buyer shared, and whose it is. Raises Refused, Misused."""
    from ddtender.market.risks_shared import prefill_shared, read_shared
    from ddtender.market.risks_sheet import risks_sheet
    from ddtender.words import language

    lists = known(root)[0]
    try:
        shared = read_shared(door.read_bytes(path))
    except ValueError as error:
        raise Misused(f"{path} is no shared risk worksheet: {error}", "--from") from None
    filled = prefill_shared(shared, lists, language())
    content = risks_sheet(lists, filled.product, door.moment_of(root), language(), filled)
    return content, f"Filled in with what {shared.authority} shared on {shared.shared_on}; check every row."
