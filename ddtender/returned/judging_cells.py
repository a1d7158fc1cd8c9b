"""Whether an edit of a table can be applied: words of scoring, evidence and KPIs can, one cell at a time; numbers, rows
and what follows from something else are for a person, who is told where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ddtender.library.languages.reading import dotted
from ddtender.library.source import SourceText, plain_text
from ddtender.model import Kind
from ddtender.returned.cells import CellOfDraft
from ddtender.returned.changes import Edit
from ddtender.returned.draft import BodySource, Draft, Stretch, offsets_of
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.judging import judge_new
from ddtender.returned.keyed import KeyedWords, WordsUnderKey, key_of, words_under
from ddtender.returned.part import DOCUMENT
from ddtender.returned.rewrite import UnitChange, units_of
from ddtender.returned.units import Untraceable, meanings
from ddtender.returned.values import MARK, Run
from ddtender.returned.where import name_of
from ddtender.words import SOURCE

_FIRST_WORD = re.compile(r"[^\W\d_]+")


def judge_cell(
    entry: Entry, draft: Draft, before: Stretch, edit: Edit, over: Sequence[str], cells: Mapping[int, CellOfDraft]
) -> None:
    """Whether an edit outside the text of provisions is one of words under a key, and as which change of these;
    ``over`` are the computed words that it touches. What stands in no table of the draft is left as it is."""
    number = before.paragraph_at(edit.start)
    cell = _cell(before, number, cells)
    if MARK in edit.old + edit.text:
        begins = before.text[edit.start - 1 : edit.start] in ("", MARK)
        above = _cell(before, number - 1, cells) if begins else None
        # a row is put in before the paragraph behind it, which may be in no table
        if at := (above if above and not edit.old else cell or above):
            _rows(entry, draft, edit, at)
        return
    if cell is None:
        return
    if cell.words is None or cell.words.rule:
        _generated(entry, draft, cell)
        return
    _words(entry, draft, before, edit, over, cell.words)


def _cell(before: Stretch, number: int, cells: Mapping[int, CellOfDraft]) -> CellOfDraft | None:
    paragraph = before.paragraphs[number] if 0 <= number < len(before.paragraphs) else None
    return cells.get(paragraph.number) if paragraph is not None and paragraph.part == DOCUMENT else None


def _rows(entry: Entry, draft: Draft, edit: Edit, at: CellOfDraft) -> None:
    """Ends of paragraphs came or went: whole rows, or something else."""
    if at.beside is None:
        return
    _is_of(entry, draft, at.beside)
    path = draft.known[at.beside.id].provision.location.path
    gone, come = edit.old.count(MARK), edit.text.count(MARK)
    lists = f"`{at.beside.row}` in {path}"
    if at.is_of_clause:
        entry.leave(Reason.GENERATED, f"its rows are the clauses of the Contract; this one is {path}")
        return
    if gone and not edit.text and gone % at.width == 0:
        key = _key(draft, at.beside)
        entry.leave(Reason.ROW, f"take `{key[1] if key and len(key) > 1 else at.beside.row}` out of {lists}")
    elif come and not edit.old and come % at.width == 0:
        entry.leave(Reason.ROW, f"write it in {lists}, with an id and what else the others have there")
    else:
        entry.leave(Reason.CELLS, f"the words stand in {lists}, each as one paragraph")


def _generated(entry: Entry, draft: Draft, cell: CellOfDraft) -> None:
    """What follows from something else: told where that stands."""
    if cell.beside is None or cell.is_heading:
        return
    _is_of(entry, draft, cell.beside)
    of, path = cell.words or cell.beside, draft.known[cell.beside.id].provision.location.path
    key = _key(draft, of)
    named = dotted(key[:2] if key else (of.row,))
    if cell.words:
        said = f"it follows from the rule `{cell.words.rule}` of `{named}` in {path}"
    elif of.row == "scoring":
        said = f"`percent` of `{named}` in {path} says it, and points follow from the procedure file"
    else:
        said = f"it follows from the clause and `{named}` in {path}"
    entry.leave(Reason.GENERATED, said)


def _words(entry: Entry, draft: Draft, before: Stretch, edit: Edit, over: Sequence[str], words: KeyedWords) -> None:
    """Words of one cell, as a change of what stands under their key."""
    _is_of(entry, draft, words)
    if edit.contested:
        entry.leave(Reason.CONTESTED, edit.story)
    elif edit.moved:
        entry.leave(Reason.MOVED)
    if over:
        entry.leave(Reason.REFERENCE if over[0].startswith("REF ") else Reason.BLANK)
    judge_new(entry, before, edit)
    start = before.text.rfind(MARK, 0, edit.start) + 1
    end = before.text.index(MARK, start) + 1
    shown = before.text[start:end]
    if "\n" in edit.text:
        entry.leave(Reason.CELLS, "it has a line break")
    elif not (shown[: edit.start - start] + edit.text + shown[edit.end - start :]).strip():
        entry.leave(Reason.CELLS, "the cell has no words any more; a row is taken out of the clause's file by hand")
    try:
        found = _source(draft, words, shown)
    except (Untraceable, UnicodeDecodeError) as error:
        entry.leave(Reason.UNTRACEABLE, str(error))
        return
    if found is None:
        entry.leave(Reason.UNTRANSLATED if draft.tag != SOURCE else Reason.UNTRACEABLE)
        return
    key, source = found
    entry.key, entry.place = key, f"{name_of(draft.known[words.id])}, `{dotted(key)}`"
    units = source.units(edit.start - start, edit.end - start)
    if units is None:
        entry.leave(Reason.REFERENCE)
        return
    touched = source.traced.units[units[0] : units[1]]
    for unit in touched:
        if unit.what and unit.text != MARK:
            entry.leave(Reason.REFERENCE if unit.what.startswith("ref ") else Reason.BLANK)
    new = edit.new
    if units[0] == 0 and source.text[:1].islower() and shown[:1].isupper():
        new = _within_a_sentence(new, draft)
    if touched and meanings(units_of(new)) == meanings(touched):
        entry.leave(Reason.THERE)  # the capital alone that the cell gives to its first letter
    entry.change = UnitChange(*units, new)


def _is_of(entry: Entry, draft: Draft, words: KeyedWords) -> None:
    entry.outside = entry.provision is None
    entry.provision, entry.what = words.id, What.TEXT
    entry.place = f"{name_of(draft.known[words.id])}, `{words.row}`"


def _texts(draft: Draft, id_: str) -> tuple[SourceText, SourceText | None]:
    """The file of a clause that the draft was made from, and of its translation in another language. Raises
    Untraceable."""
    path, own = draft.known[id_].provision.location.path, draft.path(id_)
    if path not in draft.sources:
        raise Untraceable(f"{path} is not at hand")
    found = [SourceText(one, plain_text(draft.sources[one])) for one in dict.fromkeys((path, own or path))]
    return found[0], found[1] if len(found) > 1 else None


def _key(draft: Draft, words: KeyedWords) -> tuple[str | int, ...] | None:
    path = (*words.path[:-1], "indicator") if words.rule else words.path  # beside the rule there are no words
    try:
        return key_of(_texts(draft, words.id)[0], path)
    except (Untraceable, UnicodeDecodeError):
        return None


def _source(draft: Draft, words: KeyedWords, shown: str) -> tuple[tuple[str | int, ...], BodySource] | None:
    """The key of words, and how a paragraph that shows them comes from their file; None where they stand in none.
    Raises Untraceable."""
    source, own = _texts(draft, words.id)
    key = key_of(source, words.path)
    if key is None or (draft.tag != SOURCE and own is None):
        return None
    under: WordsUnderKey | None = words_under(source, own, key, Kind.CONTRACT)
    if under is None:
        return None
    first = under.traced.units[0].text
    text = first + shown[1:] if first and shown[:1] == first.upper() else shown  # a cell may begin like a sentence
    return key, BodySource(under.words, under.traced, offsets_of(under.traced, words.inlines, text, draft))


def _within_a_sentence(new: tuple[Run, ...], draft: Draft) -> tuple[Run, ...]:
    """New first words of a cell as they stand within a sentence, which is how the clause has them: with a small letter,
    unless their first word is one that has a capital anywhere, such as a defined term."""
    first = next((run for run in new if run.text), None)
    word = _FIRST_WORD.match(first.text) if first is not None else None
    if first is None or word is None or not word[0].istitle() or _has_capital(word[0], draft):
        return new
    small = replace(first, text=first.text[0].lower() + first.text[1:])
    return tuple(small if run is first else run for run in new)


def _has_capital(word: str, draft: Draft) -> bool:
    """Whether a word has a capital within sentences of the draft or, where it stands in none, might have one there."""
    texts = [paragraph.before for paragraph in draft.read.paragraphs]
    if any(re.search(rf"(?<!\w){re.escape(word[0].lower() + word[1:])}(?!\w)", text) for text in texts):
        return False
    within = re.compile(rf"[\w,] {re.escape(word)}(?!\w)")
    return draft.resolved.language.has_capital_nouns or any(within.search(text) for text in texts)
