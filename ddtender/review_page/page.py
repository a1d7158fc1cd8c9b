"""The page as a whole: values in, the bytes of ``review.html`` out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from markupsafe import Markup

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.history.since import Since
from ddtender.history.states import Standing
from ddtender.model import PRICE_EARNS_NOTHING, Kind, Library
from ddtender.render.pages import PageAssets
from ddtender.resolve.facts import fact
from ddtender.resolve.values import ResolvedDocument
from ddtender.review_page.entries import EntryWriter, PageEntry, form_anchor
from ddtender.review_page.forms import blanks, reply_forms
from ddtender.review_page.fragments import Described, code, finding, joined, listed, pairs, said
from ddtender.review_page.relations import findings_by_id, on_page, relations
from ddtender.review_page.text import PageText, blank_anchor
from ddtender.stamp import Stamp

REVIEW = "review.html"


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
    text, language = PageText(_anchors(resolved)), resolved.language
    say = partial(said, language)
    title = _title(resolved)
    writer = EntryWriter(resolved, library, standings, relations(printed, library.terms), since, text)
    entries = [writer.entry(p, own.get(p.id, [])) for p in printed]
    assets = PageAssets("ddtender.review_page", "review.html.jinja", "review.css", "review.js")
    page = assets.template().render(
        policy=assets.policy,
        style=assets.style,
        script=assets.script,
        say=say,
        code=code,
        tag_of_language=language.tag,
        title=title,
        mark="final" if stamp.final else "draft",
        lead=say("lead", scenario=resolved.draft.scenario.title.lower(), summary=resolved.draft.scenario.summary),
        summary=pairs(
            "summary",
            (
                (say(f"summary.{name}"), told)
                for name, told in _summary(resolved, stamp, since, entries, [*own.values(), others])
            ),
        ),
        lists=[(heading, listed("plain", items)) for heading, items in _lists(resolved, since, entries) if items],
        tag=since.tag if since else "",
        kinds=[kind for kind in Kind if any(entry.kind is kind for entry in entries)],
        states={entry.state.value: language.capital(entry.state_word) for entry in entries},
        groups=_groups(entries),
        worth=_worth(resolved, text),
        forms=reply_forms(writer),
        blanks=blanks(writer),
        findings=listed("findings", map(finding, others)) if others else "",
    )
    # A lone surrogate has no UTF-8; a replacement is better than no page.
    return page.encode("utf-8", "replace")


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
    scenario = resolved.draft.scenario.name
    return (named.text if named else None) or resolved.language.say("review_page.scenario", name=scenario)


def _groups(entries: list[PageEntry]) -> list[tuple[str, list[tuple[Kind, list[PageEntry]]]]]:
    """The two documents and the definitions, each with its kinds."""
    found: dict[str, dict[Kind, list[PageEntry]]] = {}
    for entry in entries:
        found.setdefault(entry.kind.document, {}).setdefault(entry.kind, []).append(entry)
    return [
        (document, list(found[document].items())) for document in ("tender", "contract", "both") if document in found
    ]


def _summary(
    resolved: ResolvedDocument,
    stamp: Stamp,
    since: Since | None,
    entries: list[PageEntry],
    findings: list[list[Diagnostic]],
) -> Iterator[Described]:
    """What is to be known first, by key of its terms."""
    draft, say = resolved.draft, partial(said, resolved.language)
    scenario = draft.scenario
    yield "scenario", [say("summary.scenario_named", title=scenario.title, name=code(scenario.name))]
    # The name alone: the whole path may tell of the folders of somebody's machine.
    facts = Markup("{} {}").format(_title(resolved), code(PurePosixPath(draft.location.path).name))
    yield "procedure", [facts if draft.procedure else say("summary.no_procedure")]
    yield "library", [f"{resolved.info.name} {resolved.info.version}"]
    commit = code(stamp.commit[:12]) if stamp.commit else say("summary.no_commit")
    yield "commit", [say("summary.changed_commit", commit=commit) if stamp.commit and stamp.dirty else commit]
    moment = Markup('<time datetime="{:%Y-%m-%dT%H:%M:%SZ}">{:%Y-%m-%d %H:%M} UTC</time>')
    yield "dated", [moment.format(stamp.moment, stamp.moment)]
    numbered = len(resolved.provisions)
    approved = sum(entry.approved for entry in entries)
    definitions = say("summary.definitions", number=len(entries) - numbered)
    counted = {"provisions": numbered, "definitions": definitions, "approved": approved, "all": len(entries)}
    yield "provisions", [say("summary.counted", **counted)]
    yield "open_blanks", [_open(resolved)]
    severities = [found.severity for listed in findings for found in listed]
    counts = [
        say(f"summary.severities.{one.value}", number=severities.count(one)) for one in Severity if one in severities
    ]
    yield "findings", [joined(counts, say("summary.between")) or say("summary.none")]
    moved = sum(bool(entry.moved) for entry in entries)
    yield "last_release", [say("summary.moved", number=moved, tag=since.tag) if since else say("summary.no_release")]


def _open(resolved: ResolvedDocument) -> Markup:
    say = partial(said, resolved.language)
    filled_by = [b.filled_by for b in resolved.blanks if b.text is None]
    if not filled_by:
        return say("summary.none")
    shares = joined(
        (
            say(f"summary.shares.{one}", number=filled_by.count(one))
            for one in ("authority", "tenderer")
            if one in filled_by
        ),
        say("summary.between"),
    )
    link = Markup('<a href="#blanks">%s</a>') % len(filled_by)
    return say("summary.blanks", number=link, shares=shares)


def _lists(
    resolved: ResolvedDocument, since: Since | None, entries: list[PageEntry]
) -> Iterator[tuple[str, list[Markup]]]:
    """What has changed, and what is not in the documents although one might look for it."""
    say = partial(said, resolved.language)
    if since:
        link = Markup('<a href="#{}">{}</a>')
        changed = [
            say(
                "lists.one_changed",
                provision=link.format(e.id, say("provision_named", label=e.label, title=e.title)),
                what=e.moved,
            )
            for e in entries
            if e.moved
        ]
        yield say("lists.changed", tag=since.tag), changed
        left = [Markup("{} {}").format(p.title, code(p.id)) for p in since.left.get(resolved.draft.scenario.name, ())]
        yield say("lists.left", tag=since.tag), left
    dropped = [Markup("{} {} {}").format(p.title, code(p.id), p.version) for p in resolved.draft.dropped]
    yield say("lists.dropped"), dropped


def _worth(resolved: ResolvedDocument, text: PageText) -> Markup:
    """What is left of the 100 points beside the award criteria."""
    say = partial(said, resolved.language)
    rule = fact(resolved, "price.rule")
    price = (
        say("price_without_points") if rule in PRICE_EARNS_NOTHING else say("price", points=text.blank(resolved.price))
    )
    told = [price]
    if resolved.other_quality.value != 0:
        told.append(say("other_quality", points=text.blank(resolved.other_quality)))
    return joined(told, " ")
