"""The form of national/CC.yaml: where the law of a country has what provisions cite, and what it has otherwise.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from typing import Annotated

from msgspec import Meta

from ddtender.library.form_values import FileForm, LongText, Words, says
from ddtender.library.legal_forms import VerifiedOrNot
from ddtender.library.procedure_law_forms import CountryPeriodsForm


class NationalProvisionForm(FileForm):
    """What the law of a country has for a citation."""

    cite: Annotated[Words, says("The national provision, as lawyers of the country cite it")]
    verified: VerifiedOrNot


class NationalForm(FileForm):
    """clause_library/national/CC.yaml: where the law of a country has what provisions cite, and its own periods."""

    country: Annotated[Words, says("The country's name")]
    law: Annotated[Words, says("The name of its main act")]
    provisions: Annotated[
        dict[LongText, NationalProvisionForm],
        Meta(min_length=1),
        says("By citation, spelt as under legal_basis: the national provision, and against what it was verified"),
    ]
    periods: Annotated[
        CountryPeriodsForm | None, says("Days of procedures that the country has otherwise than law/procedures.yaml")
    ] = None
