"""The form of a procedure file: the facts of one procurement.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from ddtender.library.award_forms import AwardForm, PriceForm
from ddtender.library.form_values import (
    CountryCode,
    Day,
    FileForm,
    LanguageTag,
    LongText,
    Raw,
    Short,
    Whole,
    says,
)
from ddtender.library.lot_forms import ChangesForm, Lots, Winners
from ddtender.library.notice_forms import BuyerForm, NoticeForm, ReviewBodyForm


class AuthorityForm(BuyerForm):
    name: Short | None = None
    contact: Short | None = None


class ContractorForm(FileForm):
    name: Short | None = None
    address: Short | None = None


class DatesForm(FileForm):
    """The days of a procedure, as far as they are known, in their order."""

    notice_sent: Annotated[Day | None, says("The day on which the notice is sent for publication")] = None
    publication: Day | None = None
    requests_until: Annotated[Day | None, says("The last day for requests to participate")] = None
    invitation: Annotated[Day | None, says("The day on which the invitation to tender is sent")] = None
    questions_until: Annotated[Day | None, says("The last day for questions on the documents")] = None
    tenders_until: Annotated[Day | None, says("The last day for submitting Tenders")] = None
    award: Annotated[Day | None, says("The day on which the decision is sent to the Tenderers")] = None
    contract_start: Day | None = None
    contract_end: Day | None = None


class ShortenedForm(FileForm):
    """Why the time for requests or Tenders is shorter than usual; the reason belongs into the report."""

    by: Literal["urgency", "prior-information", "agreement"]
    reason: Short | None = None

    def __post_init__(self) -> None:
        if self.by == "urgency" and self.reason is None:
            raise ValueError("give the reason as well: urgency has to be substantiated")


class StandstillForm(FileForm):
    """The days that pass between the decision and the contract; how the decision is sent says how many at least."""

    by: Literal["electronic", "other"] = "electronic"
    days: Annotated[
        Annotated[Whole, Meta(ge=1, le=90)] | None,
        says("If left out, those that the library's law/procedures.yaml has"),
    ] = None


class ExtensionsForm(FileForm):
    """An option to extend the contract: so many times, by so many months each."""

    months: Annotated[Whole, Meta(ge=1, le=60)]
    times: Annotated[Whole, Meta(ge=1, le=10)]


class FrameworkForm(FileForm):
    """Whether the contract is a framework agreement, with one Contractor or several."""

    kind: Literal["none", "single", "multiple"]
    contractors: Annotated[Annotated[Whole, Meta(ge=2, le=100)] | None, says("multiple: how many at most")] = None
    call_offs: Annotated[Short | None, says("multiple: the rule by which a call-off goes to one of them")] = None
    maximum: Annotated[Short | None, says("The highest quantity or value that can be bought under it")] = None
    longer_because: Annotated[Short | None, says("Why it lasts for longer than the law has it")] = None

    def __post_init__(self) -> None:
        for name in ("contractors", "call_offs"):
            if getattr(self, name) is not None and self.kind != "multiple":
                raise ValueError(f"{name} belongs to the kind 'multiple', and the kind is '{self.kind}'")
        for name in ("maximum", "longer_because"):
            if getattr(self, name) is not None and self.kind == "none":
                raise ValueError(f"{name} belongs to a framework agreement, and the kind is 'none'")


class BelowThresholdForm(FileForm):
    """A small purchase: why the law on larger ones does not apply, as the tender says it."""

    because: Annotated[Short, says("What the estimate of the value rests on")]
    estimated_value: Annotated[Short | None, says("Without value added tax, with its currency")] = None
    reply_forms: Annotated[Literal["keep", "none"], says("Whether the tender has reply forms all the same")] = "none"


class SelectionDocumentsForm(FileForm):
    """Why evidence for the selection criteria is asked for with the Tender, and not only of the intended winner."""

    because: Short


class ProcedureForm(FileForm):
    """One procurement. Every key may be left out: what is missing is a visible blank."""

    is_composed: ClassVar[bool] = True

    title: Short | None = None
    reference: Short | None = None
    scenario: Annotated[Short | None, says("The scenario that is meant; what a command is given goes before it")] = None
    authority: AuthorityForm | None = None
    contractor: ContractorForm | None = None
    subject: Short | None = None
    library: Annotated[Short | None, says("The git revision of the library that this procurement uses")] = None
    risk: Annotated[
        Literal["high", "medium", "low"] | None,
        says("How much harm to people the supply chain of what is bought may do; high-risk contracts come first"),
    ] = None
    sellers: Annotated[
        Literal["resellers", "brands", "both"] | None,
        says("From whom it is expected to be bought; a reseller cannot answer much without the brand"),
    ] = None
    languages: Annotated[
        tuple[LanguageTag, ...], Meta(max_length=8), says("Of its documents; the first is authentic if nothing else is")
    ] = ()
    authentic: Annotated[LanguageTag | None, says("Which of the languages prevails where their texts differ")] = None
    translations: Annotated[
        dict[LanguageTag, dict[str, LongText | None]],
        says("What this file says, in the other languages: by tag, then by key, such as title or lots.1.subject"),
    ] = field(default_factory=dict)
    country: Annotated[CountryCode | None, says("Whose law applies: nl, be, de, fr, no …")] = None
    procedure_type: Annotated[
        Literal["open", "restricted", "negotiated", "dialogue", "innovation", "without-notice"] | None,
        says("By which the minimum periods are known; innovation is the innovation partnership"),
    ] = None
    dates: DatesForm | None = None
    shortened: ShortenedForm | None = None
    standstill: StandstillForm | None = None
    extensions: ExtensionsForm | None = None
    framework: FrameworkForm | None = None
    below_threshold: BelowThresholdForm | None = None
    price: PriceForm | None = None
    selection_documents: SelectionDocumentsForm | None = None
    notice: NoticeForm | None = None
    review_body: ReviewBodyForm | None = None
    award: AwardForm | None = None
    parameters: dict[str, Raw | None] = field(default_factory=dict)
    provisions: ChangesForm | None = None
    lots: Annotated[Lots, says("What does not say otherwise holds for all lots")] = ()
    contractors: Annotated[Winners, says("Who has won, where there can be several contracts")] = ()

    def __post_init__(self) -> None:
        if len({*self.languages}) < len(self.languages):
            raise ValueError("a language is listed twice under languages")
        if self.authentic is not None and self.authentic not in self.languages:
            raise ValueError(f"authentic is '{self.authentic}', which is not listed under languages")
