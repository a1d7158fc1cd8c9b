"""A composition without Word: what ``ddtender outline`` prints, and the manifest of a build. Plain values for JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from msgspec import to_builtins

from ddtender import __version__
from ddtender.history.bindings import Bound
from ddtender.history.since import Since
from ddtender.history.states import Standing
from ddtender.model import Approval, AskedQuestion, Source
from ddtender.model.layer import NO_LAYERS, Layer, Origins
from ddtender.resolve.inlines import plain, plain_blocks
from ddtender.resolve.values import ResolvedDocument, ResolvedOption, ResolvedProvision, ResolvedScoring
from ddtender.stamp import Stamp
from ddtender.words.numbers import plain_number


def outline_file(resolved: ResolvedDocument) -> bytes:
    """``outline`` as the file that a set is sealed with."""
    return f"{json.dumps(outline(resolved), ensure_ascii=False, indent=2)}\n".encode()


def outline(resolved: ResolvedDocument) -> dict:
    """The fixed JSON object of ``outline --format json``; ``definitions`` stand apart because they have no number."""
    return {
        "scenario": resolved.draft.scenario.name,
        "provisions": [_provision(p) for p in resolved.provisions if not p.kind.is_frame],
        "frame": [_provision(p) for p in resolved.provisions if p.kind.is_frame],
        "definitions": [
            {
                "id": d.id,
                "version": d.provision.version,
                "term": d.provision.title,
                "text": "\n".join(plain_blocks(d.body)),
            }
            for d in sorted(resolved.defined, key=lambda d: d.provision.title.casefold())
        ],
        **({"lots": _lots(resolved)} if resolved.lots else {}),
        "blanks": [
            {"name": b.name, "question": b.question, "filled_by": b.filled_by}
            for b in resolved.blanks
            if b.text is None
        ],
    }


def _provision(p: ResolvedProvision) -> dict:
    source = p.provision.source
    return {
        "id": p.id,
        "version": p.provision.version,
        "kind": p.kind.value,
        "number": p.number,
        "title": p.provision.title,
        "text": "\n".join(plain_blocks(p.body)),
        "references": [{"id": r.target, "number": r.number} for r in p.references],
        "scoring": _scoring(p.scoring) if p.scoring else None,
        "evidence": [{"id": e.id, "text": plain(e.text), "reply_form": e.reply_form} for e in p.evidence],
        "kpis": [
            {
                "id": k.id,
                "aspect": k.aspect,
                "indicator": plain(k.indicator),
                "target": plain(k.target),
                "when": plain(k.when),
                "measured_by": plain(k.measured_by),
            }
            for k in p.kpis
        ],
        "source": _source(source) if source else None,
        "legal_basis": list(p.provision.legal_basis),
        "origin": _origin(p),
    }


def _source(source: Source) -> dict[str, str]:
    if source.practice:
        return {"practice": source.practice}
    return {"document": source.document, "section": source.section, "item": source.item}


def _origin(p: ResolvedProvision) -> str:
    return f"{p.origin.value} {p.replaces}".rstrip()


def _scoring(scoring: ResolvedScoring) -> dict:
    """Like the library's own ``scoring``, with the points where they are known."""
    options = [_option(option) for option in scoring.options]
    steps = [_option(step) for step in scoring.steps]
    way: object = {"elements": options, "steps": steps} if scoring.way == "graded" else options
    points = scoring.maximum.value
    made: dict = {scoring.way: way, "maximum_points": _number(points) if isinstance(points, Decimal) else None}
    if scoring.by_lot:
        made["maximum_points_by_lot"] = {
            one.lot: _number(one.maximum.value) if isinstance(one.maximum.value, Decimal) else None
            for one in scoring.by_lot
        }
    return made


def _option(option: ResolvedOption) -> dict:
    made: dict = {"id": option.id, "percent": _number(option.percent), "when": plain(option.when)}
    if option.points is not None:
        made["points"] = _number(option.points)
    return made


def _number(value: Decimal) -> int | float:
    """As JSON has it: 70, not 70.0."""
    return int(value) if value == value.to_integral_value() else float(plain_number(value))


