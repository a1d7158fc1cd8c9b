"""Resolving one composition: that of a tender without lots, of one lot, or of all lots together."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from ddtender.compose import form_texts, reply_forms_of
from ddtender.compose.lots import lots_with
from ddtender.model import (
    DraftDocument,
    FactValue,
    Kind,
    Library,
    Origin,
    Provision,
    Scoring,
    Template,
)
from ddtender.model.scoring import BestOf, Graded, SumOf, Tiers
from ddtender.model.template import DATE_LABELS, WORD
from ddtender.model.timetable import timetable
from ddtender.resolve.inlines import ResolvedBlank, plain
from ddtender.resolve.numbering import bookmark_name, letters
from ddtender.resolve.phrases import by_lots
from ddtender.resolve.text import TextResolver
from ddtender.resolve.values import (
    BlankInfo,
    LotPoints,
    ResolvedDocument,
    ResolvedEvidence,
    ResolvedForm,
    ResolvedKpi,
    ResolvedOption,
    ResolvedProvision,
    ResolvedScoring,
    Way,
    asked_of,
)

_WAYS: dict[type, Way] = {BestOf: "best_of", SumOf: "sum_of", Tiers: "tiers", Graded: "graded"}


Defined = dict[str, tuple[ResolvedProvision, ...]]


def resolved_document(
    draft: DraftDocument, library: Library, text: TextResolver, like: Defined | None = None
) -> ResolvedDocument:
    """One composition with all its text resolved by ``text``. The checks must have found no error. ``like`` are the
    definitions that each document has in the library's own language."""
    provisions = tuple(_provision(c.provision, text, c.origin, c.replaces) for c in draft.provisions)
    forms = tuple(
        _form(form, n, text)
        for n, form in enumerate(reply_forms_of(library, (c.provision for c in draft.provisions), draft.procedure))
    )
    definitions = {
        name: _defined(like[name], library, text)
        if like is not None
        else _definitions(name, provisions, draft, library, text)
        for name in ("tender", "contract")
    }
    values = {
        name: text.blank(name) for template in library.templates for name in _tags(template) if name in draft.parameters
    }
    points = _points(provisions, draft, text)
    return ResolvedDocument(
        draft=draft,
        language=text.language,
        info=library.info,
        provisions=provisions,
        definitions=definitions,
        reply_forms=forms,
        blanks=_blanks(draft, text, provisions, points),
        values=values,
        facts={template.name: tuple(n for n in _printed(template) if n in values) for template in library.templates},
        price=points["price"],
        other_quality=points["other_quality"],
        initiatives=library.initiatives,
        law=library.law,
    )


def _provision(
    provision: Provision, text: TextResolver, origin: Origin = Origin.SCENARIO, replaces: str = ""
) -> ResolvedProvision:
    resolved = ResolvedProvision(
        provision=provision,
        number=text.numbers.get(provision.id),
        cited=text.cited(provision.id),
        bookmark=bookmark_name(provision.id),
        label=text.kind(provision.kind),
        before=text.language.before_number(text.kind(provision.kind)),
        origin=origin,
        replaces=replaces,
        body=text.blocks(provision.body, sentences=provision.kind is not Kind.DEFINITION),
        scoring=_scoring(provision, provision.scoring, text) if provision.scoring else None,
        evidence=tuple(ResolvedEvidence(e.id, text.inlines(e.text, True), e.reply_form) for e in provision.evidence),
        kpis=tuple(
            ResolvedKpi(
                kpi.id,
                kpi.aspect,
                text.inlines(kpi.indicator, True),
                text.inlines(kpi.target, True),
                text.due(kpi.due, kpi.location) if kpi.due else text.inlines(kpi.when, True),
                text.inlines(kpi.measured_by, True),
            )
            for kpi in provision.kpis
        ),
        references=tuple(text.reference(target) for target in _targets(provision)),
        days=timetable(text.draft) if provision.shows == "timetable" else (),
        lots=lots_with(text.draft, provision.id),
        rows=_lots(text.draft) if provision.shows == "lots" else (),
    )
    return _one(resolved)


@lru_cache(maxsize=512)
def _one(resolved: ResolvedProvision) -> ResolvedProvision:
    """One object for all that are equal: whoever compares two of them again has nothing to do."""
    return resolved


def _targets(provision: Provision) -> dict[str, None]:
    """The ids a provision refers to, each once, in the order of its text."""
    found = (reference for prose in provision.prose for reference in prose.references)
    return dict.fromkeys(reference.target for reference in found)


def _scoring(provision: Provision, scoring: Scoring, text: TextResolver) -> ResolvedScoring:
    award = text.draft.award
    maximum, least = (award.of(provision.id), award.least(provision.id)) if award else (None, None)
    by_lot = _by_lot(provision, text)
    if len({(one.maximum.value, one.minimum) for one in by_lot}) == 1:
        maximum, least, by_lot = _known(by_lot[0].maximum.value), by_lot[0].minimum, ()
    options = tuple(
        ResolvedOption(o.id, o.percent, text.inlines(o.when), None if maximum is None else maximum * o.percent / 100)
        for o in scoring.options
    )
    steps = tuple(ResolvedOption(s.id, s.percent, text.inlines(s.when), None) for s in getattr(scoring, "steps", ()))
    shown = by_lots([(one.lot, one.maximum.text) for one in by_lot], text.language) if by_lot else None
    points = text.points(provision.id, maximum if shown is None else shown)
    return ResolvedScoring(_WAYS[type(scoring)], options, steps, points, least, by_lot)


