"""The few questions with which a procurement begins, as data for whoever asks them: a page, or a command.

Each asks for facts of the procedure file, in the words that the file's own questions have. Three answers decide several
facts: whether the value is below the threshold, into which lots it is divided, and whether labels are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender.desk.facts.field_answers import FieldValue, NoAnswer, parse, shown
from ddtender.desk.facts.field_values import FactField, FieldChoice, FieldGroup, Limits
from ddtender.desk.facts.fields import field_at, path_of
from ddtender.desk.facts.interview_lots import lots_by_title, texts_of_gone
from ddtender.desk.facts.values import StatedFacts
from ddtender.library.yaml_document import Path as FactPath
from ddtender.model.limits import LONGEST_WORDS, MOST_LOTS

if TYPE_CHECKING:
    from ddtender.model import Library
    from ddtender.words import Language

#: The questions in their order, each with what it asks: keys of facts, or an answer that decides several.
QUESTIONS = {
    "what": ("title", "subject", "reference", "authority.name", "authority.contact"),
    "sellers": ("sellers",),
    "value": ("threshold", "below_threshold.estimated_value", "below_threshold.because", "procedure_type"),
    "lots": ("parts",),
    "framework": ("framework.kind", "framework.maximum"),
    "contractors": ("framework.contractors", "framework.call_offs"),
    "place": ("country", "languages"),
    "labels": ("label",),
}
#: What decides several facts, with its choices; none: a text.
_DECIDING = {"threshold": ("above", "below"), "parts": (), "label": ("asked", "none")}
#: What is asked only after such an answer.
_AFTER = {
    "below_threshold.estimated_value": ("threshold", ("below",)),
    "below_threshold.because": ("threshold", ("below",)),
    "procedure_type": ("threshold", ("above", "")),
    "framework.maximum": ("framework.kind", ("single", "multiple")),
    "framework.contractors": ("framework.kind", ("multiple",)),
    "framework.call_offs": ("framework.kind", ("multiple",)),
}
_DROP = ("provisions", "drop")

#: Answers as they are typed, by the names of their fields.
TypedAnswers = Mapping[str, str]


class InterviewQuestion(Struct, frozen=True):
    """One question with its fields; ``key`` is the end of the keys of its words (``web.interview.titles.<key>``)."""

    key: str
    fields: tuple[FactField, ...]


class Interview(Struct, frozen=True):
    """All questions, and what of the library answers decide: the specification of labels with the clauses that carry it
    out, and the parameter that says for which products labels are asked ("" where the library knows no labels)."""

    questions: tuple[InterviewQuestion, ...]
    of_labels: tuple[str, ...] = ()
    labelled: str = ""

    def asked(self, answers: TypedAnswers) -> list[InterviewQuestion]:
        """The questions that are asked after these answers."""
        return [one for one in self.questions if any(is_asked(field, answers) for field in one.fields)]


def interview(library: Library, groups: tuple[FieldGroup, ...], language: Language) -> Interview:
    """The questions in a language; ``groups`` are those of a procedure file in it (``field_groups``)."""
    labels = library.initiatives.labels
    of_labels: tuple[str, ...] = ()
    if labels and labels.specification in library.by_id:
        carried = (one.id for one in library.by_id.values() if labels.specification in one.carries_out)
        of_labels = (labels.specification, *carried)
    labelled = f"parameters.{labels.parameter}" if labels and of_labels else ""
    questions = []
    for key, names in QUESTIONS.items():
        if key == "labels":
            names = (*names, labelled) if labelled else ()
        fields = (_deciding(one, language) if one in _DECIDING else _of_fact(one, groups) for one in names)
        if found := tuple(one for one in fields if one is not None):
            questions.append(InterviewQuestion(key, found))
    return Interview(tuple(questions), of_labels, labelled)


def _of_fact(key: str, groups: tuple[FieldGroup, ...]) -> FactField | None:
    path = path_of(groups, key)
    return field_at(groups, path) if path else None


def _deciding(name: str, language: Language) -> FactField:
    say = language.say
    choices = tuple(FieldChoice(one, say(f"web.interview.choices.{name}.{one}")) for one in _DECIDING[name])
    return FactField(
        (name,),
        "choice" if choices else "long",
        say(f"web.interview.labels.{name}"),
        say(f"web.interview.help.{name}"),
        choices,
        Limits(longest=LONGEST_WORDS * MOST_LOTS),
    )


def is_asked(field: FactField, answers: TypedAnswers) -> bool:
    """Whether a field is asked after these answers."""
    if field.path[0] == "parameters":
        return answers.get("label", "") == "asked"
    if field.key not in _AFTER:
        return True
    name, after = _AFTER[field.key]
    return answers.get(name, "") in after


def only_after(field: FactField) -> str:
    """The end of the key of the words that say after which answer a field is asked; "" for one that always is."""
    if field.path[0] == "parameters":
        return "label_asked"
    if field.key not in _AFTER:
        return ""
    name, after = _AFTER[field.key]
    return "framework_kind" if name == "framework.kind" else f"{name}_{after[0]}"


def answers_in(of: Interview, stated: StatedFacts) -> dict[str, str]:
    """The answers that facts give already, such as those of last time."""
    found = {field.key: shown(stated.at(field.path)) for one in of.questions for field in one.fields}
    found["threshold"] = "below" if stated.at(("below_threshold",)) else ""
    lots = stated.at(("lots",))
    titles = [str(one.get("title") or "") for one in lots if isinstance(one, dict)] if isinstance(lots, list) else []
    found["parts"] = "\n".join(titles)
    drop = stated.at(_DROP)
    is_dropped = isinstance(drop, list) and bool(of.of_labels) and of.of_labels[0] in drop
    found["label"] = "none" if is_dropped else "asked" if found.get(of.labelled) else ""
    return {name: text for name, text in found.items() if text}


def wrong_in(question: InterviewQuestion, answers: TypedAnswers) -> dict[str, NoAnswer]:
    """What is no answer in the fields of a question, by the names of the fields."""
    found = {}
    for field in question.fields:
        value = _value(field, answers) if is_asked(field, answers) else None
        if isinstance(value, NoAnswer):
            found[field.key] = value
    if answers.get("threshold") == "below" and any(one.key == "threshold" for one in question.fields):
        name = "below_threshold.because"
        if not answers.get(name, "").strip():
            found[name] = NoAnswer("web.interview.problems.because")
    return found


def _value(field: FactField, answers: TypedAnswers) -> FieldValue | NoAnswer:
    text = answers.get(field.key, "")
    if field.path != ("parts",):
        return parse(field, text)
    titles = [title for line in text.splitlines() if (title := " ".join(line.split()))]
    if len(titles) == 1:
        return NoAnswer("web.interview.problems.one_lot")
    if len(titles) > MOST_LOTS:
        return NoAnswer("web.facts.problems.too_many", {"limit": MOST_LOTS})
    if len({title.casefold() for title in titles}) < len(titles):
        return NoAnswer("web.interview.problems.same_lots")
    if any(len(title) > LONGEST_WORDS for title in titles):
        return NoAnswer("web.facts.problems.too_long", {"limit": LONGEST_WORDS})
    return "\n".join(titles) or None


def facts_from(of: Interview, answers: TypedAnswers, stated: StatedFacts) -> dict[FactPath, object]:
    """The facts that the answers come to where they differ from what is ``stated``, by their paths; answers that are no
    answers are left out."""
    wanted: dict[FactPath, object] = {}
    for question in of.asked(answers):
        for field in question.fields:
            if is_asked(field, answers) and field.key not in _DECIDING:
                value = _value(field, answers)
                if not isinstance(value, NoAnswer):
                    wanted[field.path] = value
    wanted |= _left_behind(of, answers)
    parts = next((f for q in of.questions for f in q.fields if f.path == ("parts",)), None)
    titles = _value(parts, answers) if parts else None
    wanted |= dict(lots_by_title(str(titles).split("\n") if isinstance(titles, str) else [], stated))
    if answers.get("label") in ("asked", "none"):
        drop = stated.at(_DROP)
        there = [str(one) for one in drop] if isinstance(drop, list) else []
        kept = [one for one in there if one not in of.of_labels]
        wanted[_DROP] = [*kept, *(of.of_labels if answers["label"] == "none" else ())] or None
    wanted |= dict.fromkeys(texts_of_gone(wanted, stated))
    return {path: value for path, value in wanted.items() if stated.at(path) != value}


def _is_framework(answers: TypedAnswers) -> bool:
    return answers.get("framework.kind", "") in ("single", "multiple")


def _left_behind(of: Interview, answers: TypedAnswers) -> dict[FactPath, None]:
    """What last time's facts may say that nobody is asked after these answers: it goes, with all that belongs to it."""
    fields = [field for question in of.questions for field in question.fields]
    unasked = [one.path for one in fields if one.key in _AFTER and not is_asked(one, answers)]
    whole: list[FactPath] = [] if answers.get("threshold") == "below" else [("below_threshold",)]
    if not answers.get("framework.kind"):
        whole.append(("framework",))
    elif not _is_framework(answers):
        unasked.append(("framework", "longer_because"))
    return dict.fromkeys([*whole, *(path for path in unasked if path[:1] not in whole)])
