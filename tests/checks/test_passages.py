"""What rules read: the passages of a provision, quotations, compositions, and how they suggest what was meant."""

from ddtender.checks import Subject
from ddtender.checks.passages import Suggestions, passages
from ddtender.desk.pipeline import Request, check, ground, prepare_on
from ddtender.diagnostics.formats import as_text
from ddtender.library.loader import load
from ddtender.model.text import as_written
from tests.checks import word
from tests.checks.cases import good_workspace, read_cases

PHONES = "scenarios/procedures/phones.yaml"
WITHOUT = {path: content for path, content in good_workspace().items() if path != PHONES}


def read(id_: str) -> list[tuple[str, str]]:
    library, _ = load(good_workspace())
    return [(passage.part.name, passage.prose.text) for passage in passages(library.by_id[id_])]


def test_a_passage_knows_where_in_its_provision_it_stands() -> None:
    assert read("award.diligence") == [
        ("TITLE", "Diligence"),
        ("BODY", "The Tenderer describes how it looks after the people who make the Goods."),
        ("SCORING", "its own rules"),
        ("SCORING", "its visits to sites"),
        ("SCORING", "nothing is described"),
        ("SCORING", "a part is described"),
        ("SCORING", "all is described"),
        ("EVIDENCE", "a description of the rules and the visits"),
    ]
    assert [part for part, _ in read("award.site-list")] == ["TITLE"] + ["BODY"] * 3 + ["SCORING"] * 2 + ["EVIDENCE"]


def test_a_kpi_has_no_passage_for_what_it_leaves_open() -> None:
    assert [part for part, _ in read("contract.site-report")] == ["TITLE", "BODY", "KPI", "KPI", "KPI"]


def test_a_quotation_runs_over_paragraphs() -> None:
    library, _ = load(good_workspace())
    assert as_written(library.by_id["award.site-list"].body) == (
        "the tenderer names the sites where the goods are assembled: "
        "each site with its address; and what is made there."
    )
    assert as_written(library.by_id["award.actions"].body).endswith("shown under [](#selection.risk-map).")


def test_a_hopeless_file_gets_25_suggestions_and_the_same_again_where_a_word_returns() -> None:
    known = [f"payment-{n:02}" for n in range(30)]
    suggest = Suggestions(known)
    hints = [suggest(f"{name}x", "Correct it.") for name in known]
    assert hints[24] != "Correct it." and hints[25:] == ["Correct it."] * 5
    assert suggest(f"{known[0]}x", "Correct it.") == hints[0]


def test_a_procedure_on_a_checked_library_has_the_findings_of_its_own() -> None:
    """A batch reads and checks the library once, and each procedure by itself."""
    library = ground(WITHOUT)
    assert as_text(library.diagnostics) == ""
    cases = [case for case in read_cases() if case.code.startswith("award-points")]
    for case in cases:
        found = prepare_on(library, Request(None, PHONES), case.files()[PHONES]).diagnostics
        assert as_text(found) == as_text(check({**WITHOUT, PHONES: case.files()[PHONES]}))
        assert (case.code in as_text(found)) is bool(case.expected)


def test_what_has_been_read_of_a_library_is_not_read_again_for_another_composition() -> None:
    subject = ground(WITHOUT).subject
    other = subject.with_drafts()
    assert isinstance(other, Subject) and other.drafts == ()
    assert other.tags is subject.tags and other.library is subject.library


def test_a_long_circle_is_shown_by_its_ends() -> None:
    files, scenario = good_workspace(), "scenarios/low.yaml"
    names = [f"specification.member-{chr(97 + n)}" for n in range(12)]

    def ring(length: int) -> str:
        made = {}
        for name, target in zip(names[:length], [*names[1:length], names[0]], strict=True):
            text = files["clause_library/technical_specifications/repair.md"].decode().partition("---\nSpare")[0]
            text = text.replace("specification.repair", name).replace("Spare parts", name)
            path = f"clause_library/technical_specifications/{name.partition('.')[2]}.md"
            made[path] = f"{text}---\nSpare parts shall be as [](#{target}) says.\n".encode()
        listed = "".join(f"  - {name}\n" for name in names[:length])
        made[scenario] = files[scenario].replace(
            b"  - specification.repair\n", b"  - specification.repair\n" + listed.encode()
        )
        return as_text(check({**files, **made})).splitlines()[0].partition("in a circle: ")[2]

    assert ring(8) == " → ".join([*names[:8], names[0]])
    assert ring(9) == " → ".join([*names[:5], "…", *names[6:9], names[0]])
    assert ring(12) == " → ".join([*names[:5], "…", *names[9:], names[0]])


def test_a_tag_may_nest_a_hundred_deep() -> None:
    def found(deep: int) -> str:
        tag = f"{{% if {'not ' * deep}buyer %}}{{% endif %}}"
        paragraphs = f"{word.PARAGRAPHS['contract']}\n{tag}"
        return as_text(check({**good_workspace(), "templates/contract.docx": word.template("contract", paragraphs)}))

    assert found(99) == ""
    assert "error[template-syntax]" in found(100) and "has a tag that nests too deep" in found(100)
