"""What the fields of a notice, and the facts that stand in them, are called in a language."""

from __future__ import annotations

from ddtender.export.fields import fields
from ddtender.export.gaps import FIELDS, FIELDS_OF_ORGANISATION
from ddtender.words import Language

#: The facts that a notice may do without, by their keys, with the field of each.
_MAY_LACK = {
    "notice.accelerated": "BT-106-Procedure",
    "notice.cpv.additional": "BT-263-Procedure",
    "notice.place.nuts": "BT-5071-Procedure",
    "notice.estimated_value.amount": "BT-27-Procedure",
    "notice.estimated_value.currency": "BT-27-Procedure",
    "notice.deadline": "BT-131(d)-Lot",
    "notice.opening": "BT-132(d)-Lot",
    "notice.tender_validity_months": "BT-98-Lot",
    "notice.variants": "BT-63-Lot",
}


def field_name(id_: str, language: Language) -> str:
    """What a field is called."""
    number = fields()[id_].number
    role = id_.removeprefix("OPT-301-Lot-").lower() if number == "OPT-301" else ""
    return language.say(f"export.fields.{'_'.join(filter(None, (number.lower().replace('-', '_'), role)))}")


def fact_labels(language: Language) -> dict[str, str]:
    """What the facts of a notice are called, by their keys in a procedure file; those of an organisation say whose."""
    own = {key: id_ for key, id_ in {**FIELDS, **_MAY_LACK}.items() if key.startswith("notice.")}
    made = {key: field_name(id_, language) for key, id_ in own.items()}
    for group in ("authority", "review_body"):
        whose = language.say(f"export.sheet.{group}")
        for key, id_ in FIELDS_OF_ORGANISATION.items():
            name = field_name(id_, language)
            made[f"{group}.{key}"] = language.say("export.sheet.in_language", name=name, language=whose)
    return made
