"""Drafting notes in the language of a draft: by marks from the words of their source, and no part of its words."""

from ddtender.diagnostics import has_errors
from ddtender.history.translations import translation_standings
from ddtender.library.languages.asides import mark_of
from ddtender.library.languages.kinds import place_of_translation
from ddtender.library.loader import load, load_in
from ddtender.model import Provision
from tests.documents import sources

PLAN, ID = "clause_library/award_criteria/action-plan.md", "award.action-plan"
OWN = place_of_translation(PLAN, "nl")
NOTE = b"What earned points binds the Contractor by the clause on what the Tender promised."
OTHER = NOTE.replace(b"binds", b"obliges")


def edited() -> dict[str, bytes]:
    files = dict(sources(languages=True).files)
    files[PLAN] = files[PLAN].replace(NOTE, OTHER)
    return files


def dutch(files: dict[str, bytes]) -> Provision:
    library, _ = load(files, languages=False)
    return load_in("nl", files, library).by_id[ID]


def test_a_note_is_that_of_its_mark() -> None:
    files = dict(sources(languages=True).files)
    assert dutch(files).notes[-1].text.startswith("Wat punten heeft opgeleverd, bindt de Opdrachtnemer")
    assert f"  {mark_of(NOTE.decode())}: ".encode() in files[OWN]


def test_a_note_that_has_changed_is_printed_marked_and_told() -> None:
    files = edited()
    assert dutch(files).notes[-1].text == f"⟦{OTHER.decode()}⟧"
    found = [one for one in load(files)[1] if one.code.name == "note-of-nothing"]
    # the same words stand in other criteria too, whose notes have not changed
    assert {one.location.path for one in found} == {place_of_translation(PLAN, tag) for tag in ("nl", "fr", "de", "nb")}
    assert not has_errors(found)


def test_a_changed_note_makes_no_translation_stale() -> None:
    before, after = (translation_standings(one, "nl")[ID] for one in (dict(sources(languages=True).files), edited()))
    assert after.state is before.state and after.translation.words == before.translation.words
    assert not after.translation.missing
    assert [*after.translation.untold] == [("drafting", mark_of(OTHER.decode()))]
    assert not before.translation.untold
