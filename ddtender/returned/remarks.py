"""Comments and tracked changes of format in a reviewed document, as entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from ddtender.difference import hunks
from ddtender.library.sent import COMMENTS, digest
from ddtender.notes import AUTHOR, LABELLED, ours
from ddtender.returned.draft import Draft
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.places import Places
from ddtender.returned.values import Formatting, Mark, ReadComment, ReadDocument, ReadParagraph
from ddtender.returned.where import name_of

#: How much of a paragraph shows which one it is.
_SHOWN = 60
_MAIN = "word/document.xml"


def remarks(file: str, draft: Draft, reviewed: ReadDocument, places: Places) -> Iterator[Entry]:
    """Every tracked change of format, and every comment that is not the draft's own."""
    remarking = _Remarks(file, draft, reviewed, places)
    yield from remarking.formats()
    yield from remarking.comments()
    yield from remarking.notes()
    yield from remarking.breaks()
    yield from remarking.things()


class _Remarks:
    def __init__(self, file: str, draft: Draft, reviewed: ReadDocument, places: Places) -> None:
        self.file, self.draft, self.reviewed, self.places = file, draft, reviewed, places
        self.titles = {c.words for c in draft.read.comments}
        self.digests = {digest(c.text) for c in draft.read.comments}
        self.at = {
            paragraph.number - 1: (paragraph, owner)
            for paragraph, owner in zip(reviewed.paragraphs, places.provisions, strict=True)
            if paragraph.part == _MAIN
        }
        sent = {p.number - 1: (p.control or "").partition("@")[0] for p in draft.read.paragraphs if p.part == _MAIN}
        #: The provision that each of the draft's own comments stands on.
        self.noted = {c.id: sent.get(-1 if c.paragraph is None else c.paragraph) or None for c in draft.read.comments}

    def formats(self) -> Iterator[Entry]:
        """Tracked changes of format, one entry for each author and paragraph."""
        seen: dict[tuple[str, int | None, bool], list[Formatting]] = {}
        for change in self.reviewed.formatting:
            seen.setdefault((change.mark.author, change.paragraph, change.numbering), []).append(change)
        for (_, number, numbering), changes in seen.items():
            words = " … ".join(change.words for change in changes if change.words.strip())
            paragraph, owner = self._at(number)
            entry = Entry(
                self.file,
                What.NUMBERING if numbering else What.FORMAT,
                owner,
                self._where(owner),
                paragraph.number if paragraph else 1,
                "",
                words or (paragraph.after[:_SHOWN] if paragraph else ""),
                (changes[0].mark,),
            )
            entry.leave(Reason.NUMBER if numbering else Reason.FORMAT)
            yield entry

    def comments(self) -> Iterator[Entry]:
        """Comments that are not the draft's own, each with its answers; answers to the draft's own are comments."""
        own = {c.id for c in self.reviewed.comments if self._ours(c)}
        places = {(c.id, c.words) for c in self.draft.read.comments}
        own |= {c.id for c in self.reviewed.comments if c.lost and (c.id, c.words) in places}
        notes = own | {c.id for c in self.reviewed.comments if self._like_ours(c)}
        answers: dict[str, list[ReadComment]] = {}
        known = {c.id for c in self.reviewed.comments}
        for comment in self.reviewed.comments:
            if comment.answers_to in known and comment.answers_to not in notes:
                answers.setdefault(comment.answers_to or "", []).append(comment)
        said = set(own)
        first = [c for c in self.reviewed.comments if c.answers_to not in known or c.answers_to in notes]
        for comment in [*first, *self.reviewed.comments]:  # those that answer each other in a circle come last
            if comment.id not in said:
                threaded = tuple(a for a in _all_answers(comment, answers) if a.id not in said)
                said |= {comment.id, *(answer.id for answer in threaded)}
                yield self._comment(comment, threaded, comment.answers_to in notes)

    def _ours(self, comment: ReadComment) -> bool:
        """Whether the draft was sent with it, whoever is its author by now: programs take names away."""
        sent = self.draft.sent.digests.get(COMMENTS, ()) if self.draft.sent else ()
        return digest(comment.text) in sent or digest(comment.text) in self.digests

    def _like_ours(self, comment: ReadComment) -> bool:
        """Whether it is a drafting note, which another version of ddtender may have worded or somebody has changed."""
        if comment.author == AUTHOR or ours(self.draft.resolved.language).match(comment.text):
            return True
        unknown = self.draft.uncertain and self.draft.sent is None
        return unknown and comment.words in self.titles and LABELLED.match(comment.text) is not None

    def _comment(self, comment: ReadComment, answers: tuple[ReadComment, ...], to_ours: bool) -> Entry:
        number = comment.paragraph
        if to_ours:  # what it answers is in the library already, and says more than the words of the clause
            answered = next(c for c in self.reviewed.comments if c.id == comment.answers_to)
            comment = replace(comment, words=answered.text)
        if number is None and comment.answers_to:
            number = next((c.paragraph for c in self.reviewed.comments if c.id == comment.answers_to), None)
        paragraph, owner = self._at(number)
        entry = Entry(
            self.file,
            What.COMMENT,
            owner,
            self._where(owner) + (", in answer to a drafting note" if to_ours else ""),
            paragraph.number if paragraph else 1,
            comment.words.strip(),
            comment.text,
            () if comment.lost else (Mark(comment.author, comment.date),),
            comment=comment,
            answers=answers,
        )
        if comment.lost:
            entry.leave(Reason.LOST)
        elif self._like_ours(comment):
            typed = self._typed_into(comment, owner)
            entry.leave(Reason.NOTE_EDITED if typed else Reason.DRAFTING, typed)
        elif owner is None:
            entry.leave(Reason.OUTSIDE)
        elif owner in self.places.copied:
            entry.leave(Reason.COPIED)
        elif owner in self.places.swapped:
            entry.leave(Reason.SWAPPED)
        elif not comment.text:
            entry.leave(Reason.EMPTY)
        elif any(said.hidden for said in (comment, *answers)):
            entry.leave(Reason.LOOK, "some of its words are not seen")
        elif comment.resolved:
            entry.leave(Reason.RESOLVED)
        elif len(on := self._owners(comment)) > 1:
            entry.leave(Reason.SEVERAL, ", ".join(on))
        return entry

    def _typed_into(self, comment: ReadComment, owner: str | None) -> str:
        """What somebody has changed in a drafting note; empty where the note as it was sent is not known."""
        if self.draft.uncertain:
            return ""
        back = {digest(one.text) for one in self.reviewed.comments}
        sent = [
            note.text.split()
            for note in self.draft.read.comments
            if note.author == AUTHOR and self.noted[note.id] == owner and digest(note.text) not in back
        ]
        now = comment.text.split()
        if len(sent) != 1:
            return ""
        changes = [*hunks(sent[0], now)]
        gone = " … ".join(" ".join(sent[0][one.start : one.end]) for one in changes if one.start < one.end)
        come = " … ".join(" ".join(now[one.new_start : one.new_end]) for one in changes if one.new_start < one.new_end)
        return ", ".join([*([f"“{come}” was written"] if come else []), *([f"“{gone}” was taken out"] if gone else [])])

    def _owners(self, comment: ReadComment) -> list[str]:
        """The provisions that a comment stands on."""
        if comment.paragraph is None or comment.last is None:
            return []
        owners = (self._at(number)[1] for number in range(comment.paragraph, comment.last + 1))
        return list(dict.fromkeys(owner for owner in owners if owner))

    def notes(self) -> Iterator[Entry]:
        """What became of the draft's own notes: a resolved or a deleted one is somebody's decision."""
        own = {digest(c.text): c for c in reversed(self.reviewed.comments)}
        own_notes = [c for c in self.reviewed.comments if c.lost or self._ours(c) or self._like_ours(c)]
        there = Counter(self._at(c.paragraph)[1] for c in own_notes)
        gone: dict[str, list[ReadComment]] = {}
        for note in self.draft.read.comments:
            id_ = self.noted[note.id]
            back = own.get(digest(note.text))
            if id_ is None or note.author != AUTHOR:
                continue
            if back is None:
                gone.setdefault(id_, []).append(note)
            elif back.resolved:
                yield self._decided(note, id_, Reason.NOTE_RESOLVED, self._at(back.paragraph)[0])
        sent = Counter(self.noted.values())
        present = {owner for owner in self.places.provisions if owner}
        for id_, notes in () if self.reviewed.redline else gone.items():
            if id_ in present and there[id_] + len(notes) <= sent[id_]:  # else they are there in other words
                first = self.places.provisions.index(id_)
                for note in notes:
                    yield self._decided(note, id_, Reason.NOTE_DELETED, self.reviewed.paragraphs[first])

    def _decided(self, note: ReadComment, id_: str, reason: Reason, paragraph: ReadParagraph | None) -> Entry:
        entry = Entry(
            self.file,
            What.COMMENT,
            id_,
            f"{self._where(id_)}, a drafting note",
            paragraph.number if paragraph else 1,
            note.words.strip(),
            note.text,
            untracked=True,
        )
        entry.leave(reason)
        return entry

    def breaks(self) -> Iterator[Entry]:
        """Page breaks within provisions, of which a draft has none."""
        for paragraph, owner in zip(self.reviewed.paragraphs, self.places.provisions, strict=True):
            for mark in paragraph.breaks if owner else ():
                marks = (mark,) if mark else ()
                entry = Entry(
                    self.file,
                    What.FORMAT,
                    owner,
                    self._where(owner),
                    paragraph.number,
                    "",
                    paragraph.after[:_SHOWN],
                    marks,
                    not marks,
                )
                entry.leave(Reason.BREAK)
                yield entry

    def things(self) -> Iterator[Entry]:
        """What prints or hides words, and was not in the draft."""
        sent = Counter((thing.name, thing.words, thing.digest) for thing in self.draft.read.things)
        for thing in self.reviewed.things:
            key = thing.name, thing.words, thing.digest
            if sent[key]:
                sent[key] -= 1
                continue
            paragraph, owner = self._at(thing.paragraph)
            what = What.TEXT if owner else What.OUTSIDE
            line = paragraph.number if paragraph else 1
            entry = Entry(self.file, what, owner, self._where(owner), line, "", thing.words, untracked=True)
            entry.leave(Reason.UNREAD, thing.name)
            yield entry

    def _at(self, number: int | None) -> tuple[ReadParagraph | None, str | None]:
        """A paragraph of the body by its index, and its provision."""
        return self.at.get(-1 if number is None else number, (None, None))

    def _where(self, id_: str | None) -> str:
        return name_of(self.draft.provisions[id_]) if id_ else "outside every provision"


def _all_answers(comment: ReadComment, answers: dict[str, list[ReadComment]]) -> tuple[ReadComment, ...]:
    """The answers to a comment and to its answers, in order; a circle of answers ends."""
    found: dict[str, ReadComment] = {}
    pending = [comment.id]
    while pending:
        for answer in answers.get(pending.pop(0), ()):
            if answer.id not in found and answer.id != comment.id:
                found[answer.id] = answer
                pending.append(answer.id)
    return tuple(found.values())
