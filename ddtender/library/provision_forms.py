"""The form of the front matter of provisions and definitions.

Unlike elsewhere, annotations are not postponed: pydantic would have to evaluate the text of each.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Discriminator, Field, StringConstraints, Tag, model_validator

from ddtender.library.form_values import (
    Day,
    FileForm,
    Number,
    ParameterName,
    ProvisionId,
    Slug,
    Text,
    Version,
    Whole,
    Words,
    empty_list,
)


class SourceForm(FileForm):
    """Where the requirement comes from."""

    document: Words = Field(description="The source document, such as CFIT manual (2025)")
    section: Words = Field(description="Its section, such as 3.3.4")
    item: Words | None = Field(None, description="The source's own number of the item")


class OptionForm(FileForm):
    id: Slug
    percent: Number = Field(description="Percent of the criterion's maximum points")
    when: Text = Field(description="What earns it, as the rest of a sentence beginning 'when …'")
    count: Whole | None = Field(None, description="Tiers only: how many are needed")
    requires: list[Slug] = Field(default_factory=empty_list, description="Options without which this one earns nothing")


class StepForm(FileForm):
    id: Slug
    percent: Number = Field(description="Percent of the element's own percentage")
    when: Text


class GradedForm(FileForm):
    elements: list[OptionForm] = Field(min_length=1)
    steps: list[StepForm] = Field(min_length=2)


class ScoringForm(FileForm):
    """Exactly one of the four ways of scoring."""

    best_of: list[OptionForm] | None = Field(None, min_length=1, description="Alternatives: the best one met counts")
    sum_of: list[OptionForm] | None = Field(None, min_length=1, description="Parts that add up")
    tiers: list[OptionForm] | None = Field(None, min_length=1, description="Steps by number")
    graded: GradedForm | None = Field(None, description="Elements judged one by one")

    @model_validator(mode="after")
    def _one(self) -> Self:
        ways = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(ways) != 1:
            raise ValueError("give exactly one of best_of, sum_of, tiers and graded")
        if self.tiers and any(option.count is None for option in self.tiers):
            raise ValueError("every tier needs a count")
        return self


class EvidenceForm(FileForm):
    id: Slug
    text: Text = Field(description="What the Tenderer hands in")
    proves: list[Slug] = Field(default_factory=empty_list, description="The scoring options it proves; all if left out")
    reply_form: Slug | None = Field(None, description="The form to answer in")


class DueForm(FileForm):
    """A due date as a rule."""

    months: Whole | ParameterName | None = None
    days: Whole | ParameterName | None = None
    after: Literal["award", "contract_start", "request"]
    every: Whole | None = Field(None, description="Months between repetitions until the end of the Contract")
    before: Literal["delivery"] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.months is None) == (self.days is None):
            raise ValueError("give either months or days")
        return self


class KpiForm(FileForm):
    id: Slug
    aspect: Literal["timeliness", "completeness", "contents", "responsiveness"]
    indicator: Text
    target: Text
    measured_by: Text
    asks: Text = Field(description="The words of the clause that the KPI rests on, quoted from its text")
    due: DueForm | None = None
    when: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.due is None) == (self.when is None):
            raise ValueError("give either due (a rule) or when (in words)")
        return self


class ChangeForm(FileForm):
    """Why a version was made; `ddtender bump` writes it."""

    version: Version
    date: Day
    why: Text


class QuestionForm(FileForm):
    """An open question, which a lawyer must decide."""

    question: Text


class AnswerForm(FileForm):
    answer: Text
    author: Text
    date: Day | None = None


class CommentForm(FileForm):
    """A reviewer's comment; `ddtender review --apply` writes it."""

    comment: Text
    author: Text
    date: Day | None = None
    on: Text | None = Field(None, description="The words that the comment stands on")
    answers: list[AnswerForm] = Field(default_factory=empty_list)


def _kind_of_note(value: object) -> str:
    if not isinstance(value, dict | BaseModel):
        return "a remark"
    return "a comment" if "comment" in dict(value) else "a question"


#: The tags are no keys, so that they cannot be taken for a part of the place of an error.
NoteForm = Annotated[
    Annotated[Text, Tag("a remark")]
    | Annotated[QuestionForm, Tag("a question")]
    | Annotated[CommentForm, Tag("a comment")],
    Discriminator(_kind_of_note),
]


class ProvisionForm(FileForm):
    """The front matter of a criterion, specification or clause."""

    id: ProvisionId
    title: Annotated[Words, StringConstraints(max_length=64)]
    version: Version
    source: SourceForm
    legal_basis: list[Words] = Field(min_length=1)
    requirement: Slug | None = Field(None, description="What is asked; the part of the id after the dot if left out")
    variant_of: ProvisionId | None = None
    scoring: ScoringForm | None = None
    evidence: list[EvidenceForm] = Field(default_factory=empty_list)
    kpis: list[KpiForm] = Field(default_factory=empty_list)
    notes: list[NoteForm] = Field(default_factory=empty_list, description="Drafting notes for the lawyer who reviews")
    retired: Text | None = Field(None, description="Why the provision is no longer used")
    history: list[ChangeForm] = Field(default_factory=empty_list, description="Reasons of its versions, newest first")


class DefinitionForm(FileForm):
    """The front matter of a definition."""

    id: ProvisionId
    title: Annotated[Words, StringConstraints(max_length=64)] = Field(description="The defined term")
    version: Version
    also: list[Words] = Field(default_factory=empty_list, description="Other spellings, such as the plural")
    source: SourceForm | None = None
    legal_basis: list[Words] = Field(default_factory=empty_list)
    notes: list[NoteForm] = Field(default_factory=empty_list)
    retired: Text | None = None
    history: list[ChangeForm] = Field(default_factory=empty_list)
