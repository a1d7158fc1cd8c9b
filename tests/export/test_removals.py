"""What is left out of a notice: the official rules, our list of what is missing, and reading back, held together."""

from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import etree
from msgspec.structs import replace

from ddtender.export.eforms import eforms, written
from ddtender.export.facts import NoticeFacts, Organisation
from ddtender.export.gaps import gaps
from ddtender.export.notice import Notice
from ddtender.export.read_back import leaves, notice_differences
from tests.export import official
from tests.export.notices import notice

#: Leaves of our notice that the official rules do not miss.
UNSEEN = {
    "Telephone", "ElectronicMail", "ID", "EstimatedOverallContractAmount", "ItemClassificationCode", "Name", "Note",
    "VariantConstraintCode", "TendererRequirementTypeCode", "ExecutionRequirementCode", "Description",
    "ProcurementTypeCode",
}  # fmt: skip


def test_whatever_is_taken_out_of_a_notice_is_missed() -> None:
    made = notice("high")
    removed = list(_one_leaf_less(made))
    assert len(removed) > 100
    assert [name for name, content in removed if not notice_differences(content, made)] == []


@pytest.mark.usefixtures("needs_standards")
def test_official_rules_miss_less_than_reading_back() -> None:
    accepted = Counter(
        name for name, content in _one_leaf_less(notice("high")) if not official.notice_findings(content)
    )
    assert set(accepted) == UNSEEN and 15 < accepted.total() < 25


def _facts() -> list[str]:
    """The facts of a notice by their dotted names."""
    own = [name for name in NoticeFacts.__struct_fields__ if name not in ("authority", "review_body", "source", "file")]
    both = [name for name in Organisation.__struct_fields__ if name not in ("deadline", "legal_type", "activity")]
    parties = [f"{party}.{name}" for party in ("authority", "review_body") for name in both]
    return [*own, *parties, "authority.legal_type", "authority.activity"]


def _without(made: Notice, name: str) -> Notice:
    def less(facts: NoticeFacts) -> NoticeFacts:
        party, _, inner = name.rpartition(".")
        if party:
            return replace(facts, **{party: replace(getattr(facts, party), **{inner: None})})
        return replace(facts, **{name: () if isinstance(getattr(facts, name), tuple) else None})

    facts = less(made.facts)
    lots = tuple(replace(lot, facts=less(lot.facts)) for lot in made.lots)
    return replace(made, facts=facts, lots=lots, gaps=tuple(gaps(facts, made.resolved.language, [made.language_code])))


@pytest.mark.usefixtures("needs_standards")
@pytest.mark.parametrize("name", _facts())
def test_a_fact_left_out_is_a_gap_exactly_where_the_rules_refuse_the_notice(name: str) -> None:
    made = _without(notice("high"), name)
    content, findings = written(made)
    assert findings == []
    assert bool(made.gaps) == bool(official.notice_findings(content)), made.gaps


def _one_leaf_less(made: Notice) -> Iterator[tuple[str, bytes]]:
    """The notice with each of its leaves taken out, and with what is then empty."""
    content, _ = eforms(made)
    number = sum(1 for _ in leaves(content or b""))
    for n in range(number):
        root = etree.fromstring(content or b"")
        node = [node for node in root.iter(etree.Element) if not len(node)][n]
        name = etree.QName(node).localname
        while not len(node) and (above := node.getparent()) is not None:
            above.remove(node)
            node = above
        yield name, etree.tostring(root)
