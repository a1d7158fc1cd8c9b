"""A draft in Dutch comes back into the Dutch clauses; a clause in English leaves its translations behind, in sight."""

import shutil
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from tests.history.repository import LAPTOPS, Repository, copy_of_ours, init
from tests.returned.drafts import Authority, reasons, said
from tests.returned.editor import ANNA, NOBODY, Editor, cell
from tests.tools import ROOT

TRANSPARENCY = "contract_clauses/transparency-reporting-per-site.md"
ID = "contract.transparency-reporting-per-site"
SOURCE, DUTCH = f"clause_library/{TRANSPARENCY}", f"clause_library/languages/nl/{TRANSPARENCY}"
BOTH = "scenarios/procedures/laptops-nl.yaml"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A workspace whose procedure is in Dutch and English, with one translation approved, and its drafts."""
    folder = tmp_path_factory.mktemp("in-dutch")
    root = copy_of_ours(folder / "workspace")
    for tag in ("nl", "fr"):
        shutil.copytree(ROOT / f"clause_library/languages/{tag}", root / f"clause_library/languages/{tag}")
    (root / BOTH).write_bytes(b"languages: [nl, en]\n" + (root / LAPTOPS).read_bytes())
    repository = init(root)
    repository.run("approve", ID, "--language", "nl", "--reviewer", "A. Jurist")
    repository.commit("Approved")
    made = Authority(repository, folder, BOTH)
    made.content("contract", "high", facts=True)
    return made


@pytest.fixture
def authority(original: Authority, tmp_path: Path) -> Authority:
    shutil.copytree(original.repository.root, tmp_path / "workspace")
    return Authority(Repository(tmp_path / "workspace"), tmp_path, BOTH, original)


def states(review: Any) -> list[tuple[str, str, str]]:
    return [(one["language"], one["before"], one["after"]) for one in review["translations"]]


def notes_of(draft: Editor) -> bytes:
    return draft.parts["word/comments.xml"]


def changed(before: str, now: str) -> list[str]:
    """The lines that differ, as they were and as they are."""
    lines = (before.splitlines(), now.splitlines())
    return [line[2:102] for line in ndiff(*lines) if line[:1] in "-+"]


def test_a_dutch_draft_comes_back_into_the_dutch_clause(authority: Authority) -> None:
    before = authority.repository.read(DUTCH)
    draft = authority.draft()
    assert b">Artikel 70 van Richtlijn 2014/24/EU. " in notes_of(draft)
    assert b">Directive 2014/24/EU, Article" not in notes_of(draft)
    draft.replace("uitvoerig toelichten", "nauwkeurig toelichten", ANNA)
    draft.replace("maanden na de", "maanden vanaf de", NOBODY, draft.paragraph("moet de eerste lijst uiterlijk"))
    title = next(draft.provision(ID).iter("{*}p"))
    draft.replace("Rapportage over", "Verslag over", ANNA, inside=title)
    draft.comment("geactualiseerde lijst", "Is een jaarlijkse lijst genoeg?")
    draft.add_paragraph("kan verzoeken om nadere informatie over een lijst", "Het verzoek is schriftelijk.")
    draft.fill("value:information_response_days", "20")
    review = authority.apply(draft)

    assert review["counts"]["applied"] == 4 and review["counts"]["all"] == 6
    assert sorted(reason[:36] for reason in reasons(review) if reason) == [
        "a translation has the paragraphs and",
        "a value belongs into the procedure f",
    ]
    assert authority.changed() == [DUTCH]
    now = authority.repository.read(DUTCH)
    assert changed(before, now) == [
        "title: Rapportage over ketentransparantie, met risico’s per locatie",
        'title: "Verslag over ketentransparantie, met risico’s per locatie"',
        "notes:",
        '  - comment: "Is een jaarlijkse lijst genoeg?"',
        '    author: "A. Jurist"',
        "    date: 2027-03-04",
        '    on: "geactualiseerde lijst"',
        "De Opdrachtnemer moet de eerste lijst uiterlijk {{ first_report_months }} maanden na de Ingangsdatum",
        "De Opdrachtnemer moet de eerste lijst uiterlijk {{ first_report_months }} maanden vanaf de Ingangsda",
        "Als een lijst onvolledig is, moet de Opdrachtnemer bij die lijst uitvoerig toelichten:",
        "Als een lijst onvolledig is, moet de Opdrachtnemer bij die lijst nauwkeurig toelichten:",
    ]
    assert states(review) == [("nl", "approved", "draft")], "nobody has approved these words, and all others stand"

    # and what was applied is there when the same file comes again, or its language has to be told from its words
    lost = Editor(draft.bytes())
    lost.parts = {name: content for name, content in lost.parts.items() if name != "docProps/custom.xml"}
    for again in (draft, lost):
        review = authority.apply(again)
        assert review["copies"][0]["language"] == "nl" and review["counts"]["applied"] == 0
        assert authority.repository.read(DUTCH) == now


def test_words_of_tables_come_back_under_the_keys_of_the_translation(authority: Authority) -> None:
    """The KPIs of a clause of the contract, which the tender's overview shows as well; nothing of the source."""
    path = "clause_library/languages/nl/contract_clauses/mitigation-reporting.md"
    before = authority.repository.read(path)
    tender, contract = authority.draft("tender"), authority.draft()
    tender.replace(
        "tijdig ingediend", "op tijd ingediend", ANNA, cell(tender, "Het jaarlijkse rapport over Mitigerende")
    )
    contract.replace("Telling van de", "Aantal van de", NOBODY, cell(contract, "Telling van de Mitigerende"))
    review = authority.apply(tender, contract)
    assert reasons(review) == [None, None] and authority.changed() == [path]
    assert [line.strip() for line in changed(before, authority.repository.read(path))][1::2] == [
        "indicator: Het jaarlijkse rapport over Mitigerende Maatregelen wordt op tijd ingediend.",
        "measured_by: Aantal van de Mitigerende Maatregelen in elk rapport.",
    ]
    folder = authority.folder / "rebuilt"
    authority.repository.build(folder, "--procedure", authority.repository.root / authority.procedure)
    cell(Editor((folder / "contract.docx").read_bytes()), "Aantal van de Mitigerende")


