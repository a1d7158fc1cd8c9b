"""Every word in the margin comes from the data of a language."""

from types import SimpleNamespace

import pytest

from ddtender.model import State
from ddtender.notes import margin_notes
from ddtender.notes.margin import _Speaker
from ddtender.words import language, pseudo
from tests.documents import DOCUMENTS, VARIANTS, build
from tests.words.typed import bare


@pytest.mark.parametrize("variant", ["laptops", "changed"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_note_says_nothing_that_code_has_typed(variant: str, document: str) -> None:
    assert variant in VARIANTS
    made = build(variant).prepared
    notes = margin_notes(made.resolved, made.library, made.standings, document, pseudo(language()))
    whys = {change.why for p in made.library.by_id.values() for change in p.history}
    whys |= {note.text for p in made.library.by_id.values() for note in p.notes}
    assert notes
    for line in (line for note in notes for line in note.lines):
        assert not bare(line.label), line
        assert not bare(line.text) or line.text in whys, line


@pytest.mark.parametrize("state", State)
def test_a_state_says_nothing_that_code_has_typed(state: State) -> None:
    made = build("high").prepared
    speaker = _Speaker(made.resolved, made.library, made.standings, pseudo(language()), {})
    until = "3 March 2028" if state is State.EXPIRED else None
    review = SimpleNamespace(reviewer="Ann", on="2 March 2027", version="1.0.0", valid_until=until)
    standing = SimpleNamespace(state=state, review=review, suspects=("a",), provision=SimpleNamespace(retired="gone"))
    assert not bare(speaker._state(standing))
