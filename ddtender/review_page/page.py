"""The page as a whole: values in, the bytes of ``review.html`` out."""

from __future__ import annotations

import base64
import hashlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markupsafe import Markup

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.history.since import Since
from ddtender.history.states import Standing
from ddtender.model import Kind, Library
from ddtender.resolve.values import ResolvedDocument
from ddtender.review_page.entries import EntryWriter, PageEntry, form_anchor
from ddtender.review_page.forms import blanks, reply_forms
from ddtender.review_page.fragments import Pair, code, finding, joined, listed, pairs
from ddtender.review_page.relations import findings_by_id, on_page, relations
from ddtender.review_page.text import PageText, blank_anchor
from ddtender.stamp import Stamp

if TYPE_CHECKING:
    from jinja2 import Template

REVIEW = "review.html"
_HEADINGS = {
    Kind.SPECIFICATION: "Technical specifications",
    Kind.SELECTION: "Selection criteria",
    Kind.AWARD: "Award criteria",
    Kind.CONTRACT: "Contract clauses",
    Kind.DEFINITION: "Definitions",
}


def review_page(
    resolved: ResolvedDocument,
    library: Library,
    standings: Mapping[str, Standing],
    findings: Iterable[Diagnostic],
    stamp: Stamp,
    since: Since | None,
) -> bytes:
    """The page of a composition, in UTF-8; the same values give the same bytes.

    ``since`` is the comparison with the last release, None before there is one.
    """
    printed = on_page(resolved)
    own, others = findings_by_id(findings, printed)
    text = PageText(_anchors(resolved))
    writer = EntryWriter(resolved, library, standings, relations(printed, library.terms), since, text)
    entries = [writer.entry(p, own.get(p.id, [])) for p in printed]
    style, script = _asset("review.css"), _asset("review.js")
    page = _template().render(
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=Markup(style),  # nosec B704 # a file of this package
        script=Markup(script),  # nosec B704 # a file of this package
        title=_title(resolved),
        mark="Final" if stamp.final else "Draft",
        scenario=resolved.draft.scenario,
        summary=pairs("summary", _summary(resolved, stamp, since, entries, [*own.values(), others])),
        lists=[(heading, listed("plain", items)) for heading, items in _lists(resolved, since, entries) if items],
        tag=since.tag if since else "",
        kinds={kind: _HEADINGS[kind] for kind in Kind if any(entry.kind is kind for entry in entries)},
        states=list(dict.fromkeys(entry.state for entry in entries)),
        groups=_groups(entries),
        worth=_worth(resolved, text),
        forms=reply_forms(writer),
        blanks=blanks(writer),
        findings=listed("findings", map(finding, others)) if others else "",
    )
    # A lone surrogate has no UTF-8; a replacement is better than no page.
    return page.encode("utf-8", "replace")


