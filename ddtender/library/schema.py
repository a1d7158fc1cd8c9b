"""The form of every YAML file: what it may hold, and a JSON Schema for editors.

These classes describe files only; ``loader`` turns them into the model. Keys not listed here are errors. Those of a
provision's front matter stand in ``provision_forms``, those of a procedure in ``procedure_forms``, of the market in
``market_forms``.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from functools import partial
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct, field
from msgspec.json import schema_components

from ddtender.library.form_values import (
    Chosen,
    Day,
    FileForm,
    LongText,
    Maturity,
    ParameterName,
    ProvisionId,
    RawWords,
    StampedId,
    Version,
    Whole,
    Words,
    says,
    slug_within,
    text_like,
    words_within,
)
from ddtender.library.layer_forms import Accepts, ExtendsForm, Replaces, Retires
from ddtender.library.legal_forms import LegalBasesForm
from ddtender.library.national_forms import NationalForm
from ddtender.library.procedure_forms import ProcedureForm
from ddtender.library.provision_forms import DefinitionForm, FrameForm, ProvisionForm, SourceForm, Title
from ddtender.library.release_tags import FORM, PREFIX

_Fact = Annotated[str, text_like(r"[a-z_]+(?:\.[a-z_]+)?", "is not a key such as title or authority.name")]
_Fingerprint = Annotated[str, text_like(r"[0-9a-f]{32}", "is not a fingerprint: `ddtender approve` writes it")]


class ParameterForm(FileForm):
    type: Literal["text", "number", "date", "amount", "languages"]
    label: Annotated[Annotated[str, words_within(60)], says("What the open blank shows in Word")]
    question: LongText
    filled_by: Literal["authority", "tenderer"]
    unit: Words | None = None
    default: RawWords | None = None
    minimum: Whole | None = None
    maximum: Whole | None = None
    fact: Annotated[
        _Fact | None, says("The key of the procedure file that holds the value, if not parameters.NAME")
    ] = None


class ParametersForm(FileForm):
    """parameters.yaml: every blank that a text may have."""

    parameters: dict[ParameterName, ParameterForm]


class ApprovalForm(FileForm):
    """The rules by which a library is approved."""

    four_eyes: Annotated[bool, says("Whether whoever made the last change is refused as its reviewer")] = True
    why: Annotated[LongText | None, says("Why not; every stamp that needs it says so")] = None

    def __post_init__(self) -> None:
        if not self.four_eyes and self.why is None:
            raise ValueError("say why there are no four eyes: it goes on record")


class LibraryForm(FileForm):
    """library.yaml: the library's own description."""

    name: Words
    version: Version
    proper_names: Annotated[tuple[LongText, ...], says("Capitalised names that are not defined terms")] = ()
    frame: Annotated[
        tuple[ProvisionId, ...], says("The passages of the frame, in the order of the general provisions")
    ] = ()
    labels: Annotated[tuple[LongText, ...], says("Labels that need 'or an equivalent label' beside them")] = ()
    ratings: Annotated[
        tuple[LongText, ...], says("Ratings whose requirements are not public: they decide nothing")
    ] = ()
    approval: ApprovalForm = field(default_factory=ApprovalForm)
    release_prefix: Annotated[
        str,
        Meta(pattern=f"^{FORM}$", max_length=40),
        says("What the tags of releases begin with, before the version"),
    ] = PREFIX
    extends: Annotated[ExtendsForm | None, says("The library that this one is a layer over")] = None
    replaces: Replaces = ()
    retires: Retires = field(default_factory=dict)
    accepts: Accepts = ()


class ScenarioForm(FileForm, kw_only=True):
    stays: ClassVar[tuple[str, ...]] = ("source",)

    title: Words
    summary: Words
    market_maturity: Maturity
    authority_maturity: Maturity
    source: SourceForm | None = None
    provisions: Annotated[tuple[ProvisionId, ...], Meta(min_length=1)]


class ColumnForm(FileForm):
    id: Annotated[str, slug_within(10)]
    heading: Words
    width: Annotated[Whole, Meta(ge=5, le=100), says("Percent of the table's width")]


