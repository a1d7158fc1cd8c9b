"""The facts of a notice, typed, as a procedure file gives them; what is absent is None, never a default."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.library.notice_reading import EU_PROCEDURE
from ddtender.model import DraftDocument, FactValue, Procedure


class Organisation(Struct, frozen=True):
    """The authority, which has a ``legal_type`` and an ``activity``, or the review body, which may have a ``deadline``
    in words (BT-99). ``country`` is of three letters, ``nuts`` of level 3."""

    name: str | None = None
    registration: str | None = None
    city: str | None = None
    post_code: str | None = None
    country: str | None = None
    nuts: str | None = None
    phone: str | None = None
    email: str | None = None
    legal_type: str | None = None
    activity: str | None = None
    deadline: str | None = None


class NoticeFacts(Struct, frozen=True, kw_only=True):
    """What a notice says beside the clauses. Codes are those of the European Union's lists; moments have their zone.

    ``deadline`` is that of Tenders in an open procedure, of requests to participate in any other.
    """

    title: str | None = None
    reference: str | None = None
    subject: str | None = None
    procedure: str | None = None
    accelerated: bool | None = None
    accelerated_because: str | None = None
    nature: str | None = None
    cpv_main: str | None = None
    cpv_additional: tuple[str, ...] = ()
    place_country: str | None = None
    place_nuts: str | None = None
    estimated_value: Decimal | None = None
    currency: str | None = None
    dispatch: datetime | None = None
    deadline: datetime | None = None
    opening: datetime | None = None
    tender_validity_months: int | None = None
    lots_per_tenderer: int | None = None
    language: str | None = None
    tender_languages: tuple[str, ...] = ()
    documents_url: str | None = None
    submission_url: str | None = None
    submission: str | None = None
    eu_funds: str | None = None
    framework: str | None = None
    dps: str | None = None
    einvoicing: str | None = None
    ecatalogue: str | None = None
    reserved_participation: str | None = None
    reserved_execution: str | None = None
    exclusion_grounds_source: str | None = None
    variants: str | None = None
    gpa: bool | None = None
    auction: bool | None = None
    electronic_ordering: bool | None = None
    electronic_payment: bool | None = None
    contract_start: date | None = None
    contract_end: date | None = None
    ocid_prefix: str | None = None
    authority: Organisation = Organisation()
    review_body: Organisation = Organisation()
    source: Procedure | None = None
    file: Location = Location("")

    def place(self, key: str) -> Location:
        """Where a fact of the procedure file stands, or would stand, by its dotted key."""
        return self.source.place(key) if self.source else self.file


def facts_of(draft: DraftDocument) -> NoticeFacts:
    """The facts of a composition, of a whole procurement or of one lot."""
    procedure = draft.procedure
    given = {key: value for key, (value, _) in procedure.facts.items()} if procedure else {}
    read = _Reading(given)
    codes = (
        "nature", "documents_url", "submission_url", "submission", "eu_funds", "framework", "dps", "einvoicing",
        "ecatalogue", "reserved_participation", "reserved_execution", "exclusion_grounds_source", "variants",
        "language", "ocid_prefix",
    )  # fmt: skip
    answers = ("accelerated", "gpa", "auction", "electronic_ordering", "electronic_payment")
    typed: dict[str, Any] = {name: read.text(f"notice.{name}") for name in codes}
    typed |= {name: read.answer(f"notice.{name}") for name in answers}
    amount = given.get("notice.estimated_value.amount")
    months, most = given.get("notice.tender_validity_months"), given.get("notice.lots_per_tenderer")
    return NoticeFacts(
        title=read.text("title"),
        reference=read.text("reference"),
        subject=read.text("subject"),
        procedure=read.text("notice.procedure") or EU_PROCEDURE.get(read.text("procedure_type") or ""),
        accelerated_because=read.text("shortened.reason") if given.get("shortened.by") == "urgency" else None,
        cpv_main=read.text("notice.cpv.main"),
        cpv_additional=read.list("notice.cpv.additional"),
        place_country=read.text("notice.place.country"),
        place_nuts=read.text("notice.place.nuts"),
        estimated_value=Decimal(str(amount)) if amount is not None else None,
        currency=read.text("notice.estimated_value.currency"),
        dispatch=read.moment("notice.dispatch"),
        deadline=read.moment("notice.deadline"),
        opening=read.moment("notice.opening"),
        tender_validity_months=months if isinstance(months, int) else None,
        lots_per_tenderer=most if isinstance(most, int) else None,
        tender_languages=read.list("notice.tender_languages"),
        contract_start=read.day("dates.contract_start"),
        contract_end=read.day("dates.contract_end"),
        authority=read.organisation("authority"),
        review_body=read.organisation("review_body"),
        source=procedure,
        file=draft.location,
        **typed,
    )


class _Reading:
    """Facts by their dotted keys, of which each is asked for in its own type."""

    def __init__(self, given: dict[str, FactValue]) -> None:
        self.given = given

    def text(self, key: str) -> str | None:
        """A text on one line."""
        value = self.given.get(key)
        return None if value is None else " ".join(str(value).split())

    def list(self, key: str) -> tuple[str, ...]:
        return tuple((self.text(key) or "").split(", ")) if key in self.given else ()

    def moment(self, key: str) -> datetime | None:
        written = self.text(key)
        return datetime.fromisoformat(written) if written else None

    def day(self, key: str) -> date | None:
        value = self.given.get(key)
        return value if isinstance(value, date) else None

    def answer(self, key: str) -> bool | None:
        return {"true": True, "false": False}.get(self.text(key) or "")

    def organisation(self, key: str) -> Organisation:
        return Organisation(**{name: self.text(f"{key}.{name}") for name in Organisation.__struct_fields__})
