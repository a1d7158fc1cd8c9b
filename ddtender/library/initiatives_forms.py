"""The form of the files in clause_library/initiatives/: the tests, initiatives, kinds of products, good evidence.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from ddtender.library.form_values import (
    Day,
    FileForm,
    LongText,
    Number,
    ParameterName,
    ProvisionId,
    Short,
    ShortWords,
    Slug,
    Version,
    Whole,
    says,
    text_like,
)
from ddtender.library.provision_forms import ManualForm

_Manual = Annotated[Short, says("The section of the manual that says so")]
_Question = Annotated[
    str, text_like(r"[a-z0-9-]+\.[a-z0-9-]+", "is not a question and a statement, such as actions.initiatives")
]
_Texts = Annotated[tuple[LongText, ...], Meta(min_length=1)]


class InitiativeTestForm(FileForm):
    id: Slug
    name: ShortWords
    asks: LongText
    manual: _Manual


class InitiativeNoteForm(FileForm):
    about: ShortWords
    text: LongText
    manual: _Manual


class InitiativeTestsForm(FileForm, kw_only=True):
    """tests.yaml: how initiatives are judged, and how what suppliers type is read."""

    stays: ClassVar[tuple[str, ...]] = ("source",)

    id: Slug
    version: Version
    source: ManualForm
    maximum: Annotated[Whole, Meta(ge=1, le=10), says("The most stars under a test")]
    table: Annotated[ShortWords, says("Where the source puts all stars together, such as table 1")]
    tests: Annotated[tuple[InitiativeTestForm, ...], Meta(min_length=1, max_length=12)]
    order: Annotated[tuple[Slug, ...], says("The initiatives as they are shown; others follow by their ids")] = ()
    notes: tuple[InitiativeNoteForm, ...] = ()
    named_in: Annotated[tuple[_Question, ...], says("Statements beside which names of initiatives are asked for")] = ()
    may_be_named_in: Annotated[tuple[_Question, ...], says("Statements beside which one may stand")] = ()
    joined_by: Annotated[tuple[Short, ...], says("Words between two names, in the languages of suppliers")] = ()
    passed_over: Annotated[tuple[Short, ...], says("What stands among names and is none, such as etc")] = ()


class JudgementForm(FileForm):
    why: LongText
    stars: Annotated[Number | None, says("In halves; left out where the source gives none")] = None

    def __post_init__(self) -> None:
        if self.stars is not None and not (0 <= self.stars <= 10 and Decimal(self.stars) * 2 % 1 == 0):
            raise ValueError("stars are counted in halves: 2 or 2.5")


class FigureForm(FileForm):
    value: Annotated[ShortWords, says("The figure in words, such as more than 500")]
    of: Annotated[ShortWords, says("What it counts")]
    manual: _Manual


class ProofForm(FileForm):
    """What documents of the initiative can prove of an element of a provision, or of all of it."""

    provision: ProvisionId
    can: LongText
    cannot: LongText
    element: Annotated[Slug | None, says("The id of an option of its scoring, or of its evidence")] = None


class ListedForm(FileForm):
    on: Day
    against: Annotated[LongText, says("What was looked at")]


class CoverageForm(FileForm):
    category: Annotated[Slug, says("A category of labels.yaml")]
    manual: Annotated[Short | None, says("The section which says that many products have the label")] = None


class InitiativeForm(FileForm, kw_only=True):
    """One initiative: what it demands, verifies and leaves out."""

    stays: ClassVar[tuple[str, ...]] = ("source",)

    id: Slug
    version: Version
    name: ShortWords
    short: Annotated[ShortWords, says("As it is called where there is little room")]
    kind: Literal["code", "industry-body", "label", "rating", "monitoring"]
    names: Annotated[tuple[Short, ...], says("Other names and spellings that suppliers type")] = ()
    source: ManualForm
    what: LongText
    covers: Annotated[LongText, says("In a sentence")]
    lacks: Annotated[LongText, says("In a sentence")]
    verifies: _Texts
    leaves_out: _Texts
    figures: tuple[FigureForm, ...] = ()
    tests: Annotated[dict[Slug, JudgementForm], says("By the ids of tests.yaml")] = field(default_factory=dict)
    unrated: Annotated[LongText | None, says("Why there are no stars")] = None
    evidence: tuple[ProofForm, ...] = ()
    categories_from: Annotated[ListedForm | None, says("Where the categories of a label were found")] = None
    coverage: Annotated[tuple[CoverageForm, ...], says("Labels: the categories that have criteria")] = ()

    def __post_init__(self) -> None:
        has_stars = any(one.stars is not None for one in self.tests.values())
        if has_stars == (self.unrated is not None):
            raise ValueError("give stars under its tests, or say at `unrated` why there are none")
        if self.coverage and self.kind != "label":
            raise ValueError(f"coverage belongs to the kind 'label', and the kind is '{self.kind}'")
        if any(one.manual is None for one in self.coverage) and self.categories_from is None:
            raise ValueError("say at `categories_from` where the categories were found that have no `manual`")


class CategoryForm(FileForm):
    id: Slug
    name: ShortWords
    names: Annotated[tuple[Short, ...], says("By what names they are bought")] = ()
    product: Annotated[Slug | None, says("A product of risks/products.yaml, whose names it has as well")] = None


class LabelsForm(FileForm, kw_only=True):
    """labels.yaml: the kinds of products that labels have criteria for."""

    id: Slug
    version: Version
    specification: Annotated[ProvisionId, says("The specification that asks for labels")]
    parameter: Annotated[ParameterName, says("The blank in it that says for which products")]
    categories: Annotated[tuple[CategoryForm, ...], Meta(min_length=1)]


class GoodForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("source",)

    provision: ProvisionId
    shows: LongText
    source: ManualForm
    element: Annotated[Slug | None, says("The id of an option of its scoring, or of its evidence")] = None


class GoodEvidenceForm(FileForm):
    """good-evidence.yaml: what good evidence shows, for those who judge."""

    id: Slug
    version: Version
    evidence: Annotated[tuple[GoodForm, ...], Meta(min_length=1)]
