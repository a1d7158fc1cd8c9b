"""Small Word templates for tests, made anew each time."""

import io

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ddtender.model.template import ALL_STYLES, TITLE_STYLES

PARAGRAPHS = {
    "tender": """\
An offer to {{ buyer }}, from {{ start_day }}
{{p definitions }}
{{p technical_specifications }}
{%p if selection_criteria %}
{{p selection_criteria }}
{%p endif %}
{{p award_criteria }}
{{p evidence }}
{{p reply_forms }}
{{p provisions_table }}""",
    "contract": """\
{{p definitions }}
{{p contract_clauses }}
{{p kpi_annex }}
{{p provisions_table }}""",
}
_TYPES = {"paragraph": WD_STYLE_TYPE.PARAGRAPH, "character": WD_STYLE_TYPE.CHARACTER, "table": WD_STYLE_TYPE.TABLE}


def template(
    name: str,
    paragraphs: str = "",
    header: str = "",
    without: str = "",
    numbers: dict[str, str | None] | None = None,
    hidden: str = "",
) -> bytes:
    """A template with these paragraphs (a line each), all styles but ``without``, and these numbers of titles; the last
    paragraph has hidden text."""
    document = docx.Document()
    for line in (paragraphs or PARAGRAPHS[name]).splitlines():
        document.add_paragraph(line)
    if hidden:
        document.add_paragraph().add_run(hidden).font.hidden = True
    if header:
        document.sections[0].header.paragraphs[0].text = header
    there = {(style.type, style.name) for style in document.styles}
    for type_, style in ALL_STYLES:
        if style != without and (_TYPES[type_], style) not in there:
            document.styles.add_style(style, _TYPES[type_])
    for list_id, style in enumerate(dict.fromkeys(TITLE_STYLES.values()), start=900):
        level = (numbers or {}).get(style, "%1")
        if style != without and level is not None:
            _number(document, style, list_id, level)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _number(document, style: str, list_id: int, level: str) -> None:
    w, numbering, paragraph = nsdecls("w"), document.part.numbering_part.element, document.styles[style].element
    levels = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{level}"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {w} w:abstractNumId="{list_id}">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {w} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>'))
    paragraph.get_or_add_pPr().append(parse_xml(f'<w:numPr {w}><w:numId w:val="{list_id}"/></w:numPr>'))
