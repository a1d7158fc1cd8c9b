"""What the library has and a composition does not use, and where else it is used."""

from __future__ import annotations

from ddtender.model import Library, Provision
from ddtender.notes.values import NoteLine
from ddtender.resolve import ResolvedDocument
from ddtender.words import Language

_MATURITY = ("low", "medium", "high")


def left_out(resolved: ResolvedDocument, library: Library, document: str, language: Language) -> tuple[NoteLine, ...]:
    """The provisions of a document's kinds that are not in it, retired ones aside; nothing if all are there."""
    used = {p.id for p in resolved.provisions}
    missing = [p for p in library.by_id.values() if p.kind.document == document and p.id not in used and not p.retired]
    missing = [p for p in missing if not p.kind.is_frame]
    if not missing:
        return ()
    where = _Where(resolved, library, language)
    order = {kind: n for n, kind in enumerate(type(missing[0].kind))}
    lines = [
        NoteLine(
            language.capital(language.say(f"common.kinds.{p.kind.value}.one")),
            language.say("notes.left_out.one", title=p.title, id=p.id, where=where.of(p)),
        )
        for p in sorted(missing, key=lambda p: order[p.kind])
    ]
    return (NoteLine(language.say("notes.left_out.label"), language.say("notes.left_out.text")), *lines)


class _Where:
    def __init__(self, resolved: ResolvedDocument, library: Library, language: Language) -> None:
        self.say = language.say
        self.used = [p.provision for p in resolved.provisions]
        self.dropped = {p.id for p in resolved.draft.dropped}
        self.replaced = {p.replaces: p.id for p in resolved.provisions if p.replaces}
        by_maturity = sorted(library.scenarios, key=lambda s: _MATURITY.index(s.market_maturity))
        self.scenarios = {s.name: {id_ for id_, _ in s.provisions} for s in by_maturity}

    def of(self, provision: Provision) -> str:
        """Why it is not here, if the procedure or a variant is the reason, and the scenarios that have it."""
        said = []
        if provision.id in self.dropped:
            said.append(self.say("notes.left_out.dropped"))
        elif provision.id in self.replaced:
            said.append(self.say("notes.left_out.replaced", id=self.replaced[provision.id]))
        elif variant := next((p.id for p in self.used if _are_variants(p, provision)), None):
            said.append(self.say("notes.left_out.variant", id=variant))
        names = [name for name, ids in self.scenarios.items() if provision.id in ids]
        if names:
            said.append(self.say("notes.left_out.scenarios", number=len(names), names=", ".join(names)))
        else:
            said.append(self.say("notes.left_out.no_scenario"))
        return "; ".join(said)


def _are_variants(one: Provision, other: Provision) -> bool:
    return (one.variant_of or one.id) == (other.variant_of or other.id)
