"""The digests that a draft carries are of what a reader reads, wherever it stands."""

from lxml import etree

from ddtender.library.sent import OUTSIDE, digest, read_sent
from ddtender.office.package import W
from ddtender.render.sent import add_sent

_BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"


def _digests(body: str) -> dict[str, tuple[str, ...]]:
    document = etree.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>')
    parts = {"[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}
    add_sent(parts, document, [])
    sent = read_sent(parts)
    assert sent is not None
    return dict(sent.digests)


def _p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str, result: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds[1]}{result}{kinds[2]}"


def _provision(id_: str, *content: str) -> str:
    tag = f'<w:sdtPr><w:tag w:val="{id_}@1.0.0"/></w:sdtPr>'
    return f"<w:sdt>{tag}<w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def _table(*content: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{''.join(content)}</w:tc></w:tr></w:tbl>"


def _of(*texts: str) -> tuple[str, ...]:
    return tuple(map(digest, texts))


def test_paragraphs_of_a_provision_stand_under_its_id_those_in_tables_apart() -> None:
    inner = _provision("contract.b", _p(_said("three")))
    body = _p(_said("one")) + _provision("contract.a", _p(_said("two")), _table(_p(_said("four"))), inner)
    found = _digests(body + _table(_provision("contract.c", _p(_said("five")))))
    assert found == {
        OUTSIDE: _of("one"), "contract.a": _of("two"), "contract.a table": _of("four"),
        "contract.b": _of("three"), "contract.c table": _of("five"), "comments": (),
    }  # fmt: skip


def test_what_a_field_computes_by_itself_is_none_of_the_words_a_reference_is() -> None:
    body = _p(_said("page "), _field(" PAGE ", _said("3")), _said(" of "), _field(" REF dd_1 ", _said("clause 4")))
    assert _digests(body)[OUTSIDE] == _of("page  of clause 4")


def test_a_field_may_go_over_many_paragraphs() -> None:
    begin, end = _field(" TOC ", "|").split("|")
    assert _digests(_p(begin, _said("1")) + _p(_said("2")) + _p(end, _said("3")))[OUTSIDE] == _of("", "", "3")


def test_a_text_box_has_paragraphs_of_its_own_which_end_first() -> None:
    body = _p(_said("be"), _BOX.format(_p(_said("in")) + _p(_said("side"))), _said("fore"))
    assert _digests(_p(_said("a")) + body)[OUTSIDE] == _of("a", "in", "side", "before")


def test_words_in_no_paragraph_belong_to_none() -> None:
    for body in (_said("x") + _p(_said("a")), _p(_said("a")) + _said("x"), _p(_said("a")) + _said("x") + _p()):
        assert _digests(body)[OUTSIDE][0] == digest("a"), body


def test_breaks_are_words_where_they_stand_in_a_run() -> None:
    tabs = '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
    run = '<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type="page"/><w:noBreakHyphen/><w:t>c</w:t></w:r>'
    assert _digests(_p(tabs, run))[OUTSIDE] == _of("a\nb\u2011c")
