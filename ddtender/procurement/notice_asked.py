"""What a procedure file is asked for its notice, each key with its question, as remarks."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.words import Language

#: The keys below ``notice`` in the order of the form, with what stands behind each; the questions are those that
#: ``export`` asks, by the names of these.
_KEYS = {
    "nature": ("", ("nature",)),
    "cpv": (" {main: , additional: []}", ("cpv_main",)),
    "place": (" {country: , nuts: }", ("place_country", "place_nuts")),
    "estimated_value": (" {amount: , currency: EUR}", ("estimated_value",)),
    "accelerated": ("", ("accelerated",)),
    "dispatch": ("", ("dispatch",)),
    "deadline": ("", ("deadline",)),
    "opening": ("", ("opening",)),
    "tender_validity_months": ("", ("tender_validity_months",)),
    "lots_per_tenderer": ("", ("lots_per_tenderer",)),
    "language": ("", ("language",)),
    "tender_languages": (" []", ("tender_languages",)),
    "documents_url": ("", ("documents_url",)),
    "submission_url": ("", ("submission_url",)),
    "submission": ("", ("submission",)),
    "eu_funds": ("", ("eu_funds",)),
    "gpa": ("", ("gpa",)),
    "framework": ("", ("framework",)),
    "dps": ("", ("dps",)),
    "auction": ("", ("auction",)),
    "einvoicing": ("", ("einvoicing",)),
    "ecatalogue": ("", ("ecatalogue",)),
    "electronic_ordering": ("", ("electronic_ordering",)),
    "electronic_payment": ("", ("electronic_payment",)),
    "reserved_participation": ("", ("reserved_participation",)),
    "reserved_execution": ("", ("reserved_execution",)),
    "exclusion_grounds_source": ("", ("exclusion_grounds_source",)),
    "variants": ("", ("variants",)),
}


def notice_asked(language: Language) -> Iterator[tuple[str, str]]:
    """A question and the line of the file that answers it, for each key of a notice."""
    for key, (shape, questions) in _KEYS.items():
        asked = " ".join(language.say(f"export.questions.{one}") for one in questions)
        yield asked, f"{key}:{shape}"
