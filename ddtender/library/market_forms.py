"""The form of the files in clause_library/questionnaire/ and clause_library/risks/, and of a supplier's answers."""

from collections import Counter
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from ddtender.library.form_values import (
    FileForm,
    LongText,
    ParameterName,
    Version,
    Whole,
    says,
    slug_within,
)
from ddtender.library.initiatives_forms import GoodEvidenceForm, InitiativeForm, InitiativeTestsForm, LabelsForm
from ddtender.library.provision_forms import ManualForm, SourceForm
from ddtender.library.risks_forms import RiskPartsForm, RiskProductsForm, RisksForm
from ddtender.model.market import AGREED, CONSENT

#: Short enough for a bookmark of Word, which has 40 characters at most.
_GroupId = Annotated[str, slug_within(14)]
_OptionId = Annotated[str, slug_within(22)]
_Column = Literal["manufacturer", "reseller"]
_Points = Annotated[Whole, Meta(ge=0, le=100)]


class ColumnPointsForm(FileForm):
    manufacturer: _Points
    reseller: _Points


class StatementForm(FileForm):
    id: _OptionId
    text: Annotated[LongText, says("The statement that the supplier ticks")]
    points: Annotated[_Points | ColumnPointsForm, says("One number, or one for each kind of company")]
    nothing: Annotated[bool, says("The statement says that none of the others applies")] = False
    describe: Annotated[LongText | None, says("Label of a text field below the statement")] = None
    decided: Annotated[bool, says("The source's own form lacks it: a note says when it mattered")] = False
    ask: Annotated[LongText | None, says("What to ask a supplier who did not tick it")] = None


class GroupForm(FileForm, kw_only=True):
    id: _GroupId
    dimension: Literal["awareness", "policies", "actions"]
    title: LongText
    question: LongText
    rule: Literal["one", "several"]
    maximum: Annotated[_Points | None, says("No more points than this count")] = None
    options: Annotated[tuple[StatementForm, ...], Meta(min_length=2)]
    remarks: Annotated[LongText | None, says("Label of a text field below the question")] = None


class CompanyKindForm(FileForm):
    id: _OptionId
    label: LongText
    scored_as: Annotated[_Column, says("Whose points count")]
    decided: Annotated[bool, says("The source has no points for this kind: a note says so")] = False
    describe: LongText | None = None


class ChoiceOptionForm(FileForm):
    id: _OptionId
    text: LongText


class ChoiceForm(FileForm):
    """A question without points. `consent` with its option `agreed` has a meaning of its own; so has `supplied-by`."""

    id: _GroupId
    label: LongText
    options: Annotated[tuple[ChoiceOptionForm, ...], Meta(min_length=2)]
    help: Annotated[LongText | None, says("What stands above it")] = None
    ask: Annotated[LongText | None, says("What to ask a supplier who chose nothing")] = None

    def __post_init__(self) -> None:
        if self.id == CONSENT and AGREED not in {option.id for option in self.options}:
            raise ValueError(f"'{CONSENT}' has no option '{AGREED}': nobody could agree")
        for said in ("id", "text"):
            for value, times in Counter(getattr(option, said) for option in self.options).items():
                if times > 1:
                    raise ValueError(f"the {said} '{value}' is given twice")


class BoundsForm(FileForm):
    low_below: Whole
    medium_from: Whole
    medium_to: Whole
    between: Annotated[Literal["low", "medium"], says("Level of a score that the others leave out")] = "medium"

    def __post_init__(self) -> None:
        if not self.low_below <= self.medium_from <= self.medium_to:
            raise ValueError("low_below, medium_from and medium_to must not fall")


class LevelsForm(FileForm):
    awareness: BoundsForm
    policies: BoundsForm
    actions: BoundsForm


class DecisionsForm(FileForm):
    """What the source leaves open; docs/errata.md has the reasons."""

    overall: Annotated[Literal["lowest", "middle"], says("Three dimensions as one level")] = "lowest"
    market_share: Annotated[
        Whole, Meta(ge=1, le=100), says("Percent of suppliers that must reach the market's level")
    ] = 50
    few_suppliers: Annotated[Whole, Meta(ge=1), says("Fewer answers than this bring a warning")] = 3
    contradiction: Annotated[Literal["others", "nothing"], says("'None of this' ticked with others: what counts")] = (
        "others"
    )
    several_ticked: Annotated[
        Literal["unread", "lowest", "highest"], says("Several boxes where one is allowed: what counts")
    ] = "unread"
    box_mismatch: Annotated[
        Literal["ticked", "unread"], says("A box and the mark it shows disagree: how it counts")
    ] = "ticked"


