"""The form of legal_bases.yaml: why a provision of law is the legal basis of what cites it, and who has checked that.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

from ddtender.library.form_values import Chosen, Day, FileForm, LongText, says
from ddtender.model import Verified


class VerifiedForm(FileForm):
    """That a statement of law was held against a text of it."""

    on: Day
    by: Annotated[LongText, says("Who held it against the text")]
    against: Annotated[LongText, says("Which text, and of which date or edition")]


class VerifiedOrNot(Chosen):
    """When a statement of law was verified; or ``no``."""

    __slots__ = ()
    value: Literal["no"] | VerifiedForm
    forms = (Literal["no"], VerifiedForm)

    @classmethod
    def form_of(cls, written: object) -> Any:
        not_yet, verified = cls.forms
        return verified if isinstance(written, dict) else not_yet

    @property
    def checked(self) -> Verified | None:
        told = self.value
        return Verified(told.on, told.by, told.against) if isinstance(told, VerifiedForm) else None

    @property
    def plain(self) -> Verified | None:
        return self.checked


class CheckedWhyForm(FileForm):
    """Why a provision of law is a legal basis, and whether anybody has held that against its text."""

    stays: ClassVar[tuple[str, ...]] = ("verified",)

    why: LongText
    verified: VerifiedOrNot


class WhyForm(Chosen):
    """Why a provision of law is a legal basis: a text of which nothing is known, or with what it was verified by."""

    __slots__ = ()
    value: str | CheckedWhyForm
    forms = (LongText, CheckedWhyForm)

    @classmethod
    def form_of(cls, written: object) -> Any:
        plain, checked = cls.forms
        return checked if isinstance(written, dict) else plain

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else self.value.why

    @property
    def checked(self) -> Verified | None:
        return None if isinstance(self.value, str) else self.value.verified.checked


class LegalBasesForm(FileForm):
    """legal_bases.yaml: why each provision of law is the legal basis of what cites it."""

    legal_bases: Annotated[
        dict[LongText, WhyForm],
        Meta(min_length=1),
        says("The citation as it stands under legal_basis, and in your own words why"),
    ]
