"""The parts of a document that a template's section tags stand for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from ddtender.layout.forms import reply_form
from ddtender.layout.lots import lot_columns, overview_by_lot
from ddtender.layout.overviews import Provisions, duties, evidence, kpi_shares, kpis, overview, price_worth
from ddtender.layout.price_example import GIVEN, PriceExample
from ddtender.layout.provenance import provisions_table
from ddtender.layout.text import definition, provision
from ddtender.layout.values import Part
from ddtender.library.amounts import stated_amount
from ddtender.model import Kind
from ddtender.model.template import WORD
from ddtender.resolve.facts import fact
from ddtender.resolve.values import ResolvedDocument, ResolvedForm, ResolvedProvision
from ddtender.words import Language

_PLANNED = "template.planned"


def laid_out(resolved: ResolvedDocument, document: str) -> Mapping[str, tuple[Part, ...]]:
    """Every section of a document ("tender", "contract") by the name of its tag, as parts that are not yet made."""
    language = resolved.language
    own = tuple(p for p in resolved.provisions if p.kind.document == document)
    definitions, clauses = resolved.definitions[document], resolved.of_kind(Kind.CONTRACT)
    to_tender = tuple(p for p in resolved.provisions if p.kind.document == "tender" and not p.kind.is_frame)
    proven = tuple(p for p in resolved.provisions if p.evidence)
    dropped = tuple(p for p in resolved.draft.dropped if p.kind.document == document)
    forms, by_lot = resolved.reply_forms if document == "tender" else (), (True,) if resolved.lots else ()
    listed = (_without_text(own), _without_text(definitions), dropped, document, language, resolved.draft.national)
    shares = kpi_shares(clauses, language)
    return {
        "general_provisions": tuple(
            provision_part(p, language, example_of(p, resolved)) for p in own if p.kind.is_frame
        ),
        "overview": (
            Part(overview_by_lot, (to_tender, lot_columns(resolved), document, language))
            if resolved.lots
            else Part(overview, (to_tender, price_worth(resolved), resolved.other_quality, document, language)),
        ),
        "definitions": tuple(Part(definition, (found,)) for found in definitions),
        "technical_specifications": _of_kind(Kind.SPECIFICATION, own, language),
        "selection_criteria": _of_kind(Kind.SELECTION, own, language),
        "award_criteria": _of_kind(Kind.AWARD, own, language),
        "contract_clauses": _of_kind(Kind.CONTRACT, own, language),
        "evidence": (Part(evidence, (proven, resolved.reply_forms, document, language)),),
        "contract_overview": (Part(duties, (clauses, document, language)),),
        "reply_forms": tuple(
            Part(reply_form, (form, _asking(form, proven), n == 0, language, *by_lot)) for n, form in enumerate(forms)
        ),
        "kpi_annex": tuple(Part(kpis, (p, language, shares)) for p in clauses if p.kpis),
        "provisions_table": (Part(provisions_table, listed),),
    }


def provision_part(p: ResolvedProvision, language: Language, example: PriceExample | None = None) -> Part:
    """One provision, as where a template names it by its id; ``example`` is that of a rule which it states."""
    return Part(provision, (p, language) if example is None else (p, language, example))


def example_of(p: ResolvedProvision, resolved: ResolvedDocument) -> PriceExample | None:
    """The worked example below a general provision that states the rule for the price; None below any other.

    Where lots have it with other points or amounts, it is in percentages."""
    made = [example for lot in resolved.each_lot if (example := _example(p, lot))]
    if not made:
        return None
    return made[0] if all(other == made[0] for other in made) else PriceExample(made[0].rule)


def _example(p: ResolvedProvision, lot: ResolvedDocument) -> PriceExample | None:
    rule, maximum = fact(lot, "price.rule"), lot.price.value
    if f"price.rule is {rule}" not in p.provision.when or rule not in GIVEN:
        return None
    return PriceExample(rule, maximum if isinstance(maximum, Decimal) else None, *stated_amount(lot.draft.facts))


def template_words(resolved: ResolvedDocument, document: str) -> dict[str, str]:
    """The headings and labels that a template may print, by the names of their tags.

    Dates are planned in the tender document. The contract states the day from which it is performed, on which all due
    dates hang; the day of the award is a plan there until the Contractor is known.
    """
    language, contractor = resolved.language, resolved.values.get("contractor_name")
    words = {key.partition(".")[2]: language.say(key) for key in language.every_key("template") if key != _PLANNED}
    known = document == "contract"
    fixed = {"award_date": known and contractor is not None and contractor.text is not None, "contract_start": known}
    dates = {
        f"{name}_label": words[name] if is_fixed else language.say(_PLANNED, label=words[name])
        for name, is_fixed in fixed.items()
    }
    return {f"{WORD}{name}": said for name, said in words.items()} | dates


def _of_kind(kind: Kind, provisions: Provisions, language: Language) -> tuple[Part, ...]:
    return tuple(provision_part(p, language) for p in provisions if p.kind is kind)


def _without_text(provisions: Provisions) -> Provisions:
    """For a table that shows none of it."""
    return tuple(replace(p, body=(), scoring=None, evidence=(), kpis=(), references=()) for p in provisions)


def _asking(form: ResolvedForm, provisions: Provisions) -> Provisions:
    return _without_text(tuple(p for p in provisions if any(e.reply_form == form.form.id for e in p.evidence)))