class PartForm(FileForm):
    """A place to answer: a field, or a table when ``columns`` are given."""

    id: Annotated[str, slug_within(12)]
    label: Words
    help: LongText | None = None
    lines: Annotated[Whole, Meta(ge=1, le=30)] = 1
    columns: Annotated[tuple[ColumnForm, ...], Meta(min_length=1, max_length=8)] | None = None
    rows: Annotated[Whole, Meta(ge=1, le=60)] | None = None
    row_labels: Annotated[
        tuple[Words, ...],
        Meta(max_length=60),
        says("First column; a label that ends with a colon has room for an answer"),
    ] = ()

    def __post_init__(self) -> None:
        if self.columns:
            if sum(column.width for column in self.columns) != 100:
                raise ValueError("the widths of the columns must add up to 100")
            if self.rows is None and not self.row_labels:
                raise ValueError("a table needs rows or row_labels")
        elif self.rows is not None or self.row_labels:
            raise ValueError("rows need columns")


class ReplyFormForm(FileForm, kw_only=True):
    """A reply form that Tenderers answer in. The lengths keep the tag of every answer within Word's 64 characters."""

    id: Annotated[str, slug_within(30)]
    title: Title
    instructions: tuple[LongText, ...] = ()
    parts: Annotated[tuple[PartForm, ...], Meta(min_length=1)]


class ReviewForm(FileForm):
    """A reviewer's stamp on one provision, or on something else that binds; `ddtender approve` writes it."""

    is_printed: ClassVar[bool] = False

    id: StampedId
    fingerprint: _Fingerprint
    reviewer: LongText
    date: Day
    version: Annotated[Version | None, says("Of a provision, the version that was read")] = None
    role: Annotated[LongText | None, says("In which capacity the reviewer speaks")] = None
    jurisdiction: Annotated[LongText | None, says("Of which law the reviewer speaks")] = None
    valid_until: Annotated[Day | None, says("The last day on which the stamp holds")] = None
    conditions: Annotated[tuple[LongText, ...], says("What the approval is subject to, in each procurement")] = ()
    author: Annotated[LongText | None, says("Who had made the last change, as far as git knew")] = None
    waived: Annotated[LongText | None, says("Why the author may be the reviewer, as library.yaml has it")] = None
    references: Annotated[dict[ProvisionId, _Fingerprint], says("Fingerprints of what it referred to")] = field(
        default_factory=dict
    )


class DecisionForm(FileForm):
    """An answer to a question, as it was given; `ddtender decide` writes it, and nothing changes it."""

    question: LongText
    asked: Annotated[_Fingerprint, says("Fingerprint of the question")]
    of: Annotated[_Fingerprint, says("Fingerprint of the provision")]
    version: Version
    answer: LongText
    by: LongText
    role: LongText
    date: Day
    why: LongText


class DecidedForm(FileForm):
    """What was decided of the questions that the notes of a provision ask, the oldest first."""

    is_printed: ClassVar[bool] = False

    id: ProvisionId
    decisions: Annotated[tuple[DecisionForm, ...], Meta(min_length=1)]


#: What `ddtender schema NAME` prints.
FORMS: dict[str, type[Struct]] = {
    "provision": ProvisionForm,
    "definition": DefinitionForm,
    "frame": FrameForm,
    "parameters": ParametersForm,
    "library": LibraryForm,
    "legal-bases": LegalBasesForm,
    "national": NationalForm,
    "scenario": ScenarioForm,
    "reply-form": ReplyFormForm,
    "procedure": ProcedureForm,
    "review": ReviewForm,
    "decisions": DecidedForm,
}


def json_schema(form: type[Struct]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a form, for editors."""
    (root,), inner = schema_components([form], schema_hook=partial(_chosen_schema, found := {}))
    return _with_numbers({**root, "$defs": inner | found})


def _chosen_schema(found: dict[str, Any], form: type[Chosen]) -> dict[str, Any]:
    schemas, inner = schema_components(form.forms, schema_hook=partial(_chosen_schema, found))
    found |= inner
    return {"anyOf": [*schemas]}


def _with_numbers(schema: Any) -> Any:
    """The schema with decimal numbers as numbers: as JSON, msgspec would write them as text."""
    if isinstance(schema, list):
        return [_with_numbers(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return {"type": "number"}
    return {key: _with_numbers(inner) for key, inner in schema.items()}
