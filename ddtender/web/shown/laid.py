"""A document of the layout as HTML: words right, pages not. What is open leads to the form in which it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from markupsafe import Markup, escape
from msgspec import Struct

from ddtender.layout import laid_out
from ddtender.layout.values import Fields, Grid, GridCell, Heading, Laid, LaidBlock, Line, Plot, Role, Table
from ddtender.resolve.inlines import ResolvedBlank
from ddtender.resolve.values import ResolvedDocument
from ddtender.review_page.fragments import joined
from ddtender.review_page.plots import drawn
from ddtender.review_page.text import PageText

#: The sections of each document in the order of our templates, by the words of the templates for their headings.
SECTIONS = {
    "tender": (
        ("tender_rules", "general_provisions"),
        ("overview", "overview"),
        ("definitions", "definitions"),
        ("technical_specifications", "technical_specifications"),
        ("selection_criteria", "selection_criteria"),
        ("award_criteria", "award_criteria"),
        ("evidence", "evidence"),
        ("contract_overview", "contract_overview"),
        ("reply_forms", "reply_forms"),
    ),
    "contract": (
        ("contract_rules", "general_provisions"),
        ("definitions", "definitions"),
        ("clauses", "contract_clauses"),
        ("kpi_annex", "kpi_annex"),
    ),
}


class DocumentSection(Struct, frozen=True):
    """A part of a document under its heading."""

    anchor: str
    heading: str
    content: Markup


class DocumentText(PageText):
    """Writes the text of a document for one page; ``facts`` is the address of the form for a fact, without its key
    ("": there is none)."""

    def __init__(self, resolved: ResolvedDocument, facts: str) -> None:
        super().__init__(frozenset(p.id for p in (*resolved.provisions, *_definitions(resolved))))
        self.language = resolved.language
        self.keys = {blank.name: blank.dotted for blank in resolved.blanks if blank.filled_by == "authority"}
        self.facts = facts

    def blank(self, blank: ResolvedBlank) -> Markup:
        """The value, or the label of what is open; both lead to the question where the authority answers it."""
        kind = "blank" if blank.text is None else "value"
        key = self.keys.get(blank.name)
        if key is None or not self.facts:
            return Markup('<span class="%s">%s</span>') % (kind, blank.shown)
        return Markup('<a class="%s" href="%s">%s</a>') % (kind, self.leads_to(key), blank.shown)

    def leads_to(self, key: str) -> str:
        """The address at which a fact is asked for."""
        return f"{self.facts}{quote(key, safe='')}"

    def blocks(self, blocks: Iterable[LaidBlock], changed: dict[str, Markup]) -> Markup:
        """Blocks of the layout; ``changed`` marks provisions by their ids."""
        return joined(piece for block in blocks for piece in self._written(block, changed))

    def _written(self, block: LaidBlock, changed: dict[str, Markup]) -> Iterator[Markup]:
        if isinstance(block, Laid):
            number = Markup('<span class="label">%s %s</span> ') % (self.language.capital(block.label), block.number)
            form = Markup('<article class="provision" id="%s"><h3>%s%s</h3>%s%s%s%s</article>')
            mark = changed.get(block.id, Markup(""))
            lots = joined(Markup('<p class="help">%s</p>') % self.inlines(one.inlines) for one in block.lots)
            after = joined(piece for one in block.after for piece in self._written(one, changed))
            yield form % (
                block.id,
                number if block.number else "",
                block.title,
                mark,
                self.body(block.body),
                lots,
                after,
            )
        elif isinstance(block, Heading):
            level = min(block.level + 1, 6)
            yield Markup("<h%s>%s</h%s>") % (level, self.inlines(block.inlines), level)
        elif isinstance(block, Line):
            kind = "help" if block.role in (Role.NOTE, Role.INSTRUCTION) else "line"
            yield Markup('<p class="%s">%s</p>') % (kind, self.inlines(block.inlines))
        elif isinstance(block, Table):
            yield self._table(block)
        elif isinstance(block, Plot):
            yield drawn(block, self.language)
        elif isinstance(block, Fields):
            asked = ((one.label, self.inlines(one.help)) for one in block.fields)
            form = Markup("<div><dt>%s</dt><dd>%s</dd></div>")
            yield Markup('<dl class="asked">%s</dl>') % joined(form % one for one in asked)
        elif isinstance(block, Grid):
            heads = joined(Markup('<th scope="col">%s</th>') % heading for heading, _ in block.columns)
            rows = joined(Markup("<tr>%s</tr>") % joined(map(_cell, row)) for row in block.rows)
            yield _SCROLL % (block.description, Markup("<thead><tr>%s</tr></thead><tbody>%s</tbody>") % (heads, rows))

    def _table(self, table: Table) -> Markup:
        heads = joined((_FIGURES_HEAD if one.figures else _HEAD) % one.heading for one in table.columns)
        rows = joined(Markup("<tr>%s</tr>") % joined(self._cells(table, row)) for row in table.rows)
        head = Markup("<thead><tr>%s</tr></thead>") % heads if any(one.heading for one in table.columns) else ""
        return _SCROLL % (table.description, Markup("%s<tbody>%s</tbody>") % (head, rows))

    def _cells(self, table: Table, row: tuple) -> Iterator[Markup]:
        for column, cell in zip(table.columns, row, strict=False):
            yield (_FIGURE if column.figures else _PLAIN) % Markup("<br>").join(map(self.inlines, cell))


_HEAD, _FIGURES_HEAD = Markup('<th scope="col">%s</th>'), Markup('<th scope="col" class="number">%s</th>')
_PLAIN, _FIGURE = Markup("<td>%s</td>"), Markup('<td class="number">%s</td>')
_SCROLL = Markup('<div class="scroll" tabindex="0" role="group" aria-label="%s"><table>%s</table></div>')


def _cell(cell: GridCell) -> Markup:
    return Markup("<td>%s</td>") % (cell.label or escape("…"))


def _definitions(resolved: ResolvedDocument) -> Iterator:
    for found in resolved.definitions.values():
        yield from found


def sections(
    resolved: ResolvedDocument, document: str, facts: str, changed: dict[str, Markup] | None = None
) -> list[DocumentSection]:
    """A document ("tender", "contract") section by section, those that are empty left out; ``changed`` are marks by id
    of what differs from the last set that was issued."""
    writer, parts = DocumentText(resolved, facts), laid_out(resolved, document)
    found = []
    for heading, name in SECTIONS[document]:
        content = joined(writer.blocks(part.blocks, changed or {}) for part in parts[name])
        if content:
            found.append(DocumentSection(f"section-{name}", resolved.language.say(f"template.{heading}"), content))
    return found
