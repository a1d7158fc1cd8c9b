"""The form of law/procedures.yaml: what the law asks of a procedure; and of what a country has otherwise.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from collections import Counter
from typing import Annotated, Literal

from msgspec import Meta, field

from ddtender.library.form_values import FileForm, LongText, Short, Slug, Version, Whole, says
from ddtender.library.legal_forms import VerifiedOrNot

ProcedureType = Literal["open", "restricted", "negotiated", "dialogue", "innovation", "without-notice"]
ShortenedBy = Literal["urgency", "prior-information", "agreement"]
#: The sections of a report on a procurement; ``procurement.report`` puts what is on record under them.
ReportSection = Literal[
    "subject", "selection", "low-tenders", "winner", "negotiation", "without-publication", "no-award", "other-means",
    "conflicts",
]  # fmt: skip
_Cite = Annotated[LongText, says("The provision that says so, as findings cite it")]
_Days = Annotated[Whole, Meta(ge=1, le=365)]


class MinimumPeriodForm(FileForm, kw_only=True):
    procedure: ProcedureType
    shortened: Annotated[ShortenedBy | None, says("Why there are fewer days than usual")] = None
    begins: Literal["notice_sent", "invitation"]
    ends: Literal["requests_until", "tenders_until"]
    days: Annotated[Annotated[Whole, Meta(ge=0, le=365)], says("Of the calendar; 0 where the parties are free")]
    cite: _Cite


class CountingForm(FileForm):
    on_day_off: Annotated[
        Literal["next-working-day", "counts"],
        says("Where a period ends that would end on a weekend or a public holiday"),
    ]
    cite: _Cite


class StandstillLawForm(FileForm):
    """Between the decision and the contract, from the day after the decision was sent."""

    electronic: Annotated[Annotated[Whole, Meta(ge=1, le=90)], says("Days where it is sent by electronic means")]
    other: Annotated[Annotated[Whole, Meta(ge=1, le=90)], says("Days where it is sent otherwise")]
    cite: _Cite


class AnswersLawForm(FileForm):
    days: Annotated[_Days, says("So many days before the last day for Tenders answers are there")]
    urgent: Annotated[_Days, says("The same where the procedure is urgent")]
    cite: _Cite


class ChangesLawForm(FileForm):
    days: Annotated[_Days, says("A change less than so many days before the last day for Tenders is told")]
    cite: _Cite


class FrameworkLawForm(FileForm):
    years: Annotated[Annotated[Whole, Meta(ge=1, le=50)], says("For which a framework agreement needs no reason")]
    cite: _Cite


class ReportLawForm(FileForm):
    cite: _Cite
    points: Annotated[
        dict[ReportSection, Annotated[Short, says("The letter or number of the point")]],
        Meta(min_length=1),
        says("What a report has to hold: the sections of it, each with the point that asks for it"),
    ]

    def __post_init__(self) -> None:
        for point, times in Counter(self.points.values()).items():
            if times > 1:
                raise ValueError(f"two sections are point '{point}'")


Minimum = Annotated[tuple[MinimumPeriodForm, ...], says("The fewest days for requests and Tenders")]


def each_once(minimum: Minimum) -> None:
    """Raises ValueError where two periods say the same of the same days."""
    told = Counter((one.procedure, one.begins, one.ends, one.shortened) for one in minimum)
    for (procedure, begins, ends, shortened), times in told.items():
        if times > 1:
            why = f", shortened by {shortened}" if shortened else ""
            raise ValueError(f"the days from {begins} to {ends} are given twice for '{procedure}'{why}")
    for one in minimum:
        if one.shortened and (one.procedure, one.begins, one.ends, None) not in told:
            said = f"'{one.procedure}' from {one.begins} to {one.ends}"
            raise ValueError(f"fewer days are given for {said}, and not the usual ones (without `shortened`)")


class CountryPeriodsForm(FileForm):
    """What a country has otherwise; what is left out is as in law/procedures.yaml."""

    minimum: Minimum = ()
    counting: CountingForm | None = None
    standstill: StandstillLawForm | None = None
    answers: AnswersLawForm | None = None
    changes: ChangesLawForm | None = None
    framework: FrameworkLawForm | None = None

    def __post_init__(self) -> None:
        each_once(self.minimum)


class ProcedureLawForm(FileForm, kw_only=True):
    """law/procedures.yaml: the days that the law sets for procedures, and what it asks beside."""

    id: Slug
    version: Version
    verified: VerifiedOrNot
    minimum: Minimum = ()
    free: Annotated[tuple[ProcedureType, ...], says("Kinds of procedure for which no law sets a minimum")] = ()
    counting: CountingForm | None = None
    standstill: StandstillLawForm | None = None
    answers: AnswersLawForm | None = None
    changes: ChangesLawForm | None = None
    framework: FrameworkLawForm | None = None
    report: ReportLawForm | None = None
    transposed: Annotated[
        tuple[Annotated[Short, says("How the citation of such an act begins")], ...],
        says("Acts that bind by what each country has put into its own law"),
    ] = ()
    behind: Annotated[dict[Slug, LongText], says("By the code of a finding: what it rests on")] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        each_once(self.minimum)
        for one in self.minimum:
            if one.procedure in self.free:
                raise ValueError(f"'{one.procedure}' is free, and has a minimum as well")
