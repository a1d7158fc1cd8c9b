"""The form of the front matter of provisions and definitions.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

from ddtender.library.form_values import (
    OWN_IN_EACH_LANGUAGE,
    Chosen,
    Day,
    FileForm,
    LongText,
    ParameterName,
    ProvisionId,
    Slug,
    Version,
    Whole,
    Words,
    says,
    words_within,
)
from ddtender.library.layer_forms import ReplacedId
from ddtender.library.note_forms import SAID_OF_TRANSLATION, NoteForm
from ddtender.library.scoring_forms import EvidenceForm, ScoringForm
from ddtender.model.conditions import fault_of
from ddtender.model.limits import MOST_KPIS

#: What is said of a provision and not by it: to those who keep the library, in its own language.
_SAID_OF_IT = ("source", "legal_basis", "notes", "retired", "history")
#: The title of a provision, within what Word takes for the title of a content control.
Title = Annotated[str, words_within(64)]


class ManualForm(FileForm):
    """Where the requirement comes from: its place in a document."""

    document: Annotated[Words, says("The source document, such as CFIT manual (2025)")]
    section: Annotated[Words, says("Its section, such as 3.3.4")]
    item: Annotated[Words | None, says("The source's own number of the item")] = None


class PracticeForm(FileForm):
    """Whose practice a requirement follows that no manual has."""

    practice: Annotated[Words, says("Whose contracts or guidance have the like; the provision says `beyond: true`")]


class SourceForm(Chosen):
    """Where the requirement comes from: a place in a document, or the practice of others."""

    __slots__ = ()
    value: ManualForm | PracticeForm
    forms = (ManualForm, PracticeForm)

    @classmethod
    def form_of(cls, written: object) -> Any:
        manual, practice = cls.forms
        return practice if isinstance(written, dict) and "practice" in written else manual


_Many = Annotated[Whole, Meta(le=10_000)]


class DueForm(FileForm, kw_only=True):
    """A due date as a rule."""

    months: _Many | ParameterName | None = None
    days: _Many | ParameterName | None = None
    after: Literal["award", "contract_start", "request"]
    every: Annotated[_Many | None, says("Months between repetitions until the end of the Contract")] = None
    before: Literal["delivery"] | None = None

    def __post_init__(self) -> None:
        if (self.months is None) == (self.days is None):
            raise ValueError("give either months or days")
        for name in ("months", "days", "every"):
            amount = getattr(self, name)
            if isinstance(amount, int) and amount < 1:
                raise ValueError(f"{name} is {amount}, with which nothing is ever due; write 1 or more")


class NumbersForm(FileForm):
    """What a KPI counts, as its numbers are headed in the register and in the supplier report."""

    these: Words
    of: Words | None = None


class KpiForm(FileForm):
    id: Slug
    aspect: Literal["timeliness", "completeness", "contents", "responsiveness"]
    indicator: LongText
    target: LongText
    measured_by: LongText
    asks: Annotated[LongText, says("The words of the clause that the KPI rests on, quoted from its text")]
    due: DueForm | None = None
    when: LongText | None = None
    counts: Annotated[NumbersForm | None, says("What is counted, if the register has cells for numbers")] = None

    def __post_init__(self) -> None:
        if self.counts and self.aspect in ("timeliness", "responsiveness"):
            raise ValueError("counts belongs to completeness or contents; dates are counted by themselves")
        if (self.due is None) == (self.when is None):
            raise ValueError("give either due (a rule) or when (in words)")


class ChangeForm(FileForm):
    """Why a version was made; `ddtender bump` writes it."""

    version: Version
    date: Day
    why: LongText


_Formerly = Annotated[tuple[ProvisionId, ...], says("Ids that it had before; `ddtender rename` writes it")]

_SplitFrom = Annotated[
    tuple[ProvisionId, ...], says("Provisions that words of it stood in before: it was split off from them")
]

_Replaces = Annotated[
    ReplacedId | None, says("In a layer: the provision of its base that this one stands for, with the version meant")
]


class StandardsForm(FileForm):
    """Under which codes of the European Union's lists a notice publishes a provision, if not those of its kind."""

    selection: Annotated[
        Literal[
            "slc-abil-facil-res", "slc-abil-facil-tools", "slc-abil-mgmt-env", "slc-abil-mgmt-qual",
            "slc-abil-mgmt-supply", "slc-abil-qual-inst", "slc-abil-qual-smp-w-autent",
            "slc-abil-qual-smp-wo-autent", "slc-abil-ref-services", "slc-abil-ref-supply", "slc-abil-ref-work",
            "slc-abil-staff-qual", "slc-abil-staff-tech-ctrl", "slc-abil-staff-tech-work",
            "slc-abil-staff-yrly-avg-mp", "slc-abil-staff-yrly-no-mgmt", "slc-abil-subc", "slc-sche-env-cert-indep",
            "slc-sche-qu-cert-indep", "slc-sec-inf", "slc-sec-proc", "slc-sec-supply", "slc-stand-ins",
            "slc-stand-other", "slc-stand-ratio", "slc-stand-to-avg", "slc-stand-to-gen", "slc-stand-to-spec",
            "slc-stand-to-spec-avg", "slc-suit-auth-mbrshp", "slc-suit-reg-prof", "slc-suit-reg-trade",
        ]
        | None,
        says("Selection criteria: BT-809, the code of the criterion"),
    ] = None  # fmt: skip
    objective: Annotated[
        Literal["acc-all", "et-eq", "gen-eq", "hum-right", "opp", "other", "work-cond"] | None,
        says("BT-775: the social objective that is served"),
    ] = None


