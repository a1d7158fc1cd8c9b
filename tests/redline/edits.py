"""Edits that a maintainer of our clauses could have made; each is (path, what stood there, what stands there now)."""

from ddtender.desk import pipeline
from ddtender.stamp import Stamp
from tests.documents import MOMENT, sources

PLAN = "clause_library/award_criteria/action-plan.md"
ASSESSMENT = "clause_library/selection_criteria/human-rights-risk-assessment.md"
TRANSPARENCY = "clause_library/award_criteria/product-transparency.md"
GOODS = "clause_library/definitions/goods.md"
MEDIUM = "scenarios/medium.yaml"
PRODUCTS, ACTIONS = "  - award.product-transparency\n", "  - award.action-plan\n"
EDITS: dict[str, list[tuple[str, str, str]]] = {
    "words": [(ASSESSMENT, "orally", "in writing or orally"), (PLAN, "two different", "two")],
    "percentages": [(PLAN, "percent: 50", "percent: 60"), (TRANSPARENCY, "percent: 70", "percent: 65")],
    "list items": [
        (
            TRANSPARENCY,
            "2. the key challenges that the Tenderer expects, that is, what may keep it from completing the list;\n3.",
            "2.",
        ),
        (PLAN, "- training on human rights", "- a budget of its own;\n- training on human rights"),
    ],
    "paragraphs": [
        (PLAN, "Each Mitigating Action is accompanied", "A plan has at most 3 pages.\n\nEach Mitigating Action comes"),
        (ASSESSMENT, "The Contracting Authority compares the statements with the sources. ", ""),
    ],
    "formatting": [
        (PLAN, "short justification", "short *written* justification"),
        (GOODS, "means the", "means **all**"),
    ],
    "versions and titles": [
        (PLAN, "version: 1.0.0", "version: 1.1.0"),
        (PLAN, "title: Action plan", "title: Plan of Mitigating Actions"),
        (GOODS, "version: 1.0.0", "version: 2.0.0"),
    ],
    "order of provisions": [
        (MEDIUM, f"{PRODUCTS}{ACTIONS}", f"{ACTIONS}{PRODUCTS}"),
    ],
    "provisions left out": [(MEDIUM, PRODUCTS, ""), (MEDIUM, "  - contract.mitigation-reporting\n", "")],
    "legal basis": [(PLAN, "  - Directive 2014/24/EU, Article 67(4)\n", "")],
}


def after(edits: list[tuple[str, str, str]], scenario: str = "medium") -> dict[str, bytes]:
    """The documents of a scenario after these edits, which must leave the library without an error."""
    files = dict(sources().files)
    for path, old, new in edits:
        text = files[path].decode()
        assert old in text, f"{old!r} does not stand in {path}"
        files[path] = text.replace(old, new, 1).encode()
    made = pipeline.build_documents(files, pipeline.Request(scenario), Stamp(False, MOMENT))
    assert made.documents, made.diagnostics
    return made.documents