def test_a_paragraph_that_the_source_has_by_now_is_written(authority: Authority) -> None:
    draft = authority.draft()
    draft.add_paragraph("kan verzoeken om nadere informatie over een lijst", "Het verzoek is schriftelijk.")
    text = authority.repository.read(SOURCE)
    authority.repository.write(SOURCE, text.rstrip("\n") + "\n\nThe request is made in writing.\n")
    review = authority.apply(draft)
    assert reasons(review) == [None]
    assert authority.repository.read(DUTCH).endswith("na het verzoek verstrekken.\n\nHet verzoek is schriftelijk.\n")


def test_a_redline_shows_what_was_changed_in_the_language_alone(authority: Authority) -> None:
    authority.repository.edit(DUTCH, "uitvoerig toelichten", "nauwkeurig toelichten")
    options = ("--from", "HEAD", "--scenario", "high", "-o", authority.folder / "redline")
    done = authority.repository.run("redline", *options, "--language", "nl")
    assert "contract-redline.docx with 2 changes" in done.out, done.said
    assert "tender-redline.docx with no changes" in done.out


def test_a_clause_reviewed_in_english_leaves_its_translations_stale(original: Authority, authority: Authority) -> None:
    english = Editor((original.folder / "built-high-True/contract-en.docx").read_bytes())
    english.replace("in detail", "precisely")
    done = authority.run(authority.received(english), "--apply")
    assert set(authority.changed()) == {SOURCE}
    assert f"translations that were approved, and are stale now: {ID} in nl\n" in done.out
    assert f"translations that were draft, and are stale now: {ID} in fr\n" in done.out
    assert "words than this translation was made from" not in done.out, "the check is about what was written"


def test_copies_in_two_languages_are_read_one_after_the_other(original: Authority, authority: Authority) -> None:
    english = authority.received((original.folder / "built-high-True/contract-en.docx").read_bytes(), "en.docx")
    dutch = authority.received(authority.draft(), "nl.docx")
    done = authority.run(dutch, english, code=1)
    assert "in nl" in done.said and "Review them one after the other." in done.said
    assert said(authority.review(dutch)) == []
