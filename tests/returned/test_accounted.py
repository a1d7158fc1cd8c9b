"""Every visible difference is either applied or listed, in numbers: letters are neither lost nor made.

Chance edits a draft in every way that hands can; what Word then shows, by a reader of its own, must be the draft with
all that is reported, and the library built again must be the draft with all that was applied.
"""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ddtender.library.places import LANGUAGES
from ddtender.returned.apply import apply
from ddtender.returned.conflicts import settle
from ddtender.returned.findings import Entry, What, count
from ddtender.returned.reading import compare
from ddtender.returned.targets import Target
from ddtender.returned.word import open_reviewed, read_document
from ddtender.words import SOURCE
from tests.documents import LAPTOPS, MOMENT, W, Word, sources
from tests.returned.editor import ANNA, BEN, NOBODY
from tests.returned.hands import KINDS, Hands, Touch, counted, letters, visible
from tests.returned.test_property import draft, made, made_of

WORDS = st.sampled_from(
    ["shall not", "quick", " jumps over ", "R&D;", "50 %", "a <sign>", "Sub-supplier", "Überprüfung", "x"]
)
TOUCHES = st.lists(
    st.builds(
        Touch,
        st.sampled_from(KINDS),
        st.integers(0, 400),
        st.integers(0, 400),
        st.integers(0, 400),
        st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
        st.sampled_from([ANNA, BEN, NOBODY]),
    ),
    min_size=1,
    max_size=8,
)
#: The kinds of entry that say which words came and went; the others are about words that stand.
TEXTUAL = (What.TEXT, What.TITLE, What.OUTSIDE, What.BLANK)


def told(entries: list[Entry]) -> Counter[str]:
    """What the entries say has come, less what has gone, by letters."""
    found: Counter[str] = Counter()
    for entry in entries:
        if entry.what is What.NUMBERING and "is typed as text" in entry.said:
            found.update(counted(entry.new))
        elif entry.what in TEXTUAL:
            found.update(counted(entry.new))
            found.subtract(counted(entry.old))
    return found


def change(before: Counter[str], after: Counter[str]) -> Counter[str]:
    found = Counter(after)
    found.subtract(before)
    return found


def plain(numbers: Counter[str]) -> dict[str, int]:
    return {letter: number for letter, number in sorted(numbers.items()) if number}


def of_provisions(content: bytes) -> dict[str, str]:
    """The letters of every provision whose control stands there once, in their order and without its tables."""
    found: dict[str, list[str]] = {}
    for control in Word(content).body.iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and "@" in tag.get(W + "val", ""):
            found.setdefault(tag.get(W + "val").partition("@")[0], []).append(letters(control))
    return {id_: texts[0] for id_, texts in found.items() if len(texts) == 1}


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=st.sampled_from(["tender", "contract"]), touches=TOUCHES)
def test_every_visible_difference_is_applied_or_listed(document: str, touches: list[Touch]) -> None:
    accounted(document, touches, SOURCE)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(touches=TOUCHES)
def test_and_in_another_language(touches: list[Touch]) -> None:
    accounted("contract", touches, "nl")


def accounted(document: str, touches: list[Touch], tag: str) -> None:
    sent = made(document, tag).content
    assert sent is not None
    hands = Hands(sent)
    for touch in touches:
        hands.do(touch)
    returned = hands.bytes()
    base = draft(document, tag)
    entries = [*compare("reviewed.docx", base, read_document(open_reviewed(returned))).entries]
    seen = change(visible(Word(sent).body), visible(Word(returned).body))
    assert plain(seen) == plain(told(entries)), "what Word shows is the draft with all that is reported"

    settle(entries)
    files, library = sources(LAPTOPS, languages=tag != SOURCE).files, made(document).library
    written = apply(entries, [base], Target(files, library, library, MOMENT.date(), "Reviewed", tag))
    counts = count(entries)
    assert counts.applied + counts.listed == counts.all == len(entries)
    assert all(bool(entry.why) != entry.applied for entry in entries), "what is not applied says why"
    assert all(one.path.startswith(f"{LANGUAGES}/{tag}/") == (tag != SOURCE) for one in written)
    content = made_of({**files, **{one.path: one.content for one in written}}, document, tag).content
    assert content is not None
    again, before, wanted = of_provisions(content), of_provisions(sent), of_provisions(returned)
    for id_ in before.keys() & again.keys():
        text = [entry for entry in entries if entry.provision == id_ and not entry.key]  # and not its tables
        of_it = [entry for entry in text if entry.what is not What.COMMENT]
        applied = [entry for entry in of_it if entry.applied]
        assert plain(change(Counter(before[id_]), Counter(again[id_]))) == plain(told(applied)), id_
        if applied == of_it and id_ in wanted:
            assert again[id_] == wanted[id_], "where all was applied, the clause is what the reviewer left"
