"""From the names of styles to a template's own ids, numbers and measures."""

from __future__ import annotations

from msgspec import Struct

from ddtender.model import Kind
from ddtender.model.template import ALL_STYLES, STYLES, TITLE_STYLES
from ddtender.office.style_names import StyleNames, style_name
from ddtender.office.wml import Element, W
from ddtender.render.legible import Looks, looks_of
from ddtender.render.place import cell_margins, column_width

#: Styles that are used where a template has them.
_USED = (
    *(("paragraph", f"heading {level}") for level in range(1, 7)),
    ("paragraph", "annotation text"),
    ("character", "annotation reference"),
)


class StyleSheet(Struct, frozen=True):
    """A template's styles: ids by (type, name), the list of each kind's title, the width in twips that tables are
    made for before they have a place, the indent of a provision's text, the margins of cells by table style, and what
    the text of tables needs to be seen."""

    ids: dict[tuple[str, str], str]
    lists: dict[Kind, str]
    width: int
    indent: int
    margins: dict[str, int]
    looks: Looks

    def p(self, name: str) -> str:
        return self.ids["paragraph", name]

    def c(self, name: str) -> str:
        return self.ids["character", name]

    def t(self, name: str) -> str:
        return self.ids["table", name]

    def heading(self, level: int) -> str:
        return self.ids.get(("paragraph", f"heading {level}")) or self.p("Provision Label")


def read_styles(styles: Element, document: Element) -> StyleSheet:
    """The style sheet of a template; the checks have made sure that every style of ``STYLES`` is there."""
    names = StyleNames(styles)
    ids = {(style.get(W + "type", ""), style_name(style)): style.get(W + "styleId", "") for style in names}
    elements = {wanted: style for wanted in (*ALL_STYLES, *_USED) if (style := names.find(*wanted)) is not None}
    ids |= {wanted: style.get(W + "styleId", "") for wanted, style in elements.items()}
    missing = [name for name in STYLES if name not in ids]
    if missing:
        raise KeyError(missing)
    titles = {kind: elements.get(("paragraph", name)) for kind, name in TITLE_STYLES.items()}
    lists = {kind: _num_id(style) for kind, style in titles.items() if style is not None}
    indent = elements["paragraph", "Provision Continued"].find(f"{W}pPr/{W}ind")
    left = (indent.get(W + "left") or indent.get(W + "start") or "") if indent is not None else ""
    tables = [ids[name] for name in STYLES if name[0] == "table"]
    return StyleSheet(
        ids,
        lists,
        column_width(next(document.iter(W + "sectPr"), None)),
        int(left) if left.isdecimal() else 0,
        cell_margins(styles),
        looks_of(styles, tables, ids["paragraph", "Table Heading"], ids["paragraph", "Table Text"]),
    )


def _num_id(style: Element) -> str:
    num = style.find(f"{W}pPr/{W}numPr/{W}numId")
    return num.get(W + "val", "0") if num is not None else "0"