@cache
def _template() -> Template:
    """The template, compiled once a run; what is not Markup is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    loader = FunctionLoader(_asset)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("review.html.jinja")


@cache
def _asset(name: str) -> str:
    """A file of this package, with the line ends that a browser sees: the hashes are counted over these."""
    content = pkgutil.get_data(__package__, name)
    assert content is not None, name
    return content.decode("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    """What a Content Security Policy names an inline style or script by (CSP level 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _anchors(resolved: ResolvedDocument) -> frozenset[str]:
    """Every place on the page that a link may lead to."""
    return frozenset(
        [
            *(p.id for p in on_page(resolved)),
            *(form_anchor(form.form.id) for form in resolved.reply_forms),
            *(blank_anchor(blank.name) for blank in resolved.blanks),
        ]
    )


def _title(resolved: ResolvedDocument) -> str:
    """What the procurement is called, or else the scenario."""
    named = resolved.values.get("procedure_title")
    return (named.text if named else None) or f"Scenario {resolved.draft.scenario.name}"


def _groups(entries: list[PageEntry]) -> list[tuple[str, str, list[tuple[Kind, str, list[PageEntry]]]]]:
    """The two documents and the definitions (anchor, heading), each with its kinds (and their headings)."""
    found: dict[str, dict[Kind, list[PageEntry]]] = {}
    for entry in entries:
        found.setdefault(entry.kind.document, {}).setdefault(entry.kind, []).append(entry)
    documents = (("tender", "Tender"), ("contract", "Contract"), ("both", "Definitions"))
    return [
        (document, heading, [(kind, _HEADINGS[kind], listed) for kind, listed in found[document].items()])
        for document, heading in documents
        if document in found
    ]


def _summary(
    resolved: ResolvedDocument,
    stamp: Stamp,
    since: Since | None,
    entries: list[PageEntry],
    findings: list[list[Diagnostic]],
) -> Iterator[Pair]:
    draft = resolved.draft
    yield "Scenario", [Markup("{} ({})").format(draft.scenario.title, code(draft.scenario.name))]
    # The name alone: the whole path may tell of the folders of somebody's machine.
    facts = Markup("{} {}").format(_title(resolved), code(PurePosixPath(draft.location.path).name))
    yield "Procedure", [facts if draft.procedure else "None: every fact is a blank"]
    yield "Library", [f"{resolved.info.name} {resolved.info.version}"]
    changed = ", with changes that are not committed" if stamp.dirty else ""
    yield "Commit", [code(stamp.commit[:12]) + changed if stamp.commit else "None: not in a git repository"]
    moment = Markup('<time datetime="{:%Y-%m-%dT%H:%M:%SZ}">{:%Y-%m-%d %H:%M} UTC</time>')
    yield "Dated", [moment.format(stamp.moment, stamp.moment)]
    numbered = len(resolved.provisions)
    approved = sum(entry.approved for entry in entries)
    definitions = _count(len(entries) - numbered, "definition", "definitions")
    yield "Provisions", [f"{numbered}, with {definitions}; {approved} of {len(entries)} approved"]
    yield "Open blanks", [_open(resolved)]
    severities = [found.severity for listed in findings for found in listed]
    counts = [_count(severities.count(one), one.value, f"{one.value}s") for one in Severity if one in severities]
    yield "Findings of the check", [", ".join(counts) or "None"]
    moved = _count(sum(bool(entry.moved) for entry in entries), "provision has", "provisions have")
    yield "Last release", [f"{since.tag}: {moved} changed" if since else "No release yet"]


def _open(resolved: ResolvedDocument) -> Markup | str:
    filled_by = [b.filled_by for b in resolved.blanks if b.text is None]
    if not filled_by:
        return "None"
    who = {"authority": "the Contracting Authority", "tenderer": "the Tenderer"}
    shares = ", ".join(f"{filled_by.count(one)} for {who[one]}" for one in who if one in filled_by)
    return Markup('<a href="#blanks">{}</a>: {}').format(len(filled_by), shares)


def _lists(
    resolved: ResolvedDocument, since: Since | None, entries: list[PageEntry]
) -> Iterator[tuple[str, list[Markup]]]:
    """What has changed, and what is not in the documents although one might look for it."""
    if since:
        moved = Markup('<a href="#{}">{}: {}</a>, {}')
        yield (
            f"Changed since {since.tag}",
            [moved.format(e.id, e.label, e.title, e.moved) for e in entries if e.moved],
        )
        left = [Markup("{} {}").format(p.title, code(p.id)) for p in since.left.get(resolved.draft.scenario.name, ())]
        yield f"No longer in the scenario since {since.tag}", left
    dropped = [Markup("{} {} {}").format(p.title, code(p.id), p.version) for p in resolved.draft.dropped]
    yield "Left out of the scenario for this procurement", dropped


def _worth(resolved: ResolvedDocument, text: PageText) -> Markup:
    """What is left of the 100 points beside the award criteria."""
    told = [Markup("Price: up to {} points.").format(text.blank(resolved.price))]
    if resolved.other_quality.text != "0":
        form = Markup("Quality other than the provisions of this document: up to {} points.")
        told.append(form.format(text.blank(resolved.other_quality)))
    return joined(told, " ")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
