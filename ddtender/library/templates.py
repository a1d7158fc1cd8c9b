"""A Word template as the checks see it. Templates come from outside: they are opened with limits on everything."""

from __future__ import annotations

from functools import lru_cache

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import UNREADABLE_TEMPLATE, UNSAFE_TEMPLATE
from ddtender.library.hiding import changed_pages, changed_words, dropped, narrowest
from ddtender.library.looks.covering import covered
from ddtender.library.looks.placed_tags import narrowest_section, no_room, placed_tags
from ddtender.library.relationships import faults
from ddtender.library.template_text import filled_trees, other_trees, read_texts
from ddtender.model import Template
from ddtender.model.template import ALL_STYLES, TITLE_STYLES
from ddtender.office.package import PackageError, W, main_text, open_package
from ddtender.office.style_names import StyleNames, style_name

_UNSAFE = (
    "Mend it in Word: take out links to files, embedded objects and such fields; of a style, change the font or the "
    "paragraph under Modify Style, of a list the level, of a section the page setup, of a table the column; put "
    "drawings behind the text. `ddtender adopt` takes out an attached template, which Word shows under Developer; "
    "add-ins and ribbons go under File, Info, Inspect Document."
)


def read_template(path: str, name: str, content: bytes) -> tuple[Template | None, list[Diagnostic]]:
    """Paragraph texts, styles and title numbering of a .docx; one finding if it is not a sound one."""
    template, findings = _read(path, name, content)
    return template, [*findings]


@lru_cache(maxsize=8)  # the same templates are read for every procedure, revision and release
def _read(path: str, name: str, content: bytes) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    try:
        parts = open_package(content)
        main = main_text(parts)
        filled = filled_trees(parts)
        others = other_trees(parts, filled)
        lost = [fault for tree in filled.values() for fault in dropped(tree)]
        paragraphs, elsewhere, private = read_texts(parts, filled, others, path)
        styles, numbering = ((filled | others).get(f"word/{name}.xml") for name in ("styles", "numbering"))
        tags = [*placed_tags(parts, filled)]
        room = min(narrowest(main), narrowest_section(tags))
        hidden = (*changed_words(parts, main.find(W + "background"), room), *changed_pages(main), *no_room(tags))
        hidden += (*covered(filled),)
        unsafe = list(dict.fromkeys([*faults(parts), *hidden, *lost]))
    except PackageError as error:
        hint = "Open it in Word and save it again as a Word document (.docx), without macros or password."
        return None, (Diagnostic(UNREADABLE_TEMPLATE, Location(path), str(error), hint),)
    if unsafe:
        return None, tuple(Diagnostic(UNSAFE_TEMPLATE, Location(path), f"it {fault}", _UNSAFE) for fault in unsafe)
    levels = _title_levels(styles, numbering)
    return Template(name, content, paragraphs, _styles(styles), levels, Location(path), elsewhere, private), ()


def _styles(styles) -> frozenset[tuple[str, str]]:
    """The names that styles have, and those of the styles that we need under which they are found."""
    names = StyleNames(styles)
    own = {(style.get(W + "type", ""), style_name(style)) for style in names}
    return frozenset(own | {wanted for wanted in ALL_STYLES if names.find(*wanted) is not None})


def _title_levels(styles, numbering) -> dict[str, str]:
    """The level text of the list that the style of each kind's title is numbered by, by our name of the style."""
    if styles is None or numbering is None:
        return {}
    levels, names = {}, StyleNames(styles)
    for name in TITLE_STYLES.values():
        style = names.find("paragraph", name)
        num = None if style is None else style.find(f"{W}pPr/{W}numPr/{W}numId")
        if num is not None and (text := level_text(numbering, num.get(W + "val", ""), 0)) is not None:
            levels[name] = text
    return levels


def level_text(numbering, num_id: str, level: int) -> str | None:
    """The text of a level of a list (ECMA-376 part 1, 17.9.11), or None if there is no such list."""
    num = next((n for n in numbering.iter(W + "num") if n.get(W + "numId") == num_id), None)
    if num is None:
        return None
    reference = num.find(W + "abstractNumId")
    abstract_id = reference.get(W + "val") if reference is not None else None
    abstract = next((a for a in numbering.iter(W + "abstractNum") if a.get(W + "abstractNumId") == abstract_id), None)
    if abstract is None:
        return None
    for lvl in abstract.findall(W + "lvl"):
        if lvl.get(W + "ilvl") == str(level) and lvl.find(W + "lvlText") is not None:
            return lvl.find(W + "lvlText").get(W + "val")
    return None
