"""What a procedure file says in another language of the documents: its own texts, by the keys at which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.plain_values import one_line
from ddtender.library.procedure_forms import ProcedureForm
from ddtender.library.yaml_document import YamlDocument
from ddtender.model import FactValue
from ddtender.model.procedure import Facts, Lot, ToldOtherwise

#: The facts that are texts in a language; names of persons, numbers and codes are the same in all.
TRANSLATABLE = (
    "title",
    "subject",
    "authority.name",
    "authority.contact",
    "review_body.name",
    "review_body.deadline",
    "shortened.reason",
    "framework.maximum",
    "framework.call_offs",
    "framework.longer_because",
    "below_threshold.because",
    "below_threshold.estimated_value",
    "selection_documents.because",
    "award.described_in",
)
_OF_LOT = ("title", "subject", "maximum")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


def translations_of(
    form: ProcedureForm,
    facts: Facts,
    parameters: Mapping[str, tuple[FactValue, Location]],
    lots: tuple[Lot, ...],
    document: YamlDocument,
) -> tuple[ToldOtherwise, list[Diagnostic]]:
    """The texts by language and key, each with its place, and what is wrong with them."""
    found: dict[str, dict[str, tuple[str, Location]]] = {}
    wrong: list[Diagnostic] = []
    others = [tag for tag in form.languages if tag != (form.authentic or form.languages[0])]
    said = _said(facts, parameters, lots)
    for tag, texts in form.translations.items():
        if tag not in others:
            hint = f"One of: {', '.join(others)}." if others else "List the languages at `languages`, such as [nl, fr]."
            message = f"'{tag}' is no other language of the documents than that of the file"
            wrong.append(Diagnostic(INVALID_VALUE, document.keys[("translations", tag)], message, hint))
        for key, text in texts.items():
            if text is None:
                continue
            place = document.values[("translations", tag, key)]
            wrong += _faults(key, text, said, place)
            found.setdefault(tag, {})[key] = (one_line(text), place)
    return found, wrong


def _said(
    facts: Facts, parameters: Mapping[str, tuple[FactValue, Location]], lots: tuple[Lot, ...]
) -> dict[str, FactValue]:
    """What the file says in its own language, by the keys that a translation may have."""
    said = {key: facts[key][0] for key in TRANSLATABLE if key in facts}
    said |= {f"parameters.{name}": value for name, (value, _) in parameters.items()}
    for lot in lots:
        own = {"title": lot.title} | {key.rpartition(".")[2]: value for key, (value, _) in lot.facts.items()}
        said |= {f"lots.{lot.id}.{name}": own[name] for name in _OF_LOT if name in own}
    return said


def _faults(key: str, text: str, said: Mapping[str, FactValue], place: Location) -> Iterator[Diagnostic]:
    if key not in said:
        message = f"'{key}' is no text that this file says in its own language"
        yield Diagnostic(INVALID_VALUE, place, message, f"One of: {', '.join(said) or 'none yet'}.")
    elif not isinstance(said[key], str):
        message = f"'{key}' is no text: it is the same in every language"
        yield Diagnostic(INVALID_VALUE, place, message, "Take it out.")
    elif _BRACES.search(text):
        yield Diagnostic(INVALID_VALUE, place, f"{key}: a fact has no braces", "Write the text itself.")
