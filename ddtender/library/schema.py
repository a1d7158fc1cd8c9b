"""The form of every YAML file, as pydantic models: all errors at once, and a JSON Schema for editors.

These classes describe files only; ``loader`` turns them into the model. Keys not listed here are errors.

Unlike elsewhere, annotations are not postponed: pydantic would have to evaluate the text of each.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

#: The type of the error that a template tag stands where none can be filled in.
BRACES = "template_tag"
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
KINDS = "specification|selection|award|contract|definition"


def _text(value: object) -> object:
    if isinstance(value, bool | Decimal):
        raise ValueError("put it in quotes: YAML would read it as something other than text")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str) and not value.strip():
        raise ValueError("is empty; write its text, or leave the key out")
    return value


def _words(value: object) -> object:
    return _text(_no_braces(value))


def _no_braces(value: object) -> object:
    if isinstance(value, str) and ("{" in value or "}" in value) and _BRACES.search(value):
        raise PydanticCustomError(BRACES, "braces are for blanks, and these stand in running text only")
    return value


def _date(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"there is no day {value}") from None
    raise ValueError("write a date as year-month-day, such as 2027-03-01")


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("write a number such as 70 or 12.5, without quotes, signs or units")
    return Decimal(value)


def _whole(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("write a whole number, without quotes or units")
    return value


def _raw(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("write a text, a number or a date")
    return _text(value) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_text)]
#: What is printed as it stands, without blanks and references.
Words = Annotated[str, BeforeValidator(_words)]
Day = Annotated[date, BeforeValidator(_date)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
#: A value whose type its parameter decides.
Raw = Annotated[object, BeforeValidator(_raw), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})]
Slug = Annotated[str, StringConstraints(pattern=rf"^{ID}$")]
ProvisionId = Annotated[str, StringConstraints(pattern=rf"^(?:{KINDS})\.{ID}$", max_length=50)]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Version = Annotated[Text, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")]
Maturity = Literal["low", "medium", "high"]


# pydantic looks at what a factory takes. Of `list` and `dict` it learns that by taking apart what Python says of them,
# which takes longer than to read a library's YAML.
def empty_list() -> list:
    return []


def empty_dict() -> dict:
    return {}


class _Form(BaseModel):
    # defer_build: a form is compiled when a file of its kind is first read; most commands read few kinds.
    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=False, defer_build=True)


class SourceForm(_Form):
    """Where the requirement comes from."""

    document: Words = Field(description="The source document, such as CFIT manual (2025)")
    section: Words = Field(description="Its section, such as 3.3.4")
    item: Words | None = Field(None, description="The source's own number of the item")


class OptionForm(_Form):
    id: Slug
    percent: Number = Field(description="Percent of the criterion's maximum points")
    when: Text = Field(description="What earns it, as the rest of a sentence beginning 'when …'")
    count: Whole | None = Field(None, description="Tiers only: how many are needed")
    requires: list[Slug] = Field(default_factory=empty_list, description="Options without which this one earns nothing")


class StepForm(_Form):
    id: Slug
    percent: Number = Field(description="Percent of the element's own percentage")
    when: Text


class GradedForm(_Form):
    elements: list[OptionForm] = Field(min_length=1)
    steps: list[StepForm] = Field(min_length=2)


class ScoringForm(_Form):
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


class EvidenceForm(_Form):
    id: Slug
    text: Text = Field(description="What the Tenderer hands in")
    proves: list[Slug] = Field(default_factory=empty_list, description="The scoring options it proves; all if left out")
    reply_form: Slug | None = Field(None, description="The form to answer in")


class DueForm(_Form):
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


class KpiForm(_Form):
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


class ChangeForm(_Form):
    """Why a version was made; `ddtender bump` writes it."""

    version: Version
    date: Day
    why: Text


class QuestionForm(_Form):
    """An open question, which a lawyer must decide."""

    question: Text


class AnswerForm(_Form):
    answer: Text
    author: Text
    date: Day | None = None


class CommentForm(_Form):
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


class ProvisionForm(_Form):
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


class DefinitionForm(_Form):
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


class ParameterForm(_Form):
    type: Literal["text", "number", "date"]
    label: Annotated[Words, StringConstraints(max_length=60)] = Field(description="What the open blank shows in Word")
    question: Text
    filled_by: Literal["authority", "tenderer"]
    unit: Words | None = None
    default: Annotated[Raw, BeforeValidator(_no_braces)] | None = None
    minimum: Whole | None = None
    maximum: Whole | None = None
    fact: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)?$")] | None = Field(
        None, description="The key of the procedure file that holds the value, if not parameters.NAME"
    )


class ParametersForm(_Form):
    """parameters.yaml: every blank that a text may have."""

    parameters: dict[ParameterName, ParameterForm]


class LibraryForm(_Form):
    """library.yaml: the library's own description."""

    name: Words
    version: Version
    proper_names: list[Text] = Field(
        default_factory=empty_list, description="Capitalised names that are not defined terms"
    )
    labels: list[Text] = Field(
        default_factory=empty_list, description="Labels that need 'or an equivalent label' beside them"
    )


