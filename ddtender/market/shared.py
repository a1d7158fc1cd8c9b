"""What one buyer shows to others of its suppliers' answers, with their consent (manual 3.4, lesson 6).

Only a supplier that has agreed is in such a file, without its contact person; of the others it has their number alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field, json

from ddtender.diagnostics import Diagnostic, Location
from ddtender.market.assess import Assessment
from ddtender.market.codes import UNKNOWN_ANSWER
from ddtender.market.values import Answers, clean, clean_name
from ddtender.model.built import built
from ddtender.model.market import Questionnaire

_Id = Annotated[str, Meta(max_length=100)]
_Ids = Annotated[tuple[_Id, ...], Meta(max_length=200)]


class SharedSupplier(Struct, frozen=True):
    """A supplier's answers by the ids of the questionnaire; ``texts`` are the names it was asked for."""

    company: str
    kind: _Id | None
    ticked: Mapping[_Id, _Ids]
    choices: Mapping[_Id, _Id]
    texts: Mapping[_Id, str] = field(default_factory=dict)


class SharedAnswers(Struct, frozen=True):
    """The answers that one buyer shows to others, to which questionnaire (``human-rights@1.1.0``), and of how many
    suppliers it shows none."""

    what: Literal["answers shared by a buyer"]
    questionnaire: str
    buyer: str | None
    date: str | None
    suppliers: Annotated[tuple[SharedSupplier, ...], Meta(max_length=5_000)]
    not_shared: Annotated[int, Meta(ge=0, le=100_000)]


def share(assessment: Assessment, questionnaire: Questionnaire) -> bytes:
    """The bytes of ``shared.json``."""
    agreed = [s.answers for s in assessment.suppliers if s.answers.is_shared]
    about = assessment.about
    made = SharedAnswers(
        "answers shared by a buyer",
        f"{questionnaire.id}@{questionnaire.version}",
        about.authority_name,
        about.on.isoformat() if about.on else None,
        tuple(SharedSupplier(one.company, one.kind, one.ticked, one.choices, one.texts) for one in agreed),
        len(assessment.suppliers) - len(agreed),
    )
    return json.format(json.encode(made), indent=2) + b"\n"


def read_shared(file: str, content: bytes, questionnaire: Questionnaire) -> tuple[list[Answers], int, list[Diagnostic]]:
    """The answers in a ``shared.json`` of suppliers that have agreed, how many others there are, and what of it the
    questionnaire does not have. Raises ValueError where it is no such file."""
    try:
        read = json.decode(content, type=built(SharedAnswers))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    id_, _, _ = read.questionnaire.partition("@")
    if id_ != questionnaire.id:
        raise ValueError(f"its answers are to another questionnaire, '{clean(read.questionnaire, 60)}'")
    found, unknown = [], []
    for one in read.suppliers:
        answers = _answers(file, one, questionnaire, unknown)
        if answers.is_shared:
            found.append(answers)
    hint = "They are left out. Ask the buyer who sent the file for one that was made with the present questionnaire."
    message = f"{', '.join(dict.fromkeys(unknown))}: not in the questionnaire"
    findings = [Diagnostic(UNKNOWN_ANSWER, Location(file), message, hint)] if unknown else []
    return found, read.not_shared + len(read.suppliers) - len(found), findings


def _answers(file: str, one: SharedSupplier, questionnaire: Questionnaire, unknown: list[str]) -> Answers:
    ticked = {}
    for group in questionnaire.groups:
        said = one.ticked.get(group.id, ())
        ticked[group.id] = tuple(option.id for option in group.options if option.id in said)
        unknown += [clean(f"{group.id}.{id_}", 60) for id_ in said if group.option(id_) is None]
    unknown += [clean(id_, 60) for id_ in one.ticked if questionnaire.group(id_) is None]
    kind = questionnaire.kind(one.kind)
    choices = {c.id: one.choices[c.id] for c in questionnaire.choices if c.text(one.choices.get(c.id)) is not None}
    return Answers(
        file,
        clean_name(one.company),
        "",
        kind.id if kind else None,
        (kind.id,) if kind else (),
        ticked,
        texts={clean_name(name): clean(text) for name, text in one.texts.items()},
        choices=choices,
    )