class QuestionnaireForm(FileForm):
    """A supplier questionnaire with its points and levels."""

    stays: ClassVar[tuple[str, ...]] = ("source",)

    id: _GroupId
    title: LongText
    version: Version
    source: SourceForm
    introduction: Annotated[tuple[LongText, ...], Meta(min_length=1)]
    kinds: Annotated[tuple[CompanyKindForm, ...], Meta(min_length=1)]
    groups: Annotated[tuple[GroupForm, ...], Meta(min_length=1)]
    levels: LevelsForm
    decisions: DecisionsForm = field(default_factory=DecisionsForm)
    choices: Annotated[tuple[ChoiceForm, ...], says("Questions at the end, without points")] = ()
    statements_since: Annotated[Version | None, says("The first version with the same statements")] = None

    def __post_init__(self) -> None:
        ids = [f"kind.{kind.id}" for kind in self.kinds] + [group.id for group in self.groups]
        ids += [choice.id for choice in self.choices]
        ids += [f"{group.id}.{option.id}" for group in self.groups for option in group.options]
        for id_, times in Counter(ids).items():
            if times > 1 or id_ in ("kind", "company", "contact", "form"):
                raise ValueError(f"the id '{id_}' is given twice or has a meaning of its own")
        missing = {"awareness", "policies", "actions"} - {group.dimension for group in self.groups}
        if missing:
            raise ValueError(f"no group asks about {', '.join(sorted(missing))}")


class LetterSectionForm(FileForm):
    heading: LongText
    paragraphs: Annotated[tuple[LongText, ...], Meta(min_length=1)]


class InvitationForm(FileForm):
    """The text of a market consultation invitation."""

    title: LongText
    blanks: Annotated[
        dict[ParameterName, LongText], says("Every {{ name }} of the text, with the label that shows while it is open")
    ]
    sections: Annotated[tuple[LetterSectionForm, ...], Meta(min_length=1)]


class OutlineStepForm(FileForm):
    title: LongText
    about: LongText
    who: LongText | None = None
    result: LongText | None = None


class ExampleForm(FileForm):
    title: LongText
    facts: Annotated[tuple[LongText, ...], Meta(min_length=1)]


class OutlineForm(FileForm):
    """The agenda of a meeting, a programme, a training: steps in their order, and an example from the source."""

    stays: ClassVar[tuple[str, ...]] = ("source",)

    title: LongText
    source: ManualForm
    lead: Annotated[tuple[LongText, ...], Meta(min_length=1)]
    steps: Annotated[tuple[OutlineStepForm, ...], Meta(min_length=1)]
    rules: tuple[LongText, ...] = ()
    example: ExampleForm | None = None


class AnswersForm(FileForm, kw_only=True):
    """A supplier's answers, instead of a form in Word."""

    is_printed: ClassVar[bool] = False

    questionnaire: Annotated[LongText | None, says("Id and version of the form, such as human-rights@1.0.0")] = None
    company: LongText | None = None
    contact: LongText | None = None
    kind: Annotated[LongText | None, says("manufacturer, reseller or other")] = None
    kind_text: Annotated[LongText | None, says("Which other kind")] = None
    answers: Annotated[
        dict[str, LongText | tuple[LongText, ...] | None], says("By group: the ids of the statements that are true")
    ]
    texts: Annotated[dict[str, LongText], says("Free text, by group or group.statement")] = field(default_factory=dict)
    choices: Annotated[dict[str, LongText], says("The ids of options, by question without points")] = field(
        default_factory=dict
    )


#: What `ddtender schema NAME` prints beside the forms of the library.
MARKET_FORMS: dict[str, type[FileForm]] = {
    "questionnaire": QuestionnaireForm,
    "invitation": InvitationForm,
    "risks": RisksForm,
    "risk-parts": RiskPartsForm,
    "risk-products": RiskProductsForm,
    "initiative": InitiativeForm,
    "initiative-tests": InitiativeTestsForm,
    "labels": LabelsForm,
    "good-evidence": GoodEvidenceForm,
    "outline": OutlineForm,
    "answers": AnswersForm,
}