def _by_lot(provision: Provision, text: TextResolver) -> tuple[LotPoints, ...]:
    """The points of a criterion in each lot that has it."""
    return tuple(
        LotPoints(
            lot.lot_id,
            text.points(provision.id, lot.award.of(provision.id) if lot.award else None),
            lot.award.least(provision.id) if lot.award else None,
        )
        for lot in text.draft.lots
        if any(c.provision.id == provision.id for c in lot.provisions)
    )


def _known(points: FactValue | None) -> Decimal | None:
    return points if isinstance(points, Decimal) else None


def _lots(draft: DraftDocument) -> tuple[tuple[str, ...], ...]:
    """A row a lot: its id, its title, what is bought in it, and how much of it at most."""
    return tuple(
        (lot.lot.id, lot.lot.title, str(lot.facts.get("subject", "")), str(lot.facts.get("framework.maximum", "")))
        for lot in draft.lots
        if lot.lot
    )


def _form(form, position: int, text: TextResolver) -> ResolvedForm:
    return ResolvedForm(
        form,
        letters(position),
        bookmark_name(f"form.{form.id}"),
        tuple(text.inlines(i, True) for i in form.instructions),
        tuple((part.id, text.inlines(part.help, True)) for part in form.parts if part.help),
    )


def _defined(
    like: tuple[ResolvedProvision, ...], library: Library, text: TextResolver
) -> tuple[ResolvedProvision, ...]:
    """The same definitions in the order of the language of ``text``."""
    found = sorted((library.by_id[one.id] for one in like), key=lambda one: text.language.sorting(one.title))
    return tuple(_provision(one, text) for one in found)


def _definitions(
    name: str, provisions: tuple[ResolvedProvision, ...], draft: DraftDocument, library: Library, text: TextResolver
) -> tuple[ResolvedProvision, ...]:
    """The definitions whose terms stand in a document: in its provisions, in what it says of those of the other one, in
    its reply forms and its template, and in definitions that it prints."""
    own = [p for p in provisions if p.kind.document == name]
    clauses = [p for p in provisions if p.kind is Kind.CONTRACT and p.kpis]
    texts = [r.title for p in own for r in p.references if r.kind.document != name]
    if name == "tender":
        forms = reply_forms_of(library, (p.provision for p in own), draft.procedure)
        texts += [t for form in forms for t in form_texts(form)]
        texts += [text.say(f"layout.timetable.{name}") for p in own for name, _ in p.days]
        # the overview of the Contract has a row of each clause
        texts += [p.provision.title for p in provisions if p.kind is Kind.CONTRACT]
        texts += [plain(inlines) for p in clauses for kpi in asked_of(p) for inlines in (kpi.indicator, kpi.when)]
    else:
        texts += [plain(kpi.when) for p in clauses for kpi in p.kpis]
    for template in (template for template in library.templates if template.name == name):
        texts += [p.text for p in template.paragraphs]
        tags = {f"{WORD}{n.removesuffix('_label')}" if n in DATE_LABELS else n for n in _tags(template)}
        words = sorted(n.removeprefix(WORD) for n in tags if n.startswith(WORD))
        texts += [text.language.say(f"template.{word}") for word in words]
    return tuple(_provision(d, text) for d in library.terms.used_in((p.provision for p in own), texts))


def _tags(template: Template) -> dict[str, None]:
    """The names in a template's tags, in the order in which they stand."""
    tags = (m.group(1) for p in template.paragraphs for m in re.finditer(r"\{[{%](.*?)[%}]\}", p.text))
    return dict.fromkeys(name for tag in tags for name in re.findall(r"[A-Za-z_]\w*", tag))


def _printed(template: Template) -> dict[str, None]:
    """The names that a template prints outside of any condition or loop."""
    names: dict[str, None] = {}
    depth = 0
    for tag in (m.group(1) for p in template.paragraphs for m in re.finditer(r"\{([{%].*?)[%}]\}", p.text)):
        if tag[0] == "%":
            word = re.match(r"%(?:p|tr|tc|r)?[-+]?\s*(\w+)", tag)
            opens = word and word.group(1) in ("if", "for")
            closes = word and word.group(1).startswith("end")
            depth += bool(opens) - bool(closes)
        elif depth == 0:
            names.update(dict.fromkeys(re.findall(r"[A-Za-z_]\w*", tag)))
    return names


def _points(
    provisions: tuple[ResolvedProvision, ...], draft: DraftDocument, text: TextResolver
) -> dict[str, ResolvedBlank]:
    def of_all(name: str) -> FactValue | None:
        known = [(lot.lot_id, getattr(lot.award, name) if lot.award else None) for lot in draft.each]
        if len({value for _, value in known}) == 1:
            return known[0][1]
        return by_lots(
            [(lot, None if value is None else text.language.shown(value)) for lot, value in known], text.language
        )

    points = {name: text.points(name, of_all(name)) for name in ("price", "other_quality")}
    points.update((p.id, p.scoring.maximum) for p in provisions if p.scoring)
    return points


def _blanks(
    draft: DraftDocument,
    text: TextResolver,
    provisions: tuple[ResolvedProvision, ...],
    points: dict[str, ResolvedBlank],
) -> tuple[BlankInfo, ...]:
    """Every blank of the documents: the declared parameters in the order of their declaration, then the points."""
    declared = [
        BlankInfo(p.name, p.question, p.filled_by, p.key, text.blank(p.name).text)
        for p in draft.parameters.values()
        if p.name in text.used
    ]
    titles = {p.id: p.provision.title for p in provisions}
    weights = []
    for id_, blank in points.items():
        if id_ in titles:
            key, question = f"award.points, {id_}", text.say("resolve.points.question", title=titles[id_])
        else:
            key, question = f"award.{id_}", text.say(f"resolve.points.{id_}")
        weights.append(BlankInfo(blank.name, question, "authority", key, blank.text))
    return tuple(declared + (weights if any(p.scoring for p in provisions) else []))
