"""What on a page belongs together: references both ways, terms and their uses, blanks and findings by provision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from ddtender.checks.rules.release_unreadable import RELEASE_UNREADABLE
from ddtender.checks.rules.unused_provision import UNUSED_PROVISION
from ddtender.diagnostics import Diagnostic
from ddtender.library.places import REVIEWS
from ddtender.model.terms import TermIndex
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision, blanks_of

Ids = tuple[str, ...]


class Relations(Struct, frozen=True):
    """All by id. ``terms`` are the definitions that a provision uses, ``used_by`` the provisions that use a definition;
    ``blanks`` the names of those that stand in a provision, ``standing_in`` the provisions by the name of a blank."""

    refers_to: Mapping[str, Ids]
    referred_by: Mapping[str, Ids]
    terms: Mapping[str, Ids]
    used_by: Mapping[str, Ids]
    blanks: Mapping[str, Ids]
    standing_in: Mapping[str, Ids] = field(default_factory=dict)


def on_page(resolved: ResolvedDocument) -> tuple[ResolvedProvision, ...]:
    """Every provision of the page, each once: those of the tender, those of the contract, the definitions by term."""
    return resolved.provisions + tuple(sorted(resolved.defined, key=lambda d: d.provision.title.casefold()))


def relations(printed: Sequence[ResolvedProvision], index: TermIndex) -> Relations:
    """What the provisions of a page have to do with each other; ``index`` are the library's terms."""
    refers_to = {p.id: tuple(r.target for r in p.references) for p in printed}
    terms = {p.id: tuple(_terms(p, index)) for p in printed}
    blanks = {p.id: tuple(dict.fromkeys(b.name for b in blanks_of(p))) for p in printed}
    return Relations(refers_to, _turned(refers_to), terms, _turned(terms), blanks, _turned(blanks))


def _terms(p: ResolvedProvision, index: TermIndex) -> list[str]:
    """The definitions of the terms in a provision, by term, without itself."""
    found = (definition for definition in index.in_provision(p.provision) if definition.id != p.id)
    return [definition.id for definition in sorted(found, key=lambda d: d.title.casefold())]


def _turned(found: Mapping[str, Ids]) -> dict[str, Ids]:
    """The other way round."""
    turned: dict[str, list[str]] = {}
    for id_, targets in found.items():
        for target in targets:
            turned.setdefault(target, []).append(id_)
    return {id_: tuple(ids) for id_, ids in turned.items()}


def findings_by_id(
    findings: Iterable[Diagnostic], printed: Iterable[ResolvedProvision]
) -> tuple[dict[str, list[Diagnostic]], list[Diagnostic]]:
    """The findings in the file of a provision or of its stamp, by id; and all others.

    Left out: that the last release cannot be read, which the page says with every provision; and what no scenario
    uses, since only ``check`` sees all procedures.
    """
    ids = {path: p.id for p in printed for path in (p.provision.location.path, f"{REVIEWS}/{p.id}.yaml")}
    own: dict[str, list[Diagnostic]] = {}
    others = []
    for finding in findings:
        if finding.code in (RELEASE_UNREADABLE, UNUSED_PROVISION):
            continue
        id_ = ids.get(finding.location.path)
        (own.setdefault(id_, []) if id_ else others).append(finding)
    return own, others
