"""The fingerprint of everything in a provision that carries meaning.

Line breaks, indentation, the order of keys, the version, the source and drafting notes do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ddtender.library.digest import digest
from ddtender.model import (
    Blank,
    Block,
    Due,
    Emphasis,
    Inline,
    Library,
    LineBreak,
    Link,
    Paragraph,
    Parameter,
    Provision,
    Reference,
    Scoring,
    Strong,
    Text,
)

#: Parts that few provisions declare; where there is nothing to declare, a fingerprint knows nothing of them.
_DECLARED = ("tests", "carries out", "unless earned", "standards", "labels")


#: Signs that are typed and printed as they stand: without a backslash they would be those of emphasis or a line break.
_TYPED = re.compile(r"[\\*]")
#: A number or a hyphen that is typed before a paragraph; without a backslash it would be that of a list.
_TYPED_MARK = re.compile(r"(\d*)([.-])(?=\s|$)")


def written(inlines: Iterable[Inline]) -> str:
    """Inlines as they are written in Markdown, on one line: the form that people compare."""
    return " ".join("".join(map(_written_one, inlines)).split())


def _paragraph(inlines: Sequence[Inline]) -> str:
    """A paragraph of a body: a number or a sign of a list that is typed before it is no list."""
    text = written(inlines)
    mark = _TYPED_MARK.match(text) if inlines and isinstance(inlines[0], Text) else None
    return f"{text[: mark.start(2)]}\\{text[mark.start(2) :]}" if mark else text


def _written_one(inline: Inline) -> str:
    if isinstance(inline, Text):
        return _TYPED.sub(r"\\\g<0>", inline.text)
    if isinstance(inline, LineBreak):
        return " \\ "
    if isinstance(inline, Reference):
        return f"[{inline.words}](#{inline.target})"
    if isinstance(inline, Blank):
        return f"{{{{ {inline.name} }}}}"
    inner = "".join(map(_written_one, inline.children))
    if isinstance(inline, Link):
        return f"[{inner}]({inline.url})"
    mark = {Strong: "**", Emphasis: "*"}[type(inline)]
    return f"{mark}{inner}{mark}"


def written_blocks(blocks: Iterable[Block], indent: str = "") -> list[str]:
    """Blocks as lines of Markdown, one paragraph a line."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(indent + _paragraph(block.inlines))
            continue
        for n, item in enumerate(block.items, start=1):
            inner = written_blocks(item.blocks, indent + "   ")
            mark = f"{n}. " if block.ordered else "-  "
            lines += [indent + mark + inner[0].strip(), *inner[1:]]
    return lines


def parts(provision: Provision, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """What carries meaning, as plain values under names that a reader of a diff understands.

    A blank that nothing fills is printed as its label.
    """
    used = [parameters[name] for name in sorted(_blanks(provision)) if name in parameters]
    return {
        "kind": provision.kind.value,
        "title": provision.title,
        "text": written_blocks(provision.body),
        "scoring": _scoring(provision.scoring) if provision.scoring else None,
        "evidence": [
            [e.id, written(e.text), list(e.proves), e.reply_form, *(["promise"] if e.promise else [])]
            for e in provision.evidence
        ],
        "kpis": [
            [
                *(k.id, k.aspect, *map(written, (k.indicator, k.target, k.measured_by, k.when)), k.asks, _due(k.due)),
                *([[k.counts.these, k.counts.of]] if k.counts else []),
            ]
            for k in provision.kpis
        ],
        "legal basis": list(provision.legal_basis),
        "requirement": provision.requirement,
        "variant of": provision.variant_of,
        "terms": list(provision.terms),
        "tests": list(provision.tests),
        "carries out": list(provision.carries_out),
        "unless earned": list(provision.unless_earned),
        "standards": [list(one) for one in provision.standards],
        **({"when": list(provision.when)} if provision.when else {}),
        **({"shows": provision.shows} if provision.shows else {}),
        "parameters": [_parameter(p) for p in used],
        "labels": [[p.name, p.label] for p in used if p.default is None],
    }


def _scoring(scoring: Scoring) -> list[object]:
    options = [[o.id, f"{o.percent:f}", written(o.when), o.count, list(o.requires)] for o in scoring.options]
    steps = [[s.id, f"{s.percent:f}", written(s.when)] for s in getattr(scoring, "steps", ())]
    return [type(scoring).__name__, options, steps]


def _due(due: Due | None) -> list[object] | None:
    return [due.amount, due.unit, due.after, due.every, due.before] if due else None


def _parameter(p: Parameter) -> list[object]:
    default = None if p.default is None else str(p.default)
    return [p.name, p.type, p.unit, default, p.minimum, p.maximum, p.filled_by, *([p.fact] if p.fact else [])]


def _blanks(provision: Provision) -> set[str]:
    found = {blank.name for prose in provision.prose for blank in prose.blanks}
    return found | {k.due.amount for k in provision.kpis if k.due and isinstance(k.due.amount, str)}


def fingerprint(provision: Provision, parameters: Mapping[str, Parameter]) -> str:
    """A hash of ``parts``; equal exactly if nothing that carries meaning differs."""
    told = {name: part for name, part in parts(provision, parameters).items() if part or name not in _DECLARED}
    return digest(told)


class Fingerprints:
    """The fingerprints of a library, each computed once, and what each provision refers to."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._terms = library.terms
        self._known: dict[Provision, str] = {}  # not by their ids: two may have the same one until somebody mends it

    def of(self, provision: Provision) -> str:
        if provision not in self._known:
            self._known[provision] = provision.fingerprint or fingerprint(provision, self.library.parameter_by_name)
        return self._known[provision]

    def referred_to(self, provision: Provision) -> dict[str, str]:
        """Fingerprints, by id, of the provisions that this one refers to and of the definitions of its terms."""
        found: dict[str, Provision] = {}
        for reference in provision.references:
            if reference.target in self.library.by_id:
                found[reference.target] = self.library.by_id[reference.target]
        found.update((definition.id, definition) for definition in self._terms.in_prose(provision))
        found.pop(provision.id, None)
        return {id_: self.of(found[id_]) for id_ in sorted(found)}

    def sealed(self, provision: Provision) -> str:
        """A hash of all that a stamp on a provision says of it: its version, its words, and those it refers to."""
        return digest([provision.version, self.of(provision), self.referred_to(provision)])
