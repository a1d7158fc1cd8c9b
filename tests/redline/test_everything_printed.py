"""Whatever a document prints: change it, and the redline shows what stood there and what stands there now."""

import pytest
from lxml import etree

from ddtender.desk import pipeline
from ddtender.stamp import Stamp
from tests.documents import LAPTOPS as PROCEDURE
from tests.documents import MOMENT, W, Word, sources
from tests.history.repository import GOODS, LAPTOPS, MITIGATION
from tests.redline.settled import redlined

LIBRARY, PARAMETERS, HIGH = "clause_library/library.yaml", "clause_library/parameters.yaml", "scenarios/high.yaml"
PROCESSES = "clause_library/award_criteria/due-diligence-processes.md"
FORM = "clause_library/reply_forms/certified-products.yaml"
#: What is changed: the document, the file, what stood there, what stands there now, and the words that are written.
CHANGES = {
    "title of the procurement": ("contract", LAPTOPS, "title: Laptops and", "title: Notebooks and", "Notebooks"),
    "reference": ("tender", LAPTOPS, "2027-ICT-014", "2027-ICT-999", "2027-ICT-999"),
    "authority": ("tender", LAPTOPS, "City of Example", "Town of Example", "Town"),
    "contact": ("contract", LAPTOPS, "procurement@", "tenders@", "tenders"),
    "subject": ("contract", LAPTOPS, "subject: laptops", "subject: notebooks", "notebooks"),
    "date": ("contract", LAPTOPS, "contract_end: 2031-03-31", "contract_end: 2032-03-31", "2032"),
    "price weight": ("tender", LAPTOPS, "price: 60\n  other_quality: 25", "price: 61\n  other_quality: 24", "61"),
    "points": (
        "tender",
        LAPTOPS,
        "transparency: 7, award.due-diligence-processes: 8",
        "transparency: 9, award.due-diligence-processes: 6",
        "9",
    ),
    "parameter": (
        "tender",
        LAPTOPS,
        "  risk_assessment_months: 3\n",
        "  risk_assessment_months: 3\n  first_report_months: 9\n",
        "9",
    ),
    "percentage": (
        "tender",
        PROCESSES,
        "      - id: partial\n        percent: 50",
        "      - id: partial\n        percent: 40",
        "40 %",
    ),
    "words of an option": (
        "tender",
        PROCESSES,
        "what is done, but lacks",
        "what is done, but rather lacks",
        "rather",
    ),
    "evidence": (
        "tender",
        PROCESSES,
        "element by element, in the reply form, with",
        "element by element, in the reply form, and",
        "and",
    ),
    "legal basis": (
        "provisions",
        PROCESSES,
        "  - Directive 2014/24/EU, Article 67(4)\n",
        "  - Directive 2014/24/EU, Article 18(2)\n",
        "18(2",
    ),
    "source": ("provisions", PROCESSES, "item: Award criterion 7", "item: Award criterion 8", "8"),
    "version": ("provisions", PROCESSES, "version: 1.0.0", "version: 1.1.0", "1.1.0"),
    "title of a provision": (
        "tender",
        PROCESSES,
        "title: Due diligence processes",
        "title: Due diligence practices",
        "practices",
    ),
    "indicator": (
        "contract",
        MITIGATION,
        "The number of Mitigating Actions that the report describes.",
        "The count of Mitigating Actions that the report describes.",
        "count",
    ),
    "target": ("contract", MITIGATION, "The number is recorded and", "The number is noted and", "noted"),
    "measured by": ("contract", MITIGATION, "measured_by: Count of", "measured_by: Tally of", "Tally"),
    "definition": ("contract", GOODS, "means the products", "means all products", "all"),
    "scenario": ("provisions", HIGH, "title: High maturity", "title: Great maturity", "Great"),
    "summary of a scenario": ("provisions", HIGH, "works as a system", "works as a whole", "whole"),
    "reply form": ("tender", FORM, "Enter one row for each product.", "Fill one row for each product.", "Fill"),
    "version of the library": ("provisions", LIBRARY, "version: 1.0.0", "version: 1.1.0", "1.1.0"),
    "default": ("contract", PARAMETERS, "default: 12\n", "default: 11\n", "11"),
    "label of a blank": (
        "contract",
        PARAMETERS,
        "label: name of the Contractor",
        "label: firm of the Contractor",
        "firm",
    ),
}


def documents(files: dict[str, bytes]) -> dict[str, bytes]:
    """The tender, the contract and the list of provisions."""
    request, stamp = pipeline.Request("high", LAPTOPS), Stamp(False, MOMENT, notes=False)
    made = pipeline.build_documents(files, request, stamp)
    assert made.documents and made.prepared.resolved, made.diagnostics
    listed, findings = pipeline.provisions_list(made.prepared.library, made.prepared.resolved, stamp)
    assert findings == []
    return {**made.documents, **listed}


@pytest.fixture(scope="module")
def before() -> dict[str, bytes]:
    return documents(dict(sources(PROCEDURE).files))


def written(content: bytes) -> str:
    """All that is inserted, in the body and in headers and footers."""
    read = Word(content)
    trees = [
        etree.fromstring(data) for name, data in read.parts.items() if name.startswith("word/") and b"<w:ins" in data
    ]
    return " ".join("".join(e.itertext(W + "t")) for tree in trees for e in tree.iter(W + "ins"))


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_seen(before: dict[str, bytes], what: str) -> None:
    document, path, stood, stands, words = CHANGES[what]
    files = dict(sources(PROCEDURE).files)
    text = files[path].decode()
    assert stood in text, f"{stood!r} does not stand in {path}"
    files[path] = text.replace(stood, stands, 1).encode()
    content = redlined(before[f"{document}.docx"], documents(files)[f"{document}.docx"])
    assert words in written(content)
