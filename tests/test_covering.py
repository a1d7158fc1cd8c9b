"""A template's drawings may be as the house likes, but none lies over words that a build puts there."""

import pytest

from ddtender.library.codes import UNSAFE_TEMPLATE
from ddtender.library.templates import read_template
from tests.test_places_of_tags import OURS, before_award, box, place, replaced, template

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WHITE, BLACK = (f'<a:solidFill><a:srgbClr val="{c}"/></a:solidFill>' for c in ("FFFFFF", "111111"))
NONE, SQUARE, TOP = "<wp:wrapNone/>", '<wp:wrapSquare wrapText="bothSides"/>', "<wp:wrapTopAndBottom/>"
PICTURE = (
    f'<a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture"><pic:blipFill><a:blip/>'
    "</pic:blipFill></pic:pic></a:graphicData>"
)
PAGE = (7_560_000, 10_692_000)
CM = 360_000


def shape(fill: str = WHITE, more: str = "", words: str = "") -> str:
    inner = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    properties = f'<wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}{more}</wps:spPr>'
    whole = f"<wps:wsp>{properties}{inner if words else ''}<wps:bodyPr/></wps:wsp>"
    return f'<a:graphicData uri="{WPS}">{whole}</a:graphicData>'


def anchor(
    size: tuple[int, int] = PAGE, data: str = "", wrap: str = NONE, behind: int = 0, more: str = "", top: int = 0
) -> str:
    """A paragraph with a drawing that floats; it has the colour of the page where nothing else is said."""
    wide, high = size
    return (
        f'<w:p xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" xmlns:wps="{WPS}"><w:r><w:drawing>'
        f'<wp:anchor behindDoc="{behind}" simplePos="0" relativeHeight="9" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/>{more}{wrap}<wp:docPr id="7" name="Drawing"/>'
        f"<a:graphic>{data or shape()}</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def old(style: str, attributes: str = "", inner: str = "", name: str = "rect") -> str:
    """A drawing of before 2007."""
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word"'
    return f'<w:p><w:r><w:pict {vml}><v:{name} style="{style}" {attributes}>{inner}</v:{name}></w:pict></w:r></w:p>'


def in_header(xml: str) -> bytes:
    header = OURS["word/header1.xml"].decode()
    at = header.rindex("</w:hdr>")
    return template(header1=header[:at] + xml + header[at:])


FLOATS, LARGE = (
    "position:absolute;width:500pt;height:700pt",
    "a drawing in front of the text that is as large as the text",
)
PATCH, DARK = "a patch in the colour of the page in front", "a drawing behind the text on which words are not seen"
WP14 = 'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" relativeFrom="page"'
RELATIVE = (
    f"<wp14:sizeRelH {WP14}><wp14:pctWidth>100000</wp14:pctWidth></wp14:sizeRelH>"
    f"<wp14:sizeRelV {WP14}><wp14:pctHeight>90000</wp14:pctHeight></wp14:sizeRelV>"
)
TIGHT = '<wp:wrapTight wrapText="bothSides"><wp:wrapPolygon><wp:start x="0" y="0"/></wp:wrapPolygon></wp:wrapTight>'
LINE = '<a:ln w="5000000"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>'
SIZE = f'<a:xfrm><a:ext cx="{PAGE[0]}" cy="{PAGE[1]}"/></a:xfrm>'
GROUP = f'<a:graphicData uri="{WPS}"><wpg:wgp xmlns:wpg="urn:g">{SIZE}</wpg:wgp></a:graphicData>'
GREY = '<a:solidFill><a:schemeClr val="bg1"><a:lumMod val="99000"/></a:schemeClr></a:solidFill>'
COVERING = {
    "a white page": (before_award(anchor()), LARGE),
    "a picture as large as the page": (before_award(anchor(data=PICTURE)), LARGE),
    "half a page": (before_award(anchor((15 * CM, 6 * CM))), LARGE),
    "a large one by its share of the page": (before_award(anchor((CM, CM), more=RELATIVE)), LARGE),
    "one that grows by its line": (before_award(anchor((CM, CM), shape("<a:noFill/>", LINE))), LARGE),
    "a group larger than it says": (before_award(anchor((CM, CM), GROUP)), LARGE),
    "words go tightly around nothing": (before_award(anchor(wrap=TIGHT)), LARGE),
    "words go around less": (
        before_award(anchor(wrap=SQUARE, more='<wp:effectExtent l="-9000000" t="0" r="0" b="0"/>')), LARGE
    ),
    "a patch over a figure": (before_award(anchor((CM, CM // 2))), PATCH),
    "a patch in almost white": (before_award(anchor((CM, CM // 2), shape(GREY))), PATCH),
    "a patch with a dot": (before_award(anchor((4 * CM, CM), shape(words="."))), PATCH),
    "black behind the words": (before_award(anchor(data=shape(BLACK), behind=1)), DARK),
    "in a header": (in_header(anchor()), LARGE),
    "in a header, over the text": (in_header(anchor((15 * CM, 5 * CM), top=8 * CM)), LARGE),
    "an old one": (before_award(old(FLOATS)), LARGE),
    "an old one above others": (before_award(old(f"{FLOATS};z-index:7", 'fillcolor="#fefefe"')), LARGE),
    "an old one by its share": (
        before_award(old("position:absolute;width:1pt;mso-width-percent:1000;height:600pt")), LARGE
    ),
    "an old group": (before_award(old(FLOATS, name="group")), LARGE),
    "an old patch": (before_award(old("position:absolute;width:30pt;height:12pt")), PATCH),
    "an old one in a header": (in_header(old(FLOATS)), LARGE),
    "one with an alternative": (
        before_award(anchor().replace("<w:drawing>", "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/"
        "markup-compatibility/2006'><mc:Choice Requires='wps'><w:drawing>").replace(
            "</w:drawing>", "</w:drawing></mc:Choice></mc:AlternateContent>")), LARGE
    ),
    "a page behind a break that is hidden": (
        before_award(anchor() + '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:br w:type="page"/></w:r></w:p>'), LARGE
    ),
}  # fmt: skip
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
HARMLESS = {
    "a logo": before_award(anchor((5 * CM, 2 * CM), PICTURE)),
    "a logo in a header": in_header(anchor((9 * CM, 3 * CM), PICTURE)),
    "a banner in the margin": in_header(anchor((21 * CM, 2 * CM), shape(BLACK))),
    "a letterhead behind the text": in_header(anchor(data=PICTURE, behind=1)),
    "a picture that words go around": before_award(anchor((15 * CM, 8 * CM), PICTURE, SQUARE)),
    "a picture between words": before_award(anchor((15 * CM, 8 * CM), PICTURE, TOP)),
    "a white page behind the words": before_award(anchor(behind=1)),
    "a frame around the page": before_award(anchor(data=shape("<a:noFill/>", LINE.replace("5000000", "12700")))),
    "a field for an address": before_award(anchor((8 * CM, 4 * CM), shape(words="To the Tenderers of the lots " * 3))),
    "a text box in the text": before_award(box(place("", "Void"))),
    "a line": before_award(anchor((16 * CM, 12_700), shape(BLACK))),
    "a bar of colour": before_award(anchor((CM, 25 * CM), shape(BLACK))),
    "a cover": replaced("<w:body>", f"<w:body>{anchor(data=shape(BLACK))}{place('', 'Tender')}{BREAK}"),
    "a watermark behind": in_header(old(f"{FLOATS};z-index:-251658752", 'fillcolor="silver"', name="shape")),
    "a watermark of LibreOffice": in_header(
        old(f"{FLOATS};z-index:2", 'fillcolor="silver"', '<v:textpath string="DRAFT"/><v:fill opacity=".5"/>', "shape")
    ),
    "an old frame": before_award(old(FLOATS, 'filled="f"')),
    "an old picture in the line": before_award(old("width:400pt;height:600pt", inner="<v:imagedata/>", name="shape")),
}


def refused(content: bytes) -> list[str]:
    found = read_template("templates/tender.docx", "tender", content)[1]
    assert {d.code for d in found} <= {UNSAFE_TEMPLATE}
    return [d.message for d in found]


@pytest.mark.parametrize("kind", COVERING)
def test_nothing_lies_over_the_words_of_a_build(kind: str) -> None:
    content, wanted = COVERING[kind]
    assert any(wanted in message for message in refused(content)), refused(content)


@pytest.mark.parametrize("kind", HARMLESS)
def test_logos_letterheads_watermarks_and_covers_are_the_houses_own(kind: str) -> None:
    assert refused(HARMLESS[kind]) == []


def test_the_hint_says_how_a_drawing_is_mended() -> None:
    found = read_template("t.docx", "tender", before_award(anchor()))[1]
    assert all("behind the text" in (d.hint or "") for d in found)
