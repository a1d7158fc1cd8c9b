"""Texts of any script, length and kind: a notice that says them, or a finding; never less than they say."""

from decimal import Decimal
from string import printable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from ddtender.export.eforms import eforms
from ddtender.export.notice import Notice
from ddtender.export.ocds import ocds
from tests.examples import sample
from tests.export import official
from tests.export.notices import notice

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=printable, max_size=60),
    st.sampled_from(
        ["<b>bold</b>", "]]>", "&amp;", "&#0;", "\u202eright to left", "\ufffe", "Ω≈ç√", "標準", "🙂" * 3, "\r\n", " "]
    ),
    st.integers(390, 410).map("é".__mul__),
    st.integers(5990, 6010).map("長".__mul__),
)


@given(TEXTS, TEXTS)
@settings(max_examples=sample(40, 1000))
@example("title\x00", "text")
@example("\u00a0", "\u2003spaces of other kinds\u2003")
@example("two  spaces", "\ttab")
def test_a_text_is_written_as_it_is_or_is_a_finding(title: str, text: str) -> None:
    made = _saying(title, text)
    content, findings = eforms(made)
    assert (content is None) == bool(findings)
    assert {finding.code.name for finding in findings} <= {"notice-text-too-long", "notice-character"}
    if content is not None:
        name = etree.fromstring(content).findtext("{*}ProcurementProject/{*}Name")
        assert (name or "") == title.strip()
    release, told = ocds(made)
    assert release is not None and told == []
    if official.at_hand() and content is not None and title.strip() and text.strip():
        refused = {finding.split(" ")[0] for finding in official.notice_findings(content)}
        assert not refused, (title, text)


def _saying(title: str, text: str) -> Notice:
    made = notice("high")
    lot = made.lots[0]
    award = (replace(lot.award[0], name=f"A1 {title}", description=f"A1 {text}"), *lot.award[1:])
    selection = tuple(replace(said, whole=f"S {text}") for said in lot.selection)
    facts = replace(made.facts, title=title)
    lots = (replace(lot, facts=facts, award=award, selection=selection),)
    return replace(made, facts=facts, lots=lots)


@pytest.mark.parametrize("points", [(60, 40), ("33.33", "66.67"), ("0.01", "99.99"), (0, 100), ("12.5", "87.5")])
def test_any_split_of_the_points_is_written(points: tuple) -> None:
    made = notice("high")
    lot = made.lots[0]
    award = tuple(replace(one, points=Decimal(n)) for one, n in zip(lot.award, points, strict=False))
    content, findings = eforms(replace(made, lots=(replace(lot, award=award),)))
    assert findings == [] and content is not None
    if official.at_hand():
        assert official.notice_findings(content) == []
