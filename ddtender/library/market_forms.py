"""The form of the files in clause_library/questionnaire/ and clause_library/risks/, and of a supplier's answers."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from ddtender.library.form_values import FileForm, Slug, Text, Version, Whole, empty_dict
from ddtender.library.provision_forms import SourceForm

#: Short enough for a bookmark of Word, which has 40 characters at most.
_GroupId = Annotated[Slug, StringConstraints(max_length=14)]
_OptionId = Annotated[Slug, StringConstraints(max_length=22)]
_Column = Literal["manufacturer", "reseller"]
_Points = Annotated[Whole, Field(ge=0, le=100)]


class ColumnPointsForm(FileForm):
    manufacturer: _Points
    reseller: _Points


class StatementForm(FileForm):
    id: _OptionId
    text: Text = Field(description="The statement that the supplier ticks")
    points: _Points | ColumnPointsForm = Field(description="One number, or one for each kind of company")
    nothing: bool = Field(False, description="The statement says that none of the others applies")
    describe: Text | None = Field(None, description="Label of a text field below the statement")
    decided: bool = Field(False, description="The source's own form lacks it: a note says when it mattered")


class QuestionForm(FileForm):
    id: _GroupId
    dimension: Literal["awareness", "policies", "actions"]
    title: Text
    question: Text
    rule: Literal["one", "several"]
    maximum: _Points | None = Field(None, description="No more points than this count")
    options: list[StatementForm] = Field(min_length=2)
    remarks: Text | None = Field(None, description="Label of a text field below the question")


class CompanyKindForm(FileForm):
    id: _OptionId
    label: Text
    scored_as: _Column = Field(description="Whose points count")
    decided: bool = Field(False, description="The source has no points for this kind: a note says so")
    describe: Text | None = None


class BoundsForm(FileForm):
    low_below: Whole
    medium_from: Whole
    medium_to: Whole
    between: Literal["low", "medium"] = Field("medium", description="Level of a score that the others leave out")

    @model_validator(mode="after")
    def _order(self) -> Self:
        if not self.low_below <= self.medium_from <= self.medium_to:
            raise ValueError("low_below, medium_from and medium_to must not fall")
        return self


class LevelsForm(FileForm):
    awareness: BoundsForm
    policies: BoundsForm
    actions: BoundsForm


class DecisionsForm(FileForm):
    """What the source leaves open; docs/errata.md has the reasons."""

    overall: Literal["lowest", "middle"] = Field("lowest", description="Three dimensions as one level")
    market_share: Annotated[Whole, Field(ge=1, le=100)] = Field(
        50, description="Percent of suppliers that must reach the market's level"
    )
    few_suppliers: Annotated[Whole, Field(ge=1)] = Field(3, description="Fewer answers than this bring a warning")
    contradiction: Literal["others", "nothing"] = Field(
        "others", description="'None of this' ticked with others: what counts"
    )
    several_ticked: Literal["unread", "lowest", "highest"] = Field(
        "unread", description="Several boxes where one is allowed: what counts"
    )
    box_mismatch: Literal["ticked", "unread"] = Field(
        "ticked", description="A box and the mark it shows disagree: how it counts"
    )


class QuestionnaireForm(FileForm):
    """A supplier questionnaire with its points and levels."""

    id: _GroupId
    title: Text
    version: Version
    source: SourceForm
    introduction: list[Text] = Field(min_length=1)
    kinds: list[CompanyKindForm] = Field(min_length=1)
    groups: list[QuestionForm] = Field(min_length=1)
    levels: LevelsForm
    decisions: DecisionsForm = Field(default_factory=DecisionsForm)

    @model_validator(mode="after")
    def _unique(self) -> Self:
        ids = [f"kind.{kind.id}" for kind in self.kinds] + [group.id for group in self.groups]
        ids += [f"{group.id}.{option.id}" for group in self.groups for option in group.options]
        for id_ in ids:
            if ids.count(id_) > 1 or id_ in ("kind", "company", "contact", "form"):
                raise ValueError(f"the id '{id_}' is given twice or has a meaning of its own")
        missing = {"awareness", "policies", "actions"} - {group.dimension for group in self.groups}
        if missing:
            raise ValueError(f"no group asks about {', '.join(sorted(missing))}")
        return self


class LetterSectionForm(FileForm):
    heading: Text
    paragraphs: list[Text] = Field(min_length=1)


class InvitationForm(FileForm):
    """The text of a market consultation invitation."""

    title: Text
    blanks: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)], Text] = Field(
        description="Every {{ name }} of the text, with the label that shows while it is open"
    )
    sections: list[LetterSectionForm] = Field(min_length=1)


class TopicForm(FileForm):
    name: Text
    about: Text
    examples: Text | None = None
    url: Annotated[Text, StringConstraints(pattern=r"^https://\S+$")] | None = None


class RisksForm(FileForm):
    """What the risk worksheet is prefilled from."""

    id: Slug
    title: Text
    source: SourceForm
    steps: list[TopicForm] = Field(min_length=1)
    stages: list[TopicForm] = Field(min_length=1)
    risks: list[TopicForm] = Field(min_length=1)
    sources: list[TopicForm] = Field(min_length=1)
    ratings: list[Text] = Field(min_length=2)


class AnswersForm(FileForm):
    """A supplier's answers, instead of a form in Word."""

    questionnaire: Text | None = Field(None, description="Id and version of the form, such as human-rights@1.0.0")
    company: Text | None = None
    contact: Text | None = None
    kind: Text | None = Field(None, description="manufacturer, reseller or other")
    kind_text: Text | None = Field(None, description="Which other kind")
    answers: dict[str, Text | list[Text] | None] = Field(
        description="By group: the ids of the statements that are true"
    )
    texts: dict[str, Text] = Field(default_factory=empty_dict, description="Free text, by group or group.statement")


#: What `ddtender schema NAME` prints beside the forms of the library.
MARKET_FORMS: dict[str, type[FileForm]] = {
    "questionnaire": QuestionnaireForm,
    "invitation": InvitationForm,
    "risks": RisksForm,
    "answers": AnswersForm,
}
