"""Provisions as the page shows them: their text, and in the margin all that is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct

from ddtender.diagnostics import Diagnostic
from ddtender.history.diff import ProvisionDiff
from ddtender.history.since import Since
from ddtender.history.states import Standing
from ddtender.model import Kind, Library, State
from ddtender.resolve.values import BlankInfo, ResolvedDocument, ResolvedOption, ResolvedProvision, ResolvedScoring
from ddtender.review_page.fragments import Pair, code, day, finding, joined, listed, note, pairs, reason, table
from ddtender.review_page.relations import Relations
from ddtender.review_page.text import PageText, blank_anchor, difference
from ddtender.words.numbers import plain_number

FILLED_BY = {"authority": "the Contracting Authority", "tenderer": "the Tenderer"}
_WHAT = {
    "added": "new since {tag}",
    "renamed": "renamed since {tag}",
    "changed": "changed since {tag}",
    "retired": "retired since {tag}",
    "version": "new version since {tag}, the same in meaning",
}


class PageEntry(Struct, frozen=True):
    """One provision: ``parts`` are what stands below its text, by heading; ``moved`` says in words what has changed
    since the last release, if anything has."""

    resolved: ResolvedProvision
    label: str
    body: Markup
    parts: tuple[tuple[str, Markup], ...]
    margin: Markup
    state: str
    moved: str
    blanks: int
    findings: int

    @property
    def id(self) -> str:
        return self.resolved.id

    @property
    def title(self) -> str:
        return self.resolved.provision.title

    @property
    def kind(self) -> Kind:
        return self.resolved.kind

    @property
    def approved(self) -> bool:
        return self.state == State.APPROVED.value


class EntryWriter:
    """Makes the entries of one page."""

    def __init__(
        self,
        resolved: ResolvedDocument,
        library: Library,
        standings: Mapping[str, Standing],
        related: Relations,
        since: Since | None,
        text: PageText,
    ) -> None:
        self.resolved, self.library, self.standings = resolved, library, standings
        self.related, self.since, self.text = related, since, text
        self.open = {b.name: b for b in resolved.blanks if b.text is None}
        self.forms = {form.form.id: form for form in resolved.reply_forms}
        self.why = {basis.citation: basis.why for basis in library.legal_bases}
        self.names = {id_: p.title for id_, p in library.by_id.items()}
        self.names |= {p.id: f"{label(p)}: {p.provision.title}" for p in resolved.provisions}

    def entry(self, p: ResolvedProvision, findings: list[Diagnostic]) -> PageEntry:
        blanks = [self.open[name] for name in self.related.blanks[p.id] if name in self.open]
        changed = self.since.changes.get(p.id) if self.since else None
        return PageEntry(
            p,
            label(p),
            self.text.body(p),
            tuple((heading, made) for heading, made in self._parts(p, blanks, findings, changed) if made),
            pairs("margin", self._margin(p, changed)),
            self.standings[p.id].state.value,
            _WHAT[changed.what].format(tag=self.since.tag) if self.since and changed else "",
            len(blanks),
            len(findings),
        )

    def link(self, id_: str) -> Markup:
        """A provision by kind, number and title."""
        return self.text.link(id_, self.names.get(id_, id_))

    def links(self, ids: Iterable[str]) -> Markup:
        return joined(map(self.link, ids), ", ")

    def _parts(
        self, p: ResolvedProvision, blanks: list[BlankInfo], findings: list[Diagnostic], changed: ProvisionDiff | None
    ) -> Iterator[tuple[str, Markup | None]]:
        notes = p.provision.notes
        yield "Scoring", self._scoring(p.scoring) if p.scoring else None
        yield "Evidence", self._evidence(p) if p.evidence else None
        yield "Key performance indicators", self._kpis(p) if p.kpis else None
        yield "Open blanks", listed("blanks", map(self._blank, blanks)) if blanks else None
        yield "Drafting notes", listed("notes", map(note, notes)) if notes else None
        yield "Findings", listed("findings", map(finding, findings)) if findings else None
        if self.since and changed:
            found = ((part.name.capitalize(), [difference(part.pieces, self.library)]) for part in changed.parts)
            yield f"Changes since {self.since.tag}", pairs("difference", found) if changed.parts else None
            reasons = changed.reasons if changed.what != "added" else ()
            yield "Recorded reasons", listed("reasons", map(reason, reasons)) if reasons else None

    def _scoring(self, scoring: ResolvedScoring) -> Markup:
        with_points = scoring.maximum.text is not None
        options = [self._row(option, with_points) for option in scoring.options]
        if scoring.may_earn_nothing:
            options.append(["Otherwise", "0 %", *(["0"] if with_points else [])])
        headings = ["What earns points", "Percentage", *(["Points"] if with_points else [])]
        made = Markup("<p>Maximum points: {}. {}</p>").format(self.text.blank(scoring.maximum), scoring.how)
        made += table("What the offer earns", headings, options)
        if scoring.steps:
            headings = ["Degree", "Part of the element’s percentage"]
            rows = (self._row(step, False) for step in scoring.steps)
            made += table("Degree to which an element is met", headings, rows)
        return made

    def _row(self, option: ResolvedOption, with_points: bool) -> list[Markup | str]:
        row = [self.text.inlines(option.when), f"{plain_number(option.percent)} %"]
        return [*row, plain_number(option.points or Decimal(0))] if with_points else row

    def _evidence(self, p: ResolvedProvision) -> Markup:
        form = Markup('<p>{}</p><p class="reply">{}</p>')
        return listed(
            "evidence", (form.format(self.text.inlines(e.text), self._reply(e.reply_form)) for e in p.evidence)
        )

    def _reply(self, name: str | None) -> Markup | str:
        if form := self.forms.get(name or ""):
            return self.text.link(form_anchor(form.form.id), f"Reply form {form.letter}: {form.form.title}")
        return "Document of the Tenderer"

    def _kpis(self, p: ResolvedProvision) -> Markup:
        made = []
        for kpi in p.kpis:
            told = {"Indicator": kpi.indicator, "Target": kpi.target, "When": kpi.when, "Measured": kpi.measured_by}
            rows = pairs("kpi", ((name, [self.text.inlines(found)]) for name, found in told.items()))
            made.append(Markup('<p class="aspect">%s</p>%s') % (kpi.aspect.capitalize(), rows))
        return listed("kpis", made, "ol")

    def _blank(self, blank: BlankInfo) -> Markup:
        form = Markup('<a href="#{}">{}</a> <span class="who">Filled in by {}.</span>')
        return form.format(blank_anchor(blank.name), blank.question, FILLED_BY.get(blank.filled_by, blank.filled_by))

    def _margin(self, p: ResolvedProvision, changed: ProvisionDiff | None) -> Iterator[Pair]:
        provision, related = p.provision, self.related
        yield "Identifier and version", [Markup("{} {}").format(code(p.id), provision.version)]
        yield "Review", [self._review(self.standings[p.id])]
        yield "Since the last release", [self._since(p.id, changed)]
        if p.origin != "scenario":
            yield "Origin", [f"{'Added' if p.origin == 'added' else p.origin.capitalize()} for this procurement"]
        yield "Source", [str(provision.source or "None given")]
        yield "Legal basis", list(map(self._legal_basis, provision.legal_basis)) or ["None given"]
        for words, ids in (("Refers to", related.refers_to), ("Is referred to by", related.referred_by)):
            if found := ids.get(p.id):
                yield words, list(map(self.link, found))
        for words, ids in (("Uses the terms", related.terms), ("Is used by", related.used_by)):
            if found := ids.get(p.id):
                yield words, [self.links(found)]

    def _legal_basis(self, citation: str) -> Markup | str:
        why = self.why.get(citation)
        return Markup('%s<span class="why">%s</span>') % (citation, why) if why else citation

    def _review(self, standing: Standing) -> Markup:
        words = Markup(standing.state.value.capitalize())  # nosec B704 # one of our own words
        if review := standing.review:
            form = Markup("; version {} was approved by <bdi>{}</bdi>{}")
            words += form.format(review.version, review.reviewer, day(review.on))
        if standing.suspects:
            words += Markup(". What has changed since then: {}").format(self.links(standing.suspects))
        return words

    def _since(self, id_: str, changed: ProvisionDiff | None) -> str:
        if self.since is None:
            return "No release yet"
        tag = self.since.tag
        if id_ in self.since.unread:
            return f"Not compared: {tag} has it in a form that this version of ddtender cannot read"
        if changed is None:
            return f"Unchanged since {tag}"
        what = _WHAT[changed.what].format(tag=tag)
        what = what[0].upper() + what[1:]
        if changed.old_version is None:
            return what
        if changed.old_version == changed.new_version:
            return f"{what}. The version is still {changed.new_version}."
        return f"{what}, version {changed.old_version} → {changed.new_version}"


def label(p: ResolvedProvision) -> str:
    """ "Award criterion 1"; a definition is "Definition"."""
    words = p.kind.label.capitalize()
    return words if p.number is None else f"{words} {p.number}"


def form_anchor(id_: str) -> str:
    return f"form.{id_}"
