"""The sign-off sheet: what somebody who signs must know, and nothing in words that code has typed."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from ddtender.library.places import MARKET_TEMPLATE
from ddtender.model.notes import Verified
from ddtender.signoff.points import MadeFrom, ToSign, is_old, points
from ddtender.signoff.sheet import signoff_sheet
from ddtender.words import language, pseudo
from tests.decisions import decide_all, plant
from tests.documents import MOMENT, build
from tests.history.repository import GOODS, LAPTOPS, Repository
from tests.history.test_decisions import BY
from tests.tools import ROOT
from tests.words.typed import of_word, texts_in, typed

ON = date(2027, 1, 4)
SECTIONS = (
    "Open points",
    "Decisions on record",
    "Deviations from the scenario and from the library",
    "Facts other than the library's defaults",
    "Weights",
    "Statements of law to be checked",
    "Provisions, and who has approved them",
    "What else binds, and who has approved it",
    "Signatures",
)


class Sheet:
    """A sheet, read by a program that knows nothing of ours: the text below each heading, a line a row."""

    def __init__(self, content: bytes) -> None:
        self.sections: dict[str, str] = {}
        heading = ""
        for block in docx.Document(io.BytesIO(content)).iter_inner_content():
            if isinstance(block, docx.table.Table):
                rows = (" | ".join(cell.text for cell in row.cells) for row in block.rows)
                self.sections[heading] = "\n".join((self.sections.get(heading, ""), *rows))
            elif block.style.name == "Heading 1":
                heading = block.text
                self.sections[heading] = ""
            else:
                self.sections[heading] = "\n".join((self.sections.get(heading, ""), block.text))


def sheet(repository: Repository, *arguments: object) -> Sheet:
    path = repository.root.parent / "sign-off.docx"
    given = ("--procedure", repository.root / LAPTOPS, *arguments)
    repository.run("signoff", "--scenario", "high", *given, "-o", path)
    return Sheet(path.read_bytes())


def test_it_says_all_that_is_open(repository: Repository) -> None:
    plant(repository.root)
    found = sheet(repository).sections
    assert tuple(found)[1:] == SECTIONS
    assert "points are open. Until they are settled, no final document can be made." in found[""]
    assert "City of Example" in found[""] and "2027-ICT-014" in found[""]
    assert "Draft: " in found["Open points"] and "To be decided for the library" in found["Open points"]
    assert "Key Production Site (definition.key-production-site) | Is half of the volume" in found["Open points"]
    assert "Nothing has been decided." in found["Decisions on record"]
    assert "Certified products (specification.certified-products)" in found["Provisions, and who has approved them"]
    assert "Name | Role | Date | Signature" in found["Signatures"]


def test_it_says_that_nothing_is_open_and_who_answers_for_what(repository: Repository) -> None:
    plant(repository.root)
    repository.approve_all()
    said = ("--role", "counsel", "--jurisdiction", "Belgium", "--valid-until", "2090-12-31")
    repository.run("approve", "definition.goods", "--reviewer", "B. Counsel", *said)
    repository.commit("Approved", tag="v1.0.1")
    found = sheet(repository).sections
    assert "Nothing is open: all is decided, approved and filled in." in found[""]
    assert "As the provision says. | A. Jurist, counsel | 4 January 2027" in found["Decisions on record"]
    goods = next(row for row in found["Provisions, and who has approved them"].split("\n") if "definition.goods" in row)
    assert "Approved | B. Counsel, counsel, Belgium" in goods
    assert "There are none" in found["Deviations from the scenario and from the library"]
    assert "nobody yet" not in found["Facts other than the library's defaults"]


def test_it_says_where_the_documents_deviate(repository: Repository) -> None:
    repository.approve_all()
    repository.commit()
    repository.edit(
        LAPTOPS,
        "parameters:\n",
        "provisions: {drop: [contract.mitigation-reporting], add: [award.action-plan]}\n"
        'parameters:\n  strategic_components: "all of them"\n  information_response_days: 20\n',
    )
    repository.edit(LAPTOPS, "award.component-transparency: 7", "award.component-transparency: 4, award.action-plan: 3")
    repository.edit(GOODS, "means the products", "means the wares")
    form = "clause_library/reply_forms/action-plan.yaml"
    repository.edit(form, "rows: 4", "rows: 5")
    elsewhere = "clause_library/reply_forms/policy-commitment.yaml"  # in no document of this scenario
    repository.edit(elsewhere, "Name, function and signature", "Name and signature")
    found = sheet(repository).sections
    deviations = found["Deviations from the scenario and from the library"]
    assert "Added to the scenario | Action plan (award.action-plan)" in deviations
    assert "Left out of the scenario | Reporting on mitigating actions (contract.mitigation-reporting)" in deviations
    assert "Sources | They are not those of a commit" in deviations
    assert "Changed since release v1.0.0 | Goods (definition.goods)" in deviations
    assert "Changed since release v1.0.0 | Action plan (reply-form.action-plan)" in deviations
    assert "reply-form.policy-commitment" not in deviations
    weights = found["Weights"].strip().split("\n")
    assert "The price | 60" in weights and "Quality beside these criteria | 25" in weights
    assert "Action plan (award.action-plan) | 3" in weights
    values = found["Facts other than the library's defaults"]
    assert "(parameters.information_response_days) | 30 days | 20 days | need not be approved" in values
    assert "battery | all of them | nobody yet" in values
    assert "all of them" in found["Open points"] and "Changed since approval: 2 of them" in found["Open points"]
    repository.run(
        "decide", "parameters.strategic_components", "--procedure", repository.root / LAPTOPS, "--again", *BY
    )
    approved = sheet(repository).sections["Facts other than the library's defaults"]
    assert "battery | all of them | A. Jurist, counsel, " in approved


def test_it_says_who_has_approved_what_they_have_written(repository: Repository) -> None:
    repository.edit(
        "clause_library/library.yaml", "proper_names:", "approval: {four_eyes: false, why: Two.}\nproper_names:"
    )
    repository.run("approve", "definition.goods", "definition.tender", "--reviewer", "M. Maintainer")
    stamp = "clause_library/reviews/definition.goods.yaml"
    repository.edit(stamp, 'waived: "Two."\n', "")
    repository.commit()
    found = sheet(repository).sections
    assert "definition.goods | Its reviewer has made its last change." in found["Open points"]
    assert "definition.tender | Its reviewer" not in found["Open points"]
    tender = found["Provisions, and who has approved them"].partition("(definition.tender)")[2]
    assert "wrote it as well: Two." in tender.partition("Tenderer (")[0]


def test_what_stands_in_the_margins_is_as_wide_as_the_page(repository: Repository) -> None:
    path = repository.root.parent / "sign-off.docx"
    repository.run("signoff", "--scenario", "low", "-o", path)
    section = docx.Document(path).sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for margin in (section.header, section.footer):
        (table,) = margin.tables
        assert abs(sum(column.width for column in table.columns) - room) < 20_000  # half a millimetre


def test_an_earlier_answer_stays_on_the_sheet_as_such(repository: Repository) -> None:
    plant(repository.root)
    for answer in ("First.", "Second."):
        repository.run("decide", "selection.product-transparency", "--question", 2, "--answer", answer, *BY)
    decisions = sheet(repository).sections["Decisions on record"]
    assert "No longer holds: First." in decisions and "| Second. |" in decisions


def test_templates_of_an_authoritys_own_are_a_deviation(repository: Repository) -> None:
    own = repository.root / "our-templates"
    own.mkdir()
    (own / "tender.docx").write_bytes((repository.root / "templates/tender.docx").read_bytes())
    deviations = sheet(repository, "--templates", own).sections["Deviations from the scenario and from the library"]
    assert "A template of the authority's own | our-templates/tender.docx" in deviations


@pytest.mark.parametrize(("on", "old"), [(date(2026, 1, 4), False), (date(2026, 1, 3), True), (None, True)])
def test_a_statement_of_law_is_to_be_checked_every_year(on: date | None, old: bool) -> None:
    checked = None if on is None else Verified(on, "A. Jurist", "the text of the Official Journal")
    assert is_old(checked, ON) is old


def test_the_law_of_the_country_is_checked_and_approved_as_well(repository: Repository) -> None:
    repository.edit(LAPTOPS, "title:", "country: be\ntitle:")
    found = sheet(repository).sections
    law = next(law for law in build("high").prepared.library.national if law.code == "be")
    never = next(p for p in law.provisions if p.citation == "Directive 2014/24/EU, Article 70")
    listed = found["Statements of law to be checked"]
    assert (f"{never.cite} | " in listed) is (never.verified is None)
    assert "national-law.be" in found["What else binds, and who has approved it"]


def known(said: ToSign, where: MadeFrom) -> list[str]:
    """What comes from the library, the procedure and those who decide."""
    found = [*texts_in(where), *(f"{value}" for value in said.resolved.draft.facts.values())]
    found += [said.resolved.draft.scenario.title, said.resolved.info.name]
    for p, standing in said.used:
        found += [p.id, p.provision.title, *texts_in(standing.review)]
    for one in said.others:
        found += [one.id, one.binding.title, *texts_in(one.review)]
    found += [*texts_in(said.asked), *texts_in(said.values), *texts_in(said.unchecked), *texts_in(said.blanks)]
    found += [value.parameter.key for value in said.values] + [blank.key for blank in said.blanks]
    return [text for text in found if text]


@pytest.mark.parametrize("variant", ["laptops", "laptops-final", "changed"])
def test_it_has_no_word_that_code_has_typed(variant: str) -> None:
    words, made = pseudo(language()), build(variant).prepared
    assert made.resolved is not None
    said = points(made.resolved, made.library, made.standings, [*made.others.values()], made.texts, ON, made.since)
    where = MadeFrom(None, True, "p.yaml", ("own/tender.docx",))
    content = signoff_sheet(said, where, (ROOT / MARKET_TEMPLATE).read_bytes(), ON, MOMENT, words)
    assert typed(of_word(content), known(said, where)) == []


def test_without_a_procedure_every_fact_is_open(repository: Repository, tmp_path: Path) -> None:
    decide_all(repository.root)
    repository.run("signoff", "--scenario", "low", "-o", tmp_path / "low.docx")
    found = Sheet((tmp_path / "low.docx").read_bytes()).sections
    assert "none: every fact is open" in found[""] and "dates.award | On which day" in found["Open points"]