def manifest(
    resolved: ResolvedDocument,
    documents: Mapping[str, bytes],
    *,
    stamp: Stamp,
    procedure: tuple[str, bytes] | None,
    templates: Mapping[str, bytes],
    standings: Mapping[str, Standing],
    since: Since | None = None,
    weights: object = None,
    by_lot: Mapping[str, object] = MappingProxyType({}),
    record: tuple[str, bytes] | None = None,
    texts: Iterable[AskedQuestion] = (),
    others: Iterable[Bound] = (),
    origins: Origins = NO_LAYERS,
    languages: Iterable[str] = (),
) -> dict:
    """What a folder of documents was made from, and the SHA-256 of each of them.

    ``since`` is what the review page says of the last release, ``weights`` what the evaluation of tenders weighs with
    (``by_lot``: in each lot),
    ``record`` that of the procurement as far as it was used, ``texts`` those of the procedure that stand in provisions,
    ``others`` what binds in the documents without being a provision, ``languages`` those that they are in, the
    authentic one first, if they are not in the library's own alone, ``origins`` the layers of the library.
    """
    printed = resolved.printed
    asked = [*(one for p in printed for one in standings[p.id].asked), *texts]
    return {
        "ddtender": __version__,
        "library": {
            "name": resolved.info.name,
            "version": resolved.info.version,
            "commit": stamp.commit,
            "dirty": stamp.dirty,
            **({"release": stamp.release or None} if stamp.final else {}),
            **({"layers": [_layer(one) for one in origins.layers]} if origins.layers else {}),
        },
        "compared_with": {"release": since.tag, "commit": since.commit} if since else None,
        "scenario": resolved.draft.scenario.name,
        "procedure": {"path": procedure[0], "sha256": sha256(procedure[1])} if procedure else None,
        "record": (
            {"path": record[0], "entries": record[1].count(b"\n"), "sha256": sha256(record[1])} if record else None
        ),
        "templates": {name: sha256(content) for name, content in templates.items()},
        **({"languages": list(languages)} if languages else {}),
        "final": stamp.final,
        "notes": stamp.annotated,
        "moment": stamp.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "provisions": [
            {
                "id": p.id,
                "version": p.provision.version,
                **({"layer": layer.name} if (layer := origins.layer(p.provision.location)) else {}),
                "kind": p.kind.value,
                "number": p.number,
                "origin": _origin(p),
                "state": standings[p.id].state.value,
                "fingerprint": standings[p.id].fingerprint,
                "approval": _approval(standings[p.id].review),
            }
            for p in printed
        ],
        "others": [
            {
                "id": one.id,
                "state": one.state.value,
                "fingerprint": one.fingerprint,
                "approval": _approval(one.review),
            }
            for one in others
        ],
        "questions": [_asked(one) for one in asked],
        "left_out": [{"id": p.id, "version": p.version} for p in resolved.draft.dropped],
        "open_blanks": [b.name for b in resolved.blanks if b.text is None],
        "evaluation": to_builtins(weights),
        **({"evaluation_by_lot": to_builtins(dict(by_lot)), "lots": _lots(resolved)} if resolved.lots else {}),
        "outputs": {name: sha256(content) for name, content in documents.items()},
    }


def _layer(layer: Layer) -> dict[str, str]:
    """One of the libraries that were merged; the last has no fingerprint, as its files are those of the commit."""
    pinned = {"fingerprint": layer.fingerprint} if layer.fingerprint else {}
    return {"name": layer.name, "version": layer.version, **pinned}


def _lots(resolved: ResolvedDocument) -> list[dict]:
    """The lots, each with what it has of the provisions."""
    return [
        {"id": one.draft.lot_id, "title": one.draft.lot.title, "provisions": [p.id for p in one.provisions]}
        for one in resolved.lots
        if one.draft.lot
    ]


def _approval(review: Approval | None) -> dict | None:
    """The stamp of a provision, whatever it is worth."""
    if review is None:
        return None
    return {
        "reviewer": review.reviewer,
        "role": review.role or None,
        "jurisdiction": review.jurisdiction or None,
        "on": review.on.isoformat(),
        "valid_until": review.valid_until.isoformat() if review.valid_until else None,
        "conditions": list(review.conditions),
    }


def _asked(one: AskedQuestion) -> dict:
    """A question, and the answer that is on record."""
    made = one.decision
    return {
        "about": one.about,
        "number": one.number,
        "for": one.asking.value,
        "question": one.text,
        "stale": one.stale or None,
        "decision": (
            {"answer": made.answer, "by": made.by, "role": made.role, "on": made.on.isoformat(), "why": made.why}
            if made
            else None
        ),
    }


def sha256(content: bytes) -> str:
    """The digest that manifests state, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
