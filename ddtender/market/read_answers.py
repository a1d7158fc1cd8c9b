"""A supplier's answers in YAML, instead of a form in Word: bytes in, answers and findings out."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from re import ASCII, fullmatch

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.market_forms import AnswersForm
from ddtender.library.source import decode
from ddtender.library.validation import read_form
from ddtender.library.yaml_document import YamlDocument
from ddtender.market.codes import OTHER_FORM_VERSION, UNKNOWN_ANSWER
from ddtender.market.form import form_name
from ddtender.market.values import Answers, clean, clean_name
from ddtender.model.market import Questionnaire
from ddtender.words import Language, language


def read_answers(
    file: str, content: bytes, questionnaire: Questionnaire, words: Language | None = None
) -> tuple[Answers | None, list[Diagnostic]]:
    """The answers of one .yaml file; None if it cannot be read at all. ``words`` is the language of its notes."""
    source, findings = decode(file, content)
    if source is None:
        return None, findings
    form, document, findings = read_form(AnswersForm, source)
    if form is None or findings:
        return None, findings
    reading = _Reading(file, questionnaire, document, words or language())
    return reading.answers(form), reading.findings


class _Reading:
    def __init__(self, file: str, questionnaire: Questionnaire, document: YamlDocument, words: Language) -> None:
        self.file, self.questionnaire, self.document, self.words = file, questionnaire, document, words
        self.findings: list[Diagnostic] = []
        self.notes: list[str] = []

    def answers(self, form: AnswersForm) -> Answers:
        self._version(form.questionnaire)
        kind = self.questionnaire.kind(form.kind)
        if form.kind and kind is None:
            self._unknown("kind", "kind of company", form.kind, [k.id for k in self.questionnaire.kinds], ("kind",))
        ticked: dict[str, tuple[str, ...]] = {group.id: () for group in self.questionnaire.groups}
        for id_, given in form.answers.items():
            group = self.questionnaire.group(id_)
            if group is None:
                self._unknown("question", "question", id_, list(ticked), ("answers", id_))
                continue
            listed = [] if given is None else [given] if isinstance(given, str) else given
            for n, option in enumerate(listed):
                if group.option(option) is None:
                    place = ("answers", id_, n) if isinstance(given, tuple) else ("answers", id_)
                    what = f"statement of '{id_}'"
                    self._unknown("statement", what, option, [o.id for o in group.options], place)
            ticked[id_] = tuple(option.id for option in group.options if option.id in listed)
        texts = {name: clean(text) for name, text in form.texts.items()}
        if form.kind_text and kind:
            texts[f"kind.{kind.id}"] = clean(form.kind_text)
        choices = self._choices(form.choices)
        places = {name: self.document.keys[("answers", name)] for name in form.answers}
        places |= {name: self.document.keys[(name,)] for name in ("kind", "company") if (name,) in self.document.keys}
        return Answers(
            self.file,
            clean_name(form.company or ""),
            clean(form.contact or ""),
            kind.id if kind else None,
            (kind.id,) if kind else (),
            ticked,
            texts=texts,
            notes=tuple(self.notes),
            places=places,
            choices=choices,
        )

    def _choices(self, given: Mapping[str, str]) -> dict[str, str]:
        """The questions without points, each with an option that it has."""
        chosen = {}
        for id_, said in given.items():
            choice = self.questionnaire.choice(id_)
            if choice is None:
                known = [one.id for one in self.questionnaire.choices]
                self._unknown("question", "question without points", id_, known, ("choices", id_))
            elif choice.text(said) is None:
                known = [option for option, _ in choice.options]
                self._unknown("statement", f"answer to '{id_}'", said, known, ("choices", id_))
            else:
                chosen[id_] = said
        return chosen

    def _version(self, said: str | None) -> None:
        ours = f"{self.questionnaire.id}@{self.questionnaire.version}"
        if said is not None and said != ours and not self._has_our_statements(said):
            theirs, present = clean(said, 60), form_name(self.questionnaire, self.words)
            message = f"these answers are to '{theirs}'; the present form is '{present}'"
            place = self.document.values[("questionnaire",)]
            hint = "Answers that both versions have are read; others are listed as unread."
            self.findings.append(Diagnostic(OTHER_FORM_VERSION, place, message, hint))
            self.notes.append(self.words.say("market.read.answers_version", theirs=theirs, ours=present))

    def _has_our_statements(self, said: str) -> bool:
        id_, _, version = said.partition("@")
        is_version = fullmatch(r"\d+\.\d+\.\d+", version, ASCII) is not None
        return is_version and id_ == self.questionnaire.id and self.questionnaire.has_statements_of(version)

    def _unknown(self, kind: str, what: str, said: str, known: list[str], path: tuple[str | int, ...]) -> None:
        shown = clean(said, 60)
        near = get_close_matches(said, known, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known)}."
        message = f"there is no {what} '{shown}'; it is unread"
        place = self.document.values.get(path) or Location(self.file)
        self.findings.append(Diagnostic(UNKNOWN_ANSWER, place, message, hint))
        of = {"question": path[1]} if kind == "statement" else {}
        self.notes.append(self.words.say(f"market.read.unknown_{kind}", name=shown, **of))