class ProvisionForm(FileForm):
    """The front matter of a criterion, specification or clause."""

    stays: ClassVar[tuple[str, ...]] = _SAID_OF_IT
    said_of_translations: ClassVar[Mapping[str, Any]] = SAID_OF_TRANSLATION
    has_drafting: ClassVar[bool] = True

    id: ProvisionId
    title: Title
    version: Version
    source: SourceForm
    legal_basis: Annotated[tuple[Words, ...], Meta(min_length=1)]
    beyond: Annotated[bool, says("Whether it goes beyond the manual; its source is then a practice")] = False
    requirement: Annotated[Slug | None, says("What is asked; the part of the id after the dot if left out")] = None
    tests: Annotated[
        tuple[Slug, ...], says("Criteria: what they look at, in words of one's own, so that nothing is looked at twice")
    ] = ()
    carries_out: Annotated[
        tuple[ProvisionId, ...],
        says("Clauses: the criteria and specifications whose promises they have carried out"),
    ] = ()
    unless_earned: Annotated[
        tuple[ProvisionId, ...],
        says("Clauses: the criteria for which a Tender that earned points has submitted what they ask for once"),
    ] = ()
    standards: Annotated[StandardsForm | None, says("Its codes in a notice, if not those of its kind")] = None
    variant_of: ProvisionId | None = None
    scoring: ScoringForm | None = None
    evidence: tuple[EvidenceForm, ...] = ()
    kpis: Annotated[tuple[KpiForm, ...], Meta(max_length=MOST_KPIS)] = ()
    notes: Annotated[tuple[NoteForm, ...], says("Drafting notes for the lawyer who reviews")] = ()
    retired: Annotated[LongText | None, says("Why the provision is no longer used")] = None
    history: Annotated[tuple[ChangeForm, ...], says("Reasons of its versions, newest first")] = ()
    formerly: _Formerly = ()
    split_from: _SplitFrom = ()
    replaces: _Replaces = None


class FrameForm(FileForm):
    """The front matter of a passage of the frame: what a document says around the provisions of a scenario."""

    stays: ClassVar[tuple[str, ...]] = (*_SAID_OF_IT, "when")
    said_of_translations: ClassVar[Mapping[str, Any]] = SAID_OF_TRANSLATION
    has_drafting: ClassVar[bool] = True

    id: ProvisionId
    title: Title
    version: Version
    when: Annotated[
        tuple[LongText, ...],
        says("Printed only if all hold: a section (award_criteria), `no` and one, or `price.rule is linear`"),
    ] = ()
    shows: Annotated[Literal["timetable", "lots"] | None, says("The table of facts that stands below its text")] = None
    source: SourceForm | None = None
    beyond: Annotated[
        bool, says("Whether it goes beyond the manual, and is printed only where a procedure adds it")
    ] = False
    legal_basis: tuple[Words, ...] = ()
    notes: Annotated[tuple[NoteForm, ...], says("Drafting notes for the lawyer who reviews")] = ()
    retired: LongText | None = None
    history: tuple[ChangeForm, ...] = ()
    formerly: _Formerly = ()
    split_from: _SplitFrom = ()
    replaces: _Replaces = None

    def __post_init__(self) -> None:
        for condition in self.when:
            if fault := fault_of(condition):
                raise ValueError(fault)


class DefinitionForm(FileForm):
    """The front matter of a definition."""

    stays: ClassVar[tuple[str, ...]] = _SAID_OF_IT
    said_of_translations: ClassVar[Mapping[str, Any]] = SAID_OF_TRANSLATION
    has_drafting: ClassVar[bool] = True

    id: ProvisionId
    title: Annotated[Title, says("The defined term")]
    version: Version
    also: Annotated[tuple[Words, ...], OWN_IN_EACH_LANGUAGE, says("Other spellings, such as the plural")] = ()
    source: SourceForm | None = None
    legal_basis: tuple[Words, ...] = ()
    notes: tuple[NoteForm, ...] = ()
    retired: LongText | None = None
    history: tuple[ChangeForm, ...] = ()
    formerly: _Formerly = ()
    split_from: _SplitFrom = ()
    replaces: _Replaces = None