class LegalBasesForm(_Form):
    """legal_bases.yaml: why each provision of law is the legal basis of what cites it."""

    legal_bases: dict[Text, Text] = Field(
        min_length=1, description="The citation as it stands under legal_basis, and one sentence in your own words"
    )


class ScenarioForm(_Form):
    title: Words
    summary: Words
    market_maturity: Maturity
    authority_maturity: Maturity
    source: SourceForm | None = None
    provisions: list[ProvisionId] = Field(min_length=1)


class ColumnForm(_Form):
    id: Annotated[Slug, StringConstraints(max_length=10)]
    heading: Words
    width: Whole = Field(description="Percent of the table's width", ge=5, le=100)


class PartForm(_Form):
    """A place to answer: a field, or a table when ``columns`` are given."""

    id: Annotated[Slug, StringConstraints(max_length=12)]
    label: Words
    help: Text | None = None
    lines: Whole = Field(1, ge=1, le=30)
    columns: list[ColumnForm] | None = Field(None, min_length=1, max_length=8)
    rows: Whole | None = Field(None, ge=1, le=60)
    row_labels: list[Words] = Field(
        default_factory=empty_list, description="First column; a label that ends with a colon has room for an answer"
    )

    @model_validator(mode="after")
    def _table(self) -> Self:
        if self.columns:
            if sum(column.width for column in self.columns) != 100:
                raise ValueError("the widths of the columns must add up to 100")
            if self.rows is None and not self.row_labels:
                raise ValueError("a table needs rows or row_labels")
        elif self.rows is not None or self.row_labels:
            raise ValueError("rows need columns")
        return self


class ReplyFormForm(_Form):
    """A reply form that Tenderers answer in. The lengths keep the tag of every answer within Word's 64 characters."""

    id: Annotated[Slug, StringConstraints(max_length=30)]
    title: Annotated[Words, StringConstraints(max_length=64)]
    instructions: list[Text] = Field(default_factory=empty_list)
    parts: list[PartForm] = Field(min_length=1)


class ReviewForm(_Form):
    """A reviewer's stamp on one provision; `ddtender approve` writes it."""

    id: ProvisionId
    version: Version
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    reviewer: Text
    date: Day
    references: dict[ProvisionId, Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]] = Field(
        default_factory=empty_dict, description="Fingerprints of what it referred to"
    )


class AuthorityForm(_Form):
    name: Text | None = None
    contact: Text | None = None


class ContractorForm(_Form):
    name: Text | None = None
    address: Text | None = None


class DatesForm(_Form):
    award: Day | None = None
    contract_start: Day | None = None
    contract_end: Day | None = None


class AwardForm(_Form):
    price: Annotated[Number, Field(ge=0, le=100)]
    other_quality: Annotated[Number, Field(ge=0, le=100)] = Decimal(0)
    points: dict[str, Annotated[Number, Field(ge=0, le=100)]] = Field(default_factory=empty_dict)


class ChangesForm(_Form):
    add: list[ProvisionId] = Field(default_factory=empty_list)
    drop: list[ProvisionId] = Field(default_factory=empty_list)
    replace: dict[ProvisionId, ProvisionId] = Field(default_factory=empty_dict)


class ProcedureForm(_Form):
    """One procurement. Every key may be left out: what is missing is a visible blank."""

    title: Text | None = None
    reference: Text | None = None
    authority: AuthorityForm | None = None
    contractor: ContractorForm | None = None
    subject: Text | None = None
    library: Text | None = Field(None, description="The git revision of the library that this procurement uses")
    dates: DatesForm | None = None
    award: AwardForm | None = None
    parameters: dict[str, Raw | None] = Field(default_factory=empty_dict)
    provisions: ChangesForm | None = None


#: What `ddtender schema NAME` prints.
FORMS: dict[str, type[BaseModel]] = {
    "provision": ProvisionForm,
    "definition": DefinitionForm,
    "parameters": ParametersForm,
    "library": LibraryForm,
    "legal-bases": LegalBasesForm,
    "scenario": ScenarioForm,
    "reply-form": ReplyFormForm,
    "procedure": ProcedureForm,
    "review": ReviewForm,
}
