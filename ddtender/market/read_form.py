"""A returned Word form: bytes in, answers and findings out. Whatever comes back, nothing is guessed silently."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.diagnostics.messages import Message
from ddtender.market.boxes import Box, Returned
from ddtender.market.codes import (
    BOX_MISMATCH,
    CHANGED_STATEMENT,
    MISSING_BOX,
    NOT_THE_FORM,
    OTHER_FORM_VERSION,
    PLAIN_BOXES,
    TEXT_BESIDE_BOX,
    UNKNOWN_ANSWER,
    UNREADABLE_ANSWERS,
)
from ddtender.market.form import form_name
from ddtender.market.form_words import named_form, normal, without
from ddtender.market.returned_form import field_words, open_form
from ddtender.market.values import Answers, clean, clean_name
from ddtender.model.market import Questionnaire
from ddtender.office.kinds import kind_of, remedy
from ddtender.office.package import PackageError
from ddtender.words import Language, language

_SEND_AGAIN = (
    "Ask the supplier to save the completed form as .docx, without a password or macros, and to send it again."
)


def read_form(
    file: str,
    content: bytes,
    questionnaire: Questionnaire,
    words: Language | None = None,
    told_in: Language | None = None,
) -> tuple[Answers | None, list[Diagnostic]]:
    """The answers of one .docx; None if it cannot be read or is not the form. ``words`` is the form's language,
    ``told_in`` that of the notes on it, if it is another one."""
    words = words or language()
    try:
        returned = open_form(content, questionnaire, words)
    except PackageError as error:
        hint = remedy(content, _SEND_AGAIN, "Give the returned forms.")
        return None, [Diagnostic(UNREADABLE_ANSWERS, Location(file), str(error), hint)]
    reading = _Reading(file, questionnaire, returned, words, told_in or words)
    if not reading.identified():
        message: str = Message("none of the questionnaire's boxes is in this document", "messages.not_the_form")
        hint = "Check that it is the right file; the form is filled in with Word or LibreOffice and saved as .docx."
        kind = kind_of(content)
        if kind and kind.use:
            message, hint = f"this is {kind.name}, not a completed questionnaire", f"{kind.use}."
        return None, [Diagnostic(NOT_THE_FORM, Location(file), message, hint)]
    return reading.answers(), reading.findings


class _Reading(Struct):
    """One form being read."""

    file: str
    questionnaire: Questionnaire
    returned: Returned
    words: Language
    told_in: Language
    findings: list[Diagnostic] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def answers(self) -> Answers:
        same = self._version()
        boxes = self._identified()
        ticked: dict[str, list[str]] = {group.id: [] for group in self.questionnaire.groups} | {"kind": []}
        unread, places = [], {}
        for group, option in self.questionnaire.boxes:
            found = boxes.get((group, option), [])
            if found:
                places.setdefault(group, self._place(found[0]))
            state = self._state(group, option, found)
            if state is None:
                unread.append((group, option))
            elif state:
                ticked[group].append(option)
            for box in found[:1]:
                self._beside(group, option, box, same)
        self._unknown(boxes)
        fields = {name: clean(text) for name, text in self.returned.fields.items() if clean(text)}
        choices = self._choices(fields)
        company = clean_name(self.returned.fields.get("company", ""))
        kinds = tuple(ticked.pop("kind"))
        return Answers(
            self.file,
            company,
            fields.get("contact", ""),
            kinds[0] if len(kinds) == 1 else None,
            kinds,
            {group: tuple(options) for group, options in ticked.items()},
            tuple(unread),
            {n.removesuffix(".text"): text for n, text in fields.items() if n not in self._own()},
            tuple(self.remarks),
            tuple(self.notes),
            places,
            choices,
        )

    def _own(self) -> set[str]:
        """The fields that are no free text."""
        return {"company", "contact", "form", *(choice.id for choice in self.questionnaire.choices)}

    def _choices(self, fields: Mapping[str, str]) -> dict[str, str]:
        """What was chosen of the questions without points; words that are none of the options choose nothing."""
        chosen = {}
        for choice in self.questionnaire.choices:
            said = fields.get(choice.id, "")
            option = next((id_ for id_, text in choice.options if normal(text) == normal(said)), None)
            if option is not None:
                chosen[choice.id] = option
            elif said:
                text = clean(said, 80)
                told = f"{choice.label}: “{text}” is none of the answers that the form offers"
                message = Message(told, "messages.unknown_answer.choice", question=choice.label, text=text)
                hint = "Ask the supplier; until then, nothing counts as chosen."
                self._find(UNKNOWN_ANSWER, message, hint)
                self._note("unknown_choice", question=choice.label, text=text)
        return chosen

    def _find(self, code: Code, message: str, hint: str, place: Location | None = None) -> None:
        self.findings.append(Diagnostic(code, place or Location(self.file), message, hint))

    def _note(self, key: str, **places: object) -> None:
        self.notes.append(self.told_in.say(f"market.read.{key}", **places))

    def _place(self, box: Box) -> Location:
        return Location(self.file, box.paragraph)

    def _version(self) -> bool:
        """Whether the form is of the questionnaire's present version."""
        ours = form_name(self.questionnaire, self.words)
        named = named_form(self.words)
        match = named.search(self.returned.fields.get("form", "")) or named.search(self.returned.text)
        theirs = match.group() if match else None
        if theirs == ours or (match and self._has_our_statements(match)):
            return True
        if theirs:
            told = f"this is '{theirs}'; the present one is '{ours}'"
            message = Message(told, "messages.other_form_version.other", theirs=theirs, ours=ours)
            self._note("other_version", theirs=theirs, ours=ours)
        else:
            told = f"the form does not say from which version it was made; the present one is '{ours}'"
            message = Message(told, "messages.other_form_version.none", ours=ours)
            self._note("no_version", ours=ours)
        hint = "Boxes that both versions have are read; others are listed as unread."
        self._find(OTHER_FORM_VERSION, message, hint)
        return False

    def _has_our_statements(self, named: re.Match[str]) -> bool:
        return named["id"] == self.questionnaire.id and self.questionnaire.has_statements_of(named["version"])

    def identified(self) -> bool:
        """Whether the document is the form: a control for a box, or a mark beside one of its statements."""
        return any(box.name or not box.plain or self._by_words(box) for box in self.returned.boxes)

    def _identified(self) -> dict[tuple[str, str], list[Box]]:
        """The boxes by what they stand for: by name, else by the words beside them, else by order."""
        boxes = list(self.returned.boxes)
        if plain := [box for box in boxes if box.plain and (box.name or self._by_words(box))]:
            told = f"{len(plain)} boxes are no controls any more; their marks are read by the words beside them"
            message = Message(told, "messages.plain_boxes", number=len(plain))
            hint = "Compare the answers with the form: another program or a person has changed it."
            self._find(PLAIN_BOXES, message, hint, self._place(plain[0]))
            self._note("plain", number=len(plain))
        expected = self.questionnaire.boxes
        if len(boxes) == len(expected) and not any(box.name or box.plain for box in boxes):
            by_words = [self._by_words(box) for box in boxes]
            if not any(by_words):
                boxes = [replace(box, name=".".join(key)) for box, key in zip(boxes, expected, strict=True)]
        found: dict[tuple[str, str], list[Box]] = {}
        for box in boxes:
            name = box.name or self._by_words(box)
            if name is None and box.plain and box.mark is None:
                continue
            if name is None:
                text = clean(box.words[-1] if box.words else "", 80)
                told = f"a box cannot be told from others: “{text}”"
                message = Message(told, "messages.missing_box.alike", text=text)
                self._find(MISSING_BOX, message, "Look at it in the form.", self._place(box))
                self._note("box_unread", words=text)
                continue
            group, _, option = name.partition(".")
            found.setdefault((group, option), []).append(box)
        return found

    def _by_words(self, box: Box) -> str | None:
        """The one statement whose words stand in the box's row."""
        row = " ".join(box.words)
        hits = [f"{g}.{o}" for g, o in self.questionnaire.boxes if normal(self._words_of(g, o)) in normal(row)]
        return hits[0] if len(hits) == 1 else None

    def _words_of(self, group: str, option: str) -> str:
        return self.questionnaire.behind(group, option).text

    def _said(self, group: str, option: str) -> str:
        """The question and the statement, as a finding names them."""
        asked = None if group == "kind" else self.questionnaire.group(group)
        title = self.told_in.say("market.form.kinds") if asked is None else asked.title
        statement = clean(self._words_of(group, option), 90)
        return self.told_in.say("market.read.said", question=title, statement=statement)

    def _state(self, group: str, option: str, found: list[Box]) -> bool | None:
        said = self._said(group, option)
        hint = "Ask the supplier whether this is true; it is listed as unread and earns nothing."
        if len(found) != 1:
            state = {(box.state, box.mark) for box in found}
            if found and state in ({(True, True)}, {(False, False)}):  # a copy that says the same does no harm
                return state == {(True, True)}
            what = "is missing from the form" if not found else "stands in the form more than once"
            key = f"messages.missing_box.{'twice' if found else 'gone'}"
            self._find(MISSING_BOX, Message(f"{said}: the box {what}", key, said=said), hint)
            return None
        box = found[0]
        if box.state is None and box.mark is not None:
            return box.mark  # a plain control with the mark in it, or the mark alone
        if box.mark is None:
            self.remarks.append((said, clean(box.inside)))
            text = clean(box.inside, 60)
            message = Message(f"{said}: in the box stands “{text}”", "messages.missing_box.other", said=said, text=text)
            self._find(MISSING_BOX, message, hint, self._place(box))
            return None
        if box.state != box.mark:
            return self._mismatch(said, box)
        return box.state

    def _mismatch(self, said: str, box: Box) -> bool | None:
        ticked = self.questionnaire.decisions.box_mismatch == "ticked"
        looks = "looks ticked, but its state is empty" if box.mark else "is ticked by its state, but looks empty"
        counts = "counts as ticked" if ticked else "is unread"
        self._note(("looks_ticked" if box.mark else "looks_empty") + ("" if ticked else "_unread"), said=said)
        key = f"messages.box_mismatch.{'looks_ticked' if box.mark else 'looks_empty'}"
        message = Message(f"{said}: the box {looks}", key, said=said)
        self._find(BOX_MISMATCH, message, f"Ask the supplier whether this is true; it {counts}.", self._place(box))
        return True if ticked else None

    def _beside(self, group: str, option: str, box: Box, same: bool) -> None:
        """Keep what was typed beside a box, and notice a statement with other words."""
        said, words = self._said(group, option), normal(self._words_of(group, option))
        describe = self._describe(group, option)
        typed, known, fields = [], False, field_words(self.words)
        for cell in box.words:
            if words in normal(cell):
                known = True
                rest = without(cell, self._words_of(group, option))
                rest = fields.before(describe).sub(" ", rest) if describe else rest
                typed.append(fields.without_prompts(rest))
            elif not re.fullmatch(r"\d*", cell.strip()):  # points, in a buyer's copy
                typed.append(cell)
        text = clean(" ".join(typed))
        if not known:
            if same and text:
                near = difflib.SequenceMatcher(None, normal(text)[:600], words, autojunk=False).ratio() > 0.3
                told = f"{said}: the form says “{clean(text, 120)}”"
                message = Message(told, "messages.changed_statement", said=said, text=clean(text, 120))
                hint = "Compare the words with the questionnaire's; the box is read as if they had not changed."
                self._find(CHANGED_STATEMENT, message, hint, self._place(box))
                self._note("changed" if near else "other_words", said=said, text=text)
            return
        if text.strip(" .:;,-–"):
            self.remarks.append((said, text))
            self._note("beside", said=said, text=text)
            hint = "Read it in the report: it may qualify the answer. It is not scored."
            told = f"{said}: beside the box stands “{clean(text, 120)}”"
            message = Message(told, "messages.text_beside_box", said=said, text=clean(text, 120))
            self._find(TEXT_BESIDE_BOX, message, hint, self._place(box))

    def _describe(self, group: str, option: str) -> str | None:
        return self.questionnaire.behind(group, option).describe

    def _unknown(self, boxes: Iterable[tuple[str, str]]) -> None:
        """Boxes that only another version of the form has."""
        for (group, option), count in Counter(boxes).items():
            if count and (group, option) not in self.questionnaire.boxes:
                name = clean(f"{group}.{option}", 60)
                hint = "It is listed as unread and earns nothing."
                told = f"the box '{name}' is not in the questionnaire"
                self._find(UNKNOWN_ANSWER, Message(told, "messages.unknown_answer.box", name=name), hint)
                self._note("box_unknown", name=name)
