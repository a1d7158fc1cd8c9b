"""What the editor did equals what is reported, for edits that nobody thought of in advance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ddtender.desk import pipeline
from ddtender.desk.review import redraft
from ddtender.returned.apply import apply
from ddtender.returned.draft import Draft
from ddtender.returned.reading import compare
from ddtender.returned.targets import Target
from ddtender.returned.word import open_reviewed, read_document
from ddtender.stamp import Stamp
from ddtender.words import SOURCE
from tests.documents import LAPTOPS, MOMENT, W, Word, sources
from tests.examples import sample
from tests.returned.editor import ANNA, BEN, NOBODY, Editor, Person

BODY = ("Provision Paragraph", "Provision Item", "Provision Bullet", "Definition")
WORDS = ("shall", "without delay", "at its own cost", "a <sign>", "50 % (net)", "its Sub-suppliers", "- first", "R&D;")
PEOPLE = st.sampled_from([ANNA, BEN, NOBODY])
#: A reference to the other document is a run of plain words.
REFERENCE = re.compile(r"(selection criterion|award criterion|contract clause|technical specification) [A-Z]?\d")
#: Author, words before, words after.
Done = tuple[str, str, str]


@cache
def made(document: str, tag: str = SOURCE) -> redraft.Redraft:
    return made_of(dict(sources(LAPTOPS, languages=tag != SOURCE).files), document, tag)


def made_of(files: dict[str, bytes], document: str, tag: str = SOURCE) -> redraft.Redraft:
    request = pipeline.Request("high", sources(LAPTOPS).procedure, language=tag)
    found = redraft.redraft(files, request, Stamp(False, MOMENT), document)
    assert found.content is not None, found.diagnostics
    return found


@cache
def draft(document: str, tag: str = SOURCE) -> Draft:
    found, files = made(document, tag), sources(LAPTOPS, languages=tag != SOURCE).files
    return Draft(document, found.resolved, read_document(open_reviewed(found.content)), files)


@dataclass(frozen=True)
class Step:
    """One edit: in a paragraph (by its number among those of bodies), what, which words, by whom."""

    paragraph: int
    what: str
    start: int
    length: int
    new: str
    by: Person


STEPS = st.lists(
    st.builds(
        Step,
        st.integers(0, 500),
        st.sampled_from(["replace", "insert", "delete", "add"]),
        st.integers(0, 60),
        st.integers(1, 5),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        PEOPLE,
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda step: step.paragraph,
)


def perform(editor: Editor, steps: list[Step]) -> list[Done]:
    """Do the steps that can be done; neighbouring paragraphs are left alone, for their edits would be one."""
    word = Word(editor.bytes())
    editor.body = word.body
    paragraphs = [
        p.element
        for p in word.paragraphs
        if p.style in BODY and next(p.element.iterancestors(W + "sdt"), None) is not None
    ]
    touched: set[int] = set()
    done = []
    for step in steps:
        at = step.paragraph % len(paragraphs)
        runs = [
            r for r in paragraphs[at].findall(W + "r") if len(shown(r).split()) > 2 and not REFERENCE.match(shown(r))
        ]
        if {at - 1, at, at + 1} & touched or not runs:
            continue
        run = runs[step.start % len(runs)]
        words = shown(run).split()
        first = step.start % len(words)
        old = " ".join(words[first : first + step.length])
        whole = old == "".join(shown(r) for r in paragraphs[at].iter(W + "r")).strip()
        glued = step.what == "replace" and not (old[0].isalnum() and old[-1] != "(")  # may belong to a blank beside it
        # an empty paragraph cannot stand in a clause
        if old in shown(run) and old != step.new and not whole and not glued:
            touched.add(at)
            done.append(perform_one(editor, step, paragraphs[at], run, old))
    return done


def shown(run) -> str:
    return "".join(run.itertext(W + "t"))


def perform_one(editor: Editor, step: Step, paragraph, run, old: str) -> Done:
    if step.what == "insert":
        editor.insert_in(run, old, f" {step.new}", step.by)
        return step.by.name, "", f" {step.new}"
    if step.what == "add":
        editor.add_behind(paragraph, step.new, step.by)
        return step.by.name, "", f"¶{step.new}"
    new = step.new if step.what == "replace" else ""
    editor.replace(old, new, step.by, inside=run)
    return step.by.name, old, new


def texts(content: bytes) -> dict[str, list[str]]:
    """The words of every provision, by paragraph, with all tracked changes accepted."""
    found: dict[str, list[str]] = {}
    for paragraph in read_document(open_reviewed(content)).paragraphs:
        if paragraph.control and paragraph.table is None:
            id_ = paragraph.control.partition("@")[0]
            found.setdefault(id_, []).append(" ".join(paragraph.after.split()))
    return found


@settings(
    max_examples=sample(10, 200), deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)
@given(document=st.sampled_from(["tender", "contract"]), steps=STEPS)
def test_what_was_done_is_reported_and_applied(document: str, steps: list[Step]) -> None:
    editor = Editor(made(document).content)
    done = perform(editor, steps)
    reviewed = editor.bytes()
    base = draft(document)
    entries = compare("reviewed.docx", base, read_document(open_reviewed(reviewed))).entries
    reported = [(e.authors[0], e.old.replace("\u2029", "¶"), e.new.replace("\u2029", "¶")) for e in entries if e.marks]
    assert sorted(reported) == sorted(d for d in done if d[0])
    assert bool([e for e in entries if e.untracked]) == bool([d for d in done if not d[0]])

    files = sources(LAPTOPS).files
    library = made(document).library
    tried = compare("reviewed.docx", base, read_document(open_reviewed(reviewed))).entries
    apply(tried, [base], Target(files, library, None, MOMENT.date(), ""))
    written = apply(entries, [base], Target(files, library, library, MOMENT.date(), "Reviewed"))
    assert [e.reason is None for e in tried] == [e.applied for e in entries], "what is promised is what is written"
    assert [e.why for e in entries if not e.applied] == []
    again = made_of({**files, **{one.path: one.content for one in written}}, document)
    now, wanted = texts(again.content), texts(reviewed)
    assert {id_: now.get(id_) for id_ in wanted if id_ in now or not id_.startswith("definition.")} == {
        id_: said for id_, said in wanted.items() if id_ in now or not id_.startswith("definition.")
    }, "a definition whose term is no longer used is no longer printed; all else is as the reviewer left it"
