"""Where every provision of a document comes from: number, title, identifier, version, source and legal basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddtender.model import Provision
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.blocks import BlockWriter
from ddtender.render.tables import Cell, simple_table, text_cell
from ddtender.resolve.values import ResolvedProvision


def number_cell(p: ResolvedProvision, writer: BlockWriter) -> Cell:
    """The kind and number of a provision; a field where the provision stands in the same document."""
    reference = p.reference(capital=True)
    if p.kind.document == writer.document:
        return [writer.reference(reference)]
    return text_cell(f"{reference.words}{reference.number}")


def provisions_table(
    numbered: Sequence[ResolvedProvision],
    definitions: Sequence[ResolvedProvision],
    dropped: Sequence[Provision],
    writer: BlockWriter,
) -> list[Element]:
    """Two tables, numbered provisions and definitions, and a note on what a procedure has left out."""
    origin = _Origin([*numbered, *definitions])
    made: list[Element] = []
    if numbered:
        rows = [
            [
                number_cell(p, writer),
                text_cell(_title(p)),
                [p.id, _version(p)],
                *origin.cells(p),
            ]
            for p in numbered
        ]
        headings = ["Number", "Title", "Identifier and version", *origin.headings]
        description = "The provisions used, with versions and sources"
        made.append(simple_table(writer.styles, [20, 21, 26, 16, 17], headings, rows, description=description))
    if definitions:
        rows = [
            [text_cell(p.provision.title), text_cell(f"{p.id}, {_version(p)}"), *origin.cells(p)] for p in definitions
        ]
        headings = ["Definition", "Identifier and version", *origin.headings]
        lead = "The defined terms have identifiers and versions of their own:"
        made.append(wml.paragraph(writer.styles.p("Body Text"), [wml.text_run(lead)], keepNext=True))
        made.append(
            simple_table(
                writer.styles,
                [23, 44, 16, 17],
                headings,
                rows,
                description="The definitions used, with versions and sources",
            )
        )
    if dropped:
        listed = "; ".join(f"{p.title} ({p.id}, version {p.version})" for p in dropped)
        note = f"Left out of the scenario for this procurement: {listed}."
        made.append(wml.paragraph(writer.styles.p("Note"), [wml.text_run(note)]))
    return made


class _Origin:
    """The columns for source and legal basis. What all rows share stands once, in the heading."""

    def __init__(self, printed: Sequence[ResolvedProvision]) -> None:
        self.document = _common(p.provision.source.document for p in printed if p.provision.source)
        self.act = _common(basis.partition(", ")[0] for p in printed for basis in p.provision.legal_basis)
        self.headings = [
            f"Source: {self.document}" if self.document else "Source",
            f"Legal basis: {self.act}" if self.act else "Legal basis",
        ]

    def cells(self, p: ResolvedProvision) -> list[Cell]:
        source = str(p.provision.source or "–").removeprefix(f"{self.document}, ")
        basis = [basis.removeprefix(f"{self.act}, ") for basis in p.provision.legal_basis]
        return [text_cell(source), basis or text_cell("–")]


def _common(names: Iterable[str]) -> str:
    """The one name that all share, or nothing."""
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def _version(p: ResolvedProvision) -> str:
    return f"version {p.provision.version}"


def _title(p: ResolvedProvision) -> str:
    if p.origin == "scenario":
        return p.provision.title
    what = "added" if p.origin == "added" else p.origin
    return f"{p.provision.title} ({what} for this procurement)"
