"""The form of the files in clause_library/risks/: the worksheet's lists, the parts of products, the products."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ddtender.library.form_values import (
    OWN_IN_EACH_LANGUAGE,
    Day,
    FileForm,
    LongText,
    Slug,
    Version,
    Whole,
    says,
    text_like,
)
from ddtender.library.notice_forms import Cpv
from ddtender.library.provision_forms import SourceForm

_Url = Annotated[str, text_like(r"https://\S+", "is not an address such as https://example.org")]
_Manual = Annotated[LongText | None, says("The section of the manual that says so; left out for what was not checked")]
_Risk = Annotated[LongText, says("The name of one of the risks in the list")]
_Stage = Annotated[LongText, says("The name of one of the stages in the list")]
_Noted = Annotated[Day, says("When what is not the manual's was written down; it was not checked")]


class TopicForm(FileForm):
    told_by: ClassVar[str] = "name"

    name: LongText
    about: LongText
    examples: LongText | None = None
    url: _Url | None = None


class RiskStepForm(FileForm):
    told_by: ClassVar[str] = "name"

    name: LongText
    about: LongText
    look_up: Annotated[tuple[Annotated[Whole, Meta(ge=1, le=99)], ...], says("Numbers of the sources it goes by")] = ()


class RiskNoteForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("manual",)

    about: LongText
    text: LongText
    manual: LongText


class RiskExampleForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("risk", "stages", "manual")

    risk: _Risk
    what: LongText
    manual: Annotated[LongText, says("The section of the manual that has the example")]
    stages: Annotated[tuple[_Stage, ...], says("Where in the chain; left out for the whole of it")] = ()
    materials: tuple[LongText, ...] = ()
    places: tuple[LongText, ...] = ()


class RisksForm(FileForm, kw_only=True):
    """What every risk worksheet has, whatever the product."""

    stays: ClassVar[tuple[str, ...]] = ("source",)

    id: Slug
    version: Version | None = None
    title: LongText
    source: SourceForm
    steps: Annotated[tuple[RiskStepForm, ...], Meta(min_length=1)]
    stages: Annotated[tuple[TopicForm, ...], Meta(min_length=1)]
    risks: Annotated[tuple[TopicForm, ...], Meta(min_length=1)]
    sources: Annotated[tuple[TopicForm, ...], Meta(min_length=1)]
    ratings: Annotated[tuple[LongText, ...], Meta(min_length=2), says("From the lowest on; the last is: not known")]
    notes: tuple[RiskNoteForm, ...] = ()
    matrix: Annotated[tuple[RiskExampleForm, ...], says("Examples by risk and stage")] = ()


class KnownRiskForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("risk", "stage", "manual")

    risk: _Risk
    stage: _Stage
    what: LongText
    manual: _Manual = None


class PartPlaceForm(FileForm, kw_only=True):
    stays: ClassVar[tuple[str, ...]] = ("manual",)
    told_by: ClassVar[str] = "country"

    country: LongText
    share: Annotated[LongText, says("How much of the world's supply; no figure that was not checked")]
    manual: _Manual = None
    risks: Annotated[tuple[KnownRiskForm, ...], Meta(min_length=1)]


class RiskPartForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("stage",)
    told_by: ClassVar[str] = "name"

    name: LongText
    kind: Literal["component", "material"]
    stage: _Stage
    why: LongText
    places: Annotated[tuple[PartPlaceForm, ...], Meta(min_length=3), says("At least three (manual 3.1)")]


class RiskPartsForm(FileForm):
    """Components or raw materials: where they are likely to come from, and the risks there."""

    id: Slug
    version: Version
    noted: _Noted
    parts: Annotated[tuple[RiskPartForm, ...], Meta(min_length=1)]


class RiskRatingForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("risk", "severity", "likelihood")

    risk: _Risk
    severity: LongText
    likelihood: LongText


class RiskSummaryForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("risk", "relevant", "where")
    told_by: ClassVar[str] = "risk"

    risk: _Risk
    relevant: LongText
    where: _Stage
    summary: LongText
    ask: LongText
    require: LongText


class RiskJudgementForm(FileForm):
    ratings: Annotated[tuple[RiskRatingForm, ...], Meta(min_length=1)]
    report: Annotated[tuple[RiskSummaryForm, ...], Meta(min_length=1)]


class RiskProductForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("parts",)

    id: Slug
    name: LongText
    parts: Annotated[tuple[LongText, ...], Meta(min_length=3), says("Names of parts, at least three (manual 3.1)")]
    aliases: Annotated[tuple[LongText, ...], OWN_IN_EACH_LANGUAGE, says("Other names that it is asked for by")] = ()
    example: Annotated[RiskJudgementForm | None, says("Judgements, for a finished example")] = None
    cpv: Annotated[tuple[Cpv, ...], says("Codes that a notice of such a purchase may have, the nearest first")] = ()


class RiskProductsForm(FileForm):
    """The products that the worksheet comes prefilled for."""

    id: Slug
    version: Version
    noted: _Noted
    products: Annotated[tuple[RiskProductForm, ...], Meta(min_length=1)]
