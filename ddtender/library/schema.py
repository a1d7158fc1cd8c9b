"""The form of every YAML file, as pydantic models: all errors at once, and a JSON Schema for editors.

These classes describe files only; ``loader`` turns them into the model. Keys not listed here are errors. Those of a
provision's front matter stand in ``provision_forms``, those of the market in ``market_forms``.

Unlike elsewhere, annotations are not postponed: pydantic would have to evaluate the text of each.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, model_validator

from ddtender.library.form_values import (
    Day,
    FileForm,
    Maturity,
    Number,
    ParameterName,
    ProvisionId,
    Raw,
    Slug,
    Text,
    Version,
    Whole,
    Words,
    empty_dict,
    empty_list,
    no_braces,
)
from ddtender.library.provision_forms import DefinitionForm, ProvisionForm, SourceForm


class ParameterForm(FileForm):
    type: Literal["text", "number", "date"]
    label: Annotated[Words, StringConstraints(max_length=60)] = Field(description="What the open blank shows in Word")
    question: Text
    filled_by: Literal["authority", "tenderer"]
    unit: Words | None = None
    default: Annotated[Raw, BeforeValidator(no_braces)] | None = None
    minimum: Whole | None = None
    maximum: Whole | None = None
    fact: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)?$")] | None = Field(
        None, description="The key of the procedure file that holds the value, if not parameters.NAME"
    )


class ParametersForm(FileForm):
    """parameters.yaml: every blank that a text may have."""

    parameters: dict[ParameterName, ParameterForm]


class LibraryForm(FileForm):
    """library.yaml: the library's own description."""

    name: Words
    version: Version
    proper_names: list[Text] = Field(
        default_factory=empty_list, description="Capitalised names that are not defined terms"
    )
    labels: list[Text] = Field(
        default_factory=empty_list, description="Labels that need 'or an equivalent label' beside them"
    )


class LegalBasesForm(FileForm):
    """legal_bases.yaml: why each provision of law is the legal basis of what cites it."""

    legal_bases: dict[Text, Text] = Field(
        min_length=1, description="The citation as it stands under legal_basis, and one sentence in your own words"
    )


class ScenarioForm(FileForm):
    title: Words
    summary: Words
    market_maturity: Maturity
    authority_maturity: Maturity
    source: SourceForm | None = None
    provisions: list[ProvisionId] = Field(min_length=1)


class ColumnForm(FileForm):
    id: Annotated[Slug, StringConstraints(max_length=10)]
    heading: Words
    width: Whole = Field(description="Percent of the table's width", ge=5, le=100)


class PartForm(FileForm):
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


class ReplyFormForm(FileForm):
    """A reply form that Tenderers answer in. The lengths keep the tag of every answer within Word's 64 characters."""

    id: Annotated[Slug, StringConstraints(max_length=30)]
    title: Annotated[Words, StringConstraints(max_length=64)]
    instructions: list[Text] = Field(default_factory=empty_list)
    parts: list[PartForm] = Field(min_length=1)


class ReviewForm(FileForm):
    """A reviewer's stamp on one provision; `ddtender approve` writes it."""

    id: ProvisionId
    version: Version
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    reviewer: Text
    date: Day
    references: dict[ProvisionId, Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]] = Field(
        default_factory=empty_dict, description="Fingerprints of what it referred to"
    )


class AuthorityForm(FileForm):
    name: Text | None = None
    contact: Text | None = None


class ContractorForm(FileForm):
    name: Text | None = None
    address: Text | None = None


class DatesForm(FileForm):
    award: Day | None = None
    contract_start: Day | None = None
    contract_end: Day | None = None


class AwardForm(FileForm):
    price: Annotated[Number, Field(ge=0, le=100)]
    other_quality: Annotated[Number, Field(ge=0, le=100)] = Decimal(0)
    points: dict[str, Annotated[Number, Field(ge=0, le=100)]] = Field(default_factory=empty_dict)


class ChangesForm(FileForm):
    add: list[ProvisionId] = Field(default_factory=empty_list)
    drop: list[ProvisionId] = Field(default_factory=empty_list)
    replace: dict[ProvisionId, ProvisionId] = Field(default_factory=empty_dict)


class ProcedureForm(FileForm):
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
