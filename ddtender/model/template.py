"""What the checks and the renderer need to know of a Word template."""

from __future__ import annotations

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model.provision import Kind

#: The generated parts a template can ask for, and the documents in which a tag for them is required.
SECTIONS: dict[str, frozenset[str]] = {
    "general_provisions": frozenset(),
    "overview": frozenset(),
    "definitions": frozenset({"tender", "contract"}),
    "technical_specifications": frozenset({"tender"}),
    "selection_criteria": frozenset({"tender"}),
    "award_criteria": frozenset({"tender"}),
    "evidence": frozenset({"tender"}),
    "contract_overview": frozenset(),
    "reply_forms": frozenset({"tender"}),
    "contract_clauses": frozenset({"contract"}),
    "kpi_annex": frozenset({"contract"}),
    "provisions_table": frozenset(),
}

#: The labels of dates, which may be planned.
DATE_LABELS = ("award_date_label", "contract_start_label")
#: Values that the build itself supplies; the labels of dates say "planned" where the day is not fixed yet.
BUILD_VALUES = (
    "draft_mark",
    "library_name",
    "library_version",
    "scenario_title",
    "scenario_summary",
    *DATE_LABELS,
)
#: The facts that templates print beside a label of the language (`words/TAG/template.yaml`), by the parameter's name:
#: one of these names promises its fact, whatever the library says.
FACTS_BY_NAME = {
    "award_date": "dates.award",
    "contract_start": "dates.contract_start",
    "contract_end": "dates.contract_end",
    "contracting_authority": "authority.name",
    "authority_contact": "authority.contact",
    "procurement_subject": "subject",
    "procedure_title": "title",
    "procedure_reference": "reference",
    "contractor_name": "contractor.name",
    "contractor_address": "contractor.address",
}
#: A tag that begins with this prints a heading or label of the language (`words/TAG/template.yaml`).
WORD = "word_"

#: The styles of titles; that of the frame is needed only where a template asks for its passages.
FRAME_STYLE = "Provision General"
TITLE_STYLES = {
    Kind.FRAME_TENDER: FRAME_STYLE,
    Kind.FRAME_CONTRACT: FRAME_STYLE,
    Kind.SPECIFICATION: "Provision Specification",
    Kind.SELECTION: "Provision Selection",
    Kind.AWARD: "Provision Award",
    Kind.CONTRACT: "Provision Contract",
}
#: The styles that provisions are set in, as (type, name); a template must have them all.
STYLES: tuple[tuple[str, str], ...] = (
    *(("paragraph", name) for name in TITLE_STYLES.values() if name != FRAME_STYLE),
    ("paragraph", "Body Text"),
    ("paragraph", "Definition Term"),
    ("paragraph", "Definition"),
    ("paragraph", "Provision Paragraph"),
    ("paragraph", "Provision Item"),
    ("paragraph", "Provision Subitem"),
    ("paragraph", "Provision Bullet"),
    ("paragraph", "Provision Subbullet"),
    ("paragraph", "Provision Continued"),
    ("paragraph", "Provision Label"),
    ("paragraph", "Table Text"),
    ("paragraph", "Table Number"),
    ("paragraph", "Table Heading"),
    ("paragraph", "Form Instruction"),
    ("paragraph", "Note"),
    ("table", "Provision Table"),
    ("table", "Form Table"),
    ("character", "Blank"),
    ("character", "Strong"),
    ("character", "Emphasis"),
    ("character", "Hyperlink"),
)
#: All styles that a provision may be set in.
ALL_STYLES = (*STYLES, ("paragraph", FRAME_STYLE))


class TemplateParagraph(Struct, frozen=True):
    """A paragraph's text, the part it stands in ("word/document.xml") and its number there.

    ``faults`` say what is wrong with the place of its tags; ``within`` are the numbers of what holds it, its row and
    its cell, which a block that begins there must not leave. An alternative text that is filled in is one as well.
    """

    text: str
    part: str
    location: Location
    faults: tuple[str, ...] = ()
    within: tuple[int, int, int] = (0, 0, 0)


class Unmeant(Struct, frozen=True):
    """Something in a template that a reader of the document was not meant to get, by its place, and how to mend it."""

    message: str
    hint: str
    location: Location


class Template(Struct, frozen=True):
    """A template: ``name`` is tender or contract; ``styles`` are (type, name); ``title_levels`` gives, by style name,
    the text of the first level of the list that numbers a style. ``unfilled`` are tags in places that no build fills
    in, each as a message and its place."""

    name: str
    content: bytes
    paragraphs: tuple[TemplateParagraph, ...]
    styles: frozenset[tuple[str, str]]
    title_levels: dict[str, str]
    location: Location
    unfilled: tuple[tuple[str, Location], ...] = ()
    unmeant: tuple[Unmeant, ...] = ()
