"""Which files of a library have words to be translated, where their translations lie, and their ids."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from ddtender.library.form_values import FileForm
from ddtender.library.initiatives import GOOD, LABELS, TESTS
from ddtender.library.initiatives_forms import GoodEvidenceForm, InitiativeForm, InitiativeTestsForm, LabelsForm
from ddtender.library.languages.plans import translation_form
from ddtender.library.law_forms import LAW_FORMS, LAW_FORMS_BY_FILE
from ddtender.library.legal_forms import LegalBasesForm
from ddtender.library.market import INVITATION, LETTER
from ddtender.library.market_forms import InvitationForm, OutlineForm, QuestionnaireForm
from ddtender.library.places import (
    DIALOGUE,
    INITIATIVES,
    LANGUAGES,
    LAW,
    LEGAL_BASES,
    LETTERS,
    LIBRARY,
    PARAMETERS,
    QUESTIONNAIRES,
    REPLY_FORMS,
    RISKS,
    SCENARIOS,
)
from ddtender.library.procedure_law_forms import ProcedureLawForm
from ddtender.library.provision_forms import DefinitionForm, FrameForm, ProvisionForm
from ddtender.library.provisions import provision_kind
from ddtender.library.risks import LISTS, PARTS, PRODUCTS
from ddtender.library.risks_forms import RiskPartsForm, RiskProductsForm, RisksForm
from ddtender.library.schema import ParametersForm, ReplyFormForm, ScenarioForm
from ddtender.model import Kind

#: The folder of a language that has words of ddtender itself, as a layer of the library says them.
LAYER_WORDS = "words"

#: Those of law/ with words that documents print; of procedures there are numbers, and citations for findings.
_LAW = {name: form for name, form in LAW_FORMS_BY_FILE.items() if form is not ProcedureLawForm}
#: The forms that have words, by the names that `ddtender schema` knows them by.
_FORMS: dict[str, type[FileForm]] = {
    "provision": ProvisionForm,
    "definition": DefinitionForm,
    "frame": FrameForm,
    "reply-form": ReplyFormForm,
    "questionnaire": QuestionnaireForm,
    "invitation": InvitationForm,
    "outline": OutlineForm,
    "parameters": ParametersForm,
    "legal-bases": LegalBasesForm,
    "scenario": ScenarioForm,
    "risks": RisksForm,
    "risk-parts": RiskPartsForm,
    "risk-products": RiskProductsForm,
    "initiative": InitiativeForm,
    "initiative-tests": InitiativeTestsForm,
    "initiative-labels": LabelsForm,
    "good-evidence": GoodEvidenceForm,
    **{name: form for name, form in LAW_FORMS.items() if form in _LAW.values()},
}
#: The forms of files in a folder by their names; of the other files there, below "".
_BY_FILE: dict[str, tuple[str, dict[str, type[FileForm]]]] = {
    RISKS: ("risks", {PRODUCTS: RiskProductsForm, **dict.fromkeys(PARTS, RiskPartsForm), LISTS: RisksForm}),
    LAW: ("law", _LAW),
    INITIATIVES: (
        "initiative",
        {TESTS: InitiativeTestsForm, LABELS: LabelsForm, GOOD: GoodEvidenceForm, "": InitiativeForm},
    ),
}


def translation_forms() -> dict[str, type[FileForm]]:
    """What `ddtender schema translation-NAME` prints for a translator."""
    return {f"translation-{name}": translation_form(form) for name, form in _FORMS.items()}


class Translatable(NamedTuple):
    """What a file is to a translator: the form of its keys, and its id, which for a provision is its own."""

    form: type[FileForm]
    id: str = ""


def translatable(path: str) -> Translatable | None:
    """What the file at a path is to a translator; None if it has no words of this kind."""
    pure = PurePosixPath(path)
    folder, stem = str(pure.parent), pure.stem
    if path == PARAMETERS:
        return Translatable(ParametersForm, "parameters")
    if path == LEGAL_BASES:
        return Translatable(LegalBasesForm, "legal-bases")
    if pure.suffix == ".md" and (kind := provision_kind(path)):
        form = FrameForm if kind.is_frame else DefinitionForm if kind is Kind.DEFINITION else ProvisionForm
        return Translatable(form)
    if pure.suffix != ".yaml":
        return None
    if folder == REPLY_FORMS:
        return Translatable(ReplyFormForm, f"reply-form.{stem}")
    if folder == QUESTIONNAIRES:
        is_letter = pure.name == INVITATION
        return Translatable(InvitationForm if is_letter else QuestionnaireForm, f"questionnaire.{stem}")
    if folder == LETTERS:
        return Translatable(InvitationForm, f"letter.{stem}")
    if folder == DIALOGUE:
        return Translatable(InvitationForm if pure.name.startswith(LETTER) else OutlineForm, f"dialogue.{stem}")
    if folder in _BY_FILE:
        name, forms = _BY_FILE[folder]
        form = forms.get(pure.name, forms.get(""))
        return Translatable(form, f"{name}.{stem}") if form is not None else None
    return Translatable(ScenarioForm, f"scenario.{stem}") if folder == SCENARIOS else None


def place_of_translation(path: str, tag: str) -> str:
    """Where the translation of a file into a language lies: a mirror of the library, with the scenarios in it."""
    return f"{LANGUAGES}/{tag}/{path.removeprefix(f'{LIBRARY}/')}"


def translated_path(path: str) -> tuple[str, str] | None:
    """The tag of a language, and the path of what a file below ``languages/`` translates; None for any other file."""
    if not path.startswith(f"{LANGUAGES}/"):
        return None
    tag, slash, inner = path.removeprefix(f"{LANGUAGES}/").partition("/")
    if not slash or inner.startswith(f"{LAYER_WORDS}/"):
        return None
    return tag, inner if inner.startswith(f"{SCENARIOS}/") else f"{LIBRARY}/{inner}"


def languages_in(paths: Iterable[str]) -> tuple[str, ...]:
    """The tags of the languages that have any file, in order."""
    found = {path.removeprefix(f"{LANGUAGES}/").partition("/") for path in paths if path.startswith(f"{LANGUAGES}/")}
    return tuple(sorted({tag for tag, slash, _ in found if slash}))


def words_of_layer(paths: Iterable[str], tag: str) -> tuple[str, ...]:
    """The files of words that a library has for a language."""
    folder = f"{LANGUAGES}/{tag}/{LAYER_WORDS}/"
    named = (path for path in paths if path.startswith(folder) and path.endswith(".yaml"))
    return tuple(sorted(path for path in named if "/" not in path.removeprefix(folder)))


def chain(tag: str) -> tuple[str, ...]:
    """A language and what it falls back to, the nearest first: ``nl-BE``, then ``nl``."""
    parts = tag.split("-")
    return tuple("-".join(parts[:n]) for n in range(len(parts), 0, -1))
