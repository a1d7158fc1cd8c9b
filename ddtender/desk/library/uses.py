"""Where something of the library is used: a provision, a parameter, a defined term, a passage of the frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddtender.checks.passages import form_passages, other_passages
from ddtender.checks.tags import read_tags
from ddtender.history.diff import Uses
from ddtender.history.fingerprint import Fingerprints
from ddtender.model import Library, Provision, ReplyForm


def id_named(library: Library, name: str) -> str | None:
    """The id of the provision or parameter that somebody means, by its id, its name or the term that it defines."""
    if name in library.by_id or name in library.parameter_by_name:
        return name
    meant = " ".join(name.split()).casefold()
    spelt = {term.casefold(): p.id for p in library.provisions for term in p.terms}
    return spelt.get(meant)


def known_names(library: Library) -> list[str]:
    """All that may be asked for."""
    return [*library.by_id, *library.parameter_by_name, *(term for p in library.provisions for term in p.terms)]


def where_used(library: Library, name: str) -> dict[str, list[str]]:
    """What uses a provision (by reference, by its term, as a variant, for what it carries out) or a parameter, by what
    it is. ``name`` is one that ``id_named`` gives."""
    return _of_provision(library, name) if name in library.by_id else _of_parameter(library, name)


def _of_provision(library: Library, id_: str) -> dict[str, list[str]]:
    fingerprints, uses = Fingerprints(library), Uses(library)
    scenarios, procedures = uses.of(id_)
    provision = library.by_id[id_]
    every = library.by_id.values()
    tags = ((template.location.path, read_tags(template).provisions) for template in library.templates)
    layer = library.layer_of(provision)
    return {
        **({"layer": [f"{layer.name} {layer.version}"]} if layer else {}),
        "scenarios": list(scenarios),
        "procedures": list(procedures),
        "references": [p.id for p in every if id_ in fingerprints.referred_to(p)],
        "variants": [p.id for p in every if p.variant_of == id_],
        "split off from it": [p.id for p in every if id_ in p.split_from],
        "carried out by": [p.id for p in every if id_ in p.carries_out],
        "reply forms": [form.id for form in library.reply_forms if _names(library, provision, _form_texts(form))],
        "templates": [path for path, asked in tags if id_ in {one for one, _ in asked}],
        "initiatives": [
            one.id for one in library.initiatives.every if id_ in {proof.provision for proof in one.evidence}
        ],
        "other texts": [
            text
            for text in (passage.prose.text for passage in other_passages(library))
            if _names(library, provision, [text])
        ],
    }


def _of_parameter(library: Library, name: str) -> dict[str, list[str]]:
    using = [p.id for p in library.by_id.values() if name in {blank.name for blank in p.blanks}]
    asked_as = {name, library.parameter_by_name[name].fact}
    uses = Uses(library)
    scenarios = dict.fromkeys(one for id_ in using for one in uses.of(id_)[0])
    procedures = dict.fromkeys(one for id_ in using for one in uses.of(id_)[1])
    tags = ((template.location.path, read_tags(template).names) for template in library.templates)
    return {
        "scenarios": list(scenarios),
        "procedures": list(procedures),
        "provisions": using,
        "due dates": [
            f"{p.id}: {kpi.id}" for p in library.by_id.values() for kpi in p.kpis if kpi.due and kpi.due.amount == name
        ],
        "given by": [p.name for p in library.procedures if asked_as & {*p.parameters, *p.facts}],
        "reply forms": [
            form.id
            for form in library.reply_forms
            if any(blank.name == name for passage in form_passages(form) for blank in passage.blanks())
        ],
        "templates": [path for path, asked in tags if name in {one for one, _ in asked}],
    }


def _names(library: Library, provision: Provision, texts: Iterable[str]) -> bool:
    """Whether one of these texts has the term that a definition defines."""
    return bool(provision.terms) and any(provision in library.terms.in_text(text) for text in texts)


def _form_texts(form: ReplyForm) -> Iterator[str]:
    return (passage.prose.text for passage in form_passages(form))
