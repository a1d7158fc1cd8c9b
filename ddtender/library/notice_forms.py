"""The keys of a procedure file that only a notice needs: what the law wants published, beside the clauses.

Every key may be left out: what a notice needs and does not find is named when it is made, and nothing is taken for
granted. The codes are those of the European Union's lists (``library/eu``).

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

import re
from typing import Annotated, Literal

from msgspec import Meta

from ddtender.library.award_forms import Currency
from ddtender.library.form_values import END, FileForm, LongText, Number, Short, Whole, says

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):(?:[03]0|45)|14:00))"
_MOMENT = rf"\d{{4}}-\d{{2}}-\d{{2}}[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?{_ZONE}"
_URL = r"(?:https?|HTTPS?|ftps?|FTPS?|sftp|SFTP)://[\w?!./:;,\-=#+*%@\"()&]+"
_EMAIL = r"[\w!#$%&'*+/=?-]+(?:\.[\w!#$%&'*+/=?-]+)*@(?:\w(?:[\w-]*\w)?\.)+[^\W_]{2,}"
_PHONE = r"(?:\(\+?[0-9]+\)|\+?[0-9]+)(?: - |-| )?(?:(?:\([0-9]+\)|[0-9]+)(?: - |-| )?)*[0-9]+"
_MOST_DECIMALS = 2


def _coded(pattern: str, fault: str, shape: str, most: int | None = None) -> Meta:
    """A text of this pattern, which a form asks for as this ``shape``; a number is what its digits say."""

    def reads(value: object) -> object:
        written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(written, str) or not re.fullmatch(pattern, written):
            shown = str(written)[:60]
            raise ValueError(f"'{shown}' {fault}")
        return written

    return Meta(pattern=f"^(?:{pattern}){END}", max_length=most, extra={"reads": reads, "shape": shape})


def _moment(value: object) -> object:
    example = "2027-01-25T12:00:00+01:00"
    if not isinstance(value, str) or not re.fullmatch(_MOMENT, value.strip()):
        raise ValueError(f"write day, time and zone, such as {example}")
    return value.strip()


def _phone(value: object) -> object:
    if isinstance(value, int):
        raise ValueError("put it in quotes: YAML would read it as a number")
    if not isinstance(value, str) or not re.fullmatch(_PHONE, value):
        raise ValueError(f"'{str(value)[:60]}' is not a number such as +32 25550100")
    return value


Moment = Annotated[str, Meta(pattern=f"^{_MOMENT}{END}", extra={"reads": _moment, "shape": "moment"})]
Url = Annotated[str, _coded(_URL, "is not an address such as https://procurement.city.example/14", "url", 400)]
Email = Annotated[str, _coded(_EMAIL, "is not an address such as procurement@city.example", "email", 400)]
Phone = Annotated[str, Meta(pattern=f"^{_PHONE}{END}", max_length=30, extra={"reads": _phone, "shape": "phone"})]
Cpv = Annotated[str, _coded(r"[0-9]{8}", 'is not a CPV code of eight digits in quotes, such as "30213100"', "cpv")]
Nuts = Annotated[str, _coded(r"[A-Z]{2}[0-9A-Z]{3}", "is not a NUTS code of level 3, such as BE100", "nuts")]
Country = Annotated[str, _coded(r"[A-Z]{3}", "is not a country in three capitals, such as BEL", "place")]
LanguageCode = Annotated[str, _coded(r"[A-Z]{3}", "is not a language in three capitals, such as ENG", "tongue")]
Permission = Literal["required", "allowed", "not-allowed"]


class EstimatedValueForm(FileForm):
    """BT-27: what the procurement is worth, without value added tax (Directive 2014/24/EU, Article 5)."""

    amount: Number | None = None
    currency: Currency | None = None

    def __post_init__(self) -> None:
        if self.amount is None:
            return
        if self.currency is None:
            raise ValueError("give the currency as well, such as EUR")
        places = -int(self.amount.as_tuple().exponent) if not isinstance(self.amount, int) else 0
        if self.amount < 0 or places > _MOST_DECIMALS:
            raise ValueError("the amount is 0 or more, with two decimals at most")


class CpvForm(FileForm):
    """What is bought, in the Common Procurement Vocabulary."""

    main: Annotated[Cpv | None, says("BT-262: the main code, eight digits in quotes")] = None
    additional: Annotated[tuple[Cpv, ...], Meta(max_length=100), says("BT-263: further codes")] = ()


class PlaceForm(FileForm):
    """Where the contract is performed."""

    country: Annotated[Country | None, says("BT-5141: three capitals, such as BEL")] = None
    nuts: Annotated[Nuts | None, says("BT-5071: the region, NUTS level 3, such as BE100")] = None


class NoticeForm(FileForm):
    """What only the notice of a procurement says; docs/standards.md has the numbers of the fields."""

    procedure: Annotated[
        Literal["open", "restricted", "neg-w-call", "comp-dial", "innovation"] | None,
        says("BT-105; left out, what `procedure_type` says"),
    ] = None
    accelerated: Annotated[bool | None, says("BT-106; the reason stands at `shortened.reason`")] = None
    nature: Annotated[Literal["supplies", "services", "works"] | None, says("BT-23: what is mainly bought")] = None
    cpv: CpvForm | None = None
    place: PlaceForm | None = None
    estimated_value: EstimatedValueForm | None = None
    dispatch: Annotated[Moment | None, says("BT-05: when the notice is sent, with its zone")] = None
    deadline: Annotated[Moment | None, says("BT-131, or BT-1311: until when Tenders, or requests, are received")] = None
    opening: Annotated[Moment | None, says("BT-132: when Tenders are opened")] = None
    lots_per_tenderer: Annotated[
        Annotated[Whole, Meta(ge=1, le=9999)] | None, says("BT-31: with lots, for how many one Tenderer may tender")
    ] = None
    tender_validity_months: Annotated[
        Annotated[Whole, Meta(ge=1, le=120)] | None, says("BT-98: how long a Tender binds, in months")
    ] = None
    language: Annotated[LanguageCode | None, says("BT-702: of the notice, such as ENG")] = None
    tender_languages: Annotated[
        tuple[LanguageCode, ...], Meta(max_length=24), says("BT-97: in which Tenders may be")
    ] = ()
    documents_url: Annotated[Url | None, says("BT-15: where the documents are")] = None
    submission_url: Annotated[Url | None, says("BT-18: where Tenders are sent")] = None
    submission: Annotated[
        Literal["required", "allowed"] | None, says("BT-17: whether Tenders must, or may, be submitted electronically")
    ] = None
    eu_funds: Annotated[Literal["eu-funds", "no-eu-funds"] | None, says("BT-60")] = None
    gpa: Annotated[bool | None, says("BT-115: whether the Government Procurement Agreement applies")] = None
    framework: Annotated[
        Literal["none", "fa-wo-rc", "fa-w-rc", "fa-mix"] | None,
        says("BT-765: a framework agreement without, with, or partly with reopening of competition"),
    ] = None
    dps: Annotated[Literal["none", "dps-list", "dps-nlist"] | None, says("BT-766: dynamic purchasing system")] = None
    auction: Annotated[bool | None, says("BT-767: electronic auction")] = None
    einvoicing: Annotated[Permission | None, says("BT-743: electronic invoices")] = None
    ecatalogue: Annotated[Permission | None, says("BT-764: electronic catalogues")] = None
    electronic_ordering: Annotated[bool | None, says("BT-92")] = None
    electronic_payment: Annotated[bool | None, says("BT-93")] = None
    reserved_participation: Annotated[Literal["none", "res-pub-ser", "res-ws"] | None, says("BT-71")] = None
    reserved_execution: Annotated[Literal["yes", "no", "not-known"] | None, says("BT-736, in quotes or not")] = None
    exclusion_grounds_source: Annotated[
        Literal["epo-procurement-document", "epo-acc-espd-request"] | None,
        says("BT-806: where the exclusion grounds stand"),
    ] = None
    variants: Annotated[Permission | None, says("BT-63")] = None
    ocid_prefix: Annotated[
        Annotated[str, _coded(r"ocds-[a-z0-9]{6}", "is not a registered prefix such as ocds-213czf", "ocid")] | None,
        says("Of the ids in release.json: what the Open Contracting Partnership has registered for the publisher"),
    ] = None


class AddressForm(FileForm):
    """What a notice says of an organisation beside its name."""

    registration: Annotated[Short | None, says("BT-501: the number in the national register")] = None
    city: Annotated[Short | None, says("BT-513")] = None
    post_code: Annotated[Short | None, says("BT-512: in quotes")] = None
    country: Annotated[Country | None, says("BT-514: three capitals, such as BEL")] = None
    nuts: Annotated[Nuts | None, says("BT-507: the region, NUTS level 3, such as BE100")] = None
    phone: Annotated[Phone | None, says("BT-503: such as +32 25550100")] = None
    email: Annotated[Email | None, says("BT-506")] = None


class BuyerForm(AddressForm):
    """What a notice says of the authority."""

    legal_type: Annotated[
        Literal[
            "body-pl", "body-pl-cga", "body-pl-la", "body-pl-ra", "cga", "la", "ra", "pub-undert", "pub-undert-cga",
            "pub-undert-la", "pub-undert-ra", "org-sub", "org-sub-cga", "org-sub-la", "org-sub-ra", "eu-ins-bod-ag",
            "int-org", "def-cont", "spec-rights-entity",
        ] | None,
        says("BT-11: la is a local, ra a regional, cga a central government authority"),
    ] = None  # fmt: skip
    activity: Annotated[
        Literal[
            "gen-pub", "education", "health", "soc-pro", "env-pro", "hc-am", "pub-os", "rcr", "econ-aff", "defence"
        ] | None,
        says("BT-10: gen-pub are general public services"),
    ] = None  # fmt: skip


class ReviewBodyForm(AddressForm):
    """Who decides on complaints (Directive 89/665/EEC)."""

    name: Annotated[Short | None, says("BT-500")] = None
    deadline: Annotated[LongText | None, says("BT-99: until when a complaint can be made")] = None
