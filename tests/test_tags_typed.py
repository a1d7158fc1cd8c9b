"""Tags as people and programs type them: what the check passes, the build fills in."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.documents import W, Word, built_of, sources
from tests.tools import ROOT

TAG = '{{p provision["award.due-diligence-processes"] }}'
OTHER = '{{p provision["award.component-transparency"] }}'


def written(text: str) -> str:
    """Runs with the text; ``<w:…/>`` in it stands between them."""
    pieces = text.replace("<", "\0<").replace(">", ">\0").split("\0")
    return "".join(
        f"<w:r>{piece}</w:r>" if piece.startswith("<") else f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>'
        for piece in pieces
        if piece
    )


@pytest.mark.parametrize(
    "tag",
    [
        TAG.replace('"', "“", 1).replace('"', "”", 1),
        TAG.replace('"', "„", 1).replace('"', "“", 1),
        TAG.replace('"', "‘", 1).replace('"', "’", 1),
        TAG.replace('["', "[«").replace('"]', "»]"),
        TAG.replace('["', "[»").replace('"]', "«]"),
        TAG.replace('["', "[‹").replace('"]', "›]"),
        TAG.replace(" ", "\u00a0"),
        TAG.replace(" ", "\u2009"),
        TAG.replace(" ", "\u202f"),
        TAG.replace(" ", "\u3000"),
        TAG.replace("p ", "p\u200b \u2060").replace("award", "aw\u00adard").replace("}}", "\ufeff}}"),
        TAG.replace("-", "\u2011"),
        TAG.replace("-", "<w:noBreakHyphen/>"),
        TAG.replace("due", "du<w:softHyphen/>e"),
        TAG.replace("p ", "p<w:tab/>"),
        TAG.replace("p ", "p<w:br/>"),
        TAG.replace("provision", "pro<w:lastRenderedPageBreak/>vision"),
        TAG.replace("{{p ", "{{p").replace("pprovision", "p   provision").replace(" }}", "}}"),
    ],
)
def test_a_tag_works_however_it_was_typed(tag: str) -> None:
    document = docx.Document(ROOT / "templates/tender.docx")
    place = next(p for p in document.paragraphs if p.text == "{{p award_criteria }}")
    place.insert_paragraph_before(OTHER)
    for run in list(place._p.iter(W + "r")):
        place._p.remove(run)
    place._p.extend(parse_xml(f"<w:p {nsdecls('w')}>{written(tag)}</w:p>"))
    buffer = io.BytesIO()
    document.save(buffer)
    built = built_of({**sources().files, "templates/tender.docx": buffer.getvalue()}, "high")
    assert not built.diagnostics, built.diagnostics
    read = Word(built.documents["tender.docx"])
    assert [p.text for p in read.paragraphs if p.style == "Provision Award"] == [
        "Supply chain transparency: components",
        "Due diligence processes",
    ]
    assert "{" not in read.text
