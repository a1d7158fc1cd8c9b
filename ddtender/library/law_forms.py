"""The form of the files in clause_library/law/: laws on due diligence, duties of public buyers, the OECD's steps.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from ddtender.library.form_values import Day, FileForm, LongText, ProvisionId, Slug, Version, text_like
from ddtender.library.form_values import says as described
from ddtender.library.procedure_law_forms import ProcedureLawForm

_Url = Annotated[str, text_like(r"https://\S+", "is not an address such as https://example.org")]
_When = Annotated[
    str,
    text_like(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", "is no year, month or day"),
    described("In quotes: a year, a month (2025-02) or a day (2027-12-14)"),
]
_Country = Annotated[str, text_like(r"[a-z]{2}", "is no country code of two small letters, such as nl")]
_Manual = Annotated[
    LongText | None, described("The section of the manual that says so; left out for what was not checked")
]
_Known = Annotated[LongText | None, described("What the manual does not have: general knowledge, not checked")]
_Noted = Annotated[Day, described("When what is not the manual's was written down; it was not checked")]
_AsOf = Annotated[_When, described("How far the manual follows the law")]


class LawDateForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("manual",)

    when: _When
    what: LongText
    manual: _Manual = None
    kind: Annotated[
        Literal["adopted", "applies", "changes"],
        described("Whether it was made then, duties begin to apply, or what others ask for changes"),
    ] = "adopted"


class LawEntryForm(FileForm, kw_only=True):
    stays: ClassVar[tuple[str, ...]] = ("manual",)

    id: Slug
    title: LongText
    level: Literal["principles", "national", "sector", "union"]
    place: LongText
    countries: tuple[_Country, ...] = ()
    manual: _Manual = None
    dates: Annotated[tuple[LawDateForm, ...], Meta(min_length=1)]
    binds: LongText
    says: LongText
    known: _Known = None
    buyers: Annotated[LongText | None, described("What it means for public buyers: general knowledge, not checked")] = (
        None
    )
    about: Annotated[tuple[ProvisionId, ...], described("Provisions in whose margin it is named")] = ()


class PressureForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("manual",)

    text: LongText
    manual: LongText


def _once(ids: Iterable[str]) -> None:
    for id_, times in Counter(ids).items():
        if times > 1:
            raise ValueError(f"the id '{id_}' is given twice")


class LawTimelineForm(FileForm):
    """law/timeline.yaml: laws on due diligence, with their days."""

    id: Slug
    version: Version
    as_of: _AsOf
    noted: _Noted
    entries: Annotated[tuple[LawEntryForm, ...], Meta(min_length=1)]
    pressure: Annotated[PressureForm, described("What presses businesses beside the law")]

    def __post_init__(self) -> None:
        _once(one.id for one in self.entries)


class BuyersDutyForm(FileForm, kw_only=True):
    stays: ClassVar[tuple[str, ...]] = ("manual",)

    id: Slug
    country: _Country
    place: LongText
    title: LongText
    manual: _Manual = None
    since: _When | None = None
    binds: LongText
    asks: LongText
    known: _Known = None
    served_by: Annotated[tuple[ProvisionId, ...], described("Provisions by which a buyer does it")] = ()


class GuidanceForm(FileForm, kw_only=True):
    stays: ClassVar[tuple[str, ...]] = ("manual",)

    id: Slug
    title: LongText
    country: _Country | None = None
    manual: _Manual = None
    about: LongText
    url: _Url


class UptakeForm(FileForm):
    stays: ClassVar[tuple[str, ...]] = ("manual",)

    manual: LongText
    lead: LongText
    reasons: Annotated[tuple[LongText, ...], Meta(min_length=1)]


class BuyersLawForm(FileForm):
    """law/public-buyers.yaml: what public buyers are asked to do, by country, and where guidance stands."""

    id: Slug
    version: Version
    as_of: _AsOf
    noted: _Noted
    duties: Annotated[tuple[BuyersDutyForm, ...], Meta(min_length=1)]
    guidance: tuple[GuidanceForm, ...] = ()
    uptake: Annotated[UptakeForm | None, described("Why few public buyers do it yet")] = None

    def __post_init__(self) -> None:
        _once([one.id for one in self.duties])
        _once([one.id for one in self.guidance])


class DueDiligenceStepForm(FileForm):
    id: Slug
    title: LongText
    about: LongText
    good: Annotated[LongText, described("What would show that it is carried out")]


_Steps = Annotated[tuple[Slug, ...], Meta(min_length=1)]


class StepsServedForm(FileForm):
    provision: ProvisionId
    steps: Annotated[_Steps, described("Ids of the steps that it carries")]
    elements: Annotated[dict[Slug, _Steps], described("Those of its scored elements, by their ids")] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        for element, steps in self.elements.items():
            for step in steps:
                if step not in self.steps:
                    raise ValueError(f"{element} carries '{step}', which is not among the steps of the provision")


class DueDiligenceStepsForm(FileForm):
    """law/oecd-steps.yaml: the steps of due diligence, and the provisions that carry them."""

    stays: ClassVar[tuple[str, ...]] = ("manual",)

    id: Slug
    version: Version
    manual: LongText
    noted: _Noted
    steps: Annotated[tuple[DueDiligenceStepForm, ...], Meta(min_length=1)]
    serves: tuple[StepsServedForm, ...] = ()

    def __post_init__(self) -> None:
        _once(step.id for step in self.steps)
        _once(one.provision for one in self.serves)
        known = {step.id for step in self.steps}
        for one in self.serves:
            for step in one.steps:
                if step not in known:
                    raise ValueError(f"{one.provision} carries '{step}', which is no step: {', '.join(sorted(known))}")


#: Those of the files of the folder.
LAW_FORMS_BY_FILE: dict[str, type[FileForm]] = {
    "timeline.yaml": LawTimelineForm,
    "public-buyers.yaml": BuyersLawForm,
    "oecd-steps.yaml": DueDiligenceStepsForm,
    "procedures.yaml": ProcedureLawForm,
}
#: What `ddtender schema NAME` prints of them.
LAW_FORMS: dict[str, type[FileForm]] = {
    "law-timeline": LawTimelineForm,
    "law-buyers": BuyersLawForm,
    "law-steps": DueDiligenceStepsForm,
    "law-procedures": ProcedureLawForm,
}
