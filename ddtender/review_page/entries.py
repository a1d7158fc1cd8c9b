"""Provisions as the page shows them: their text, and in the margin all that is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from markupsafe import Markup, escape
from msgspec import Struct

from ddtender.diagnostics import Diagnostic
from ddtender.history.diff import ProvisionDiff
from ddtender.history.since import Since
from ddtender.history.states import Standing
from ddtender.layout.citations import cited
from ddtender.layout.document import example_of
from ddtender.layout.forms import form_name
from ddtender.layout.law import law_beside
from ddtender.layout.overviews import aspect, kpis
from ddtender.layout.text import provision
from ddtender.layout.values import Laid, Line, Plot, Table
from ddtender.model import Asking, Kind, Library, Origin, State
from ddtender.resolve.facts import fact
from ddtender.resolve.phrases import source_text
from ddtender.resolve.values import BlankInfo, ResolvedDocument, ResolvedProvision
from ddtender.review_page.fragments import (
    Described,
    code,
    day,
    finding,
    isolated,
    joined,
    listed,
    note,
    pairs,
    reason,
    said,
    table,
)
from ddtender.review_page.plots import drawn
from ddtender.review_page.relations import Relations
from ddtender.review_page.text import PageText, blank_anchor, difference


class PageEntry(Struct, frozen=True):
    """One provision: ``parts`` are what stands below its text, by heading; ``moved`` says in words what has changed
    since the last release, if anything has."""

    resolved: ResolvedProvision
    label: str
    body: Markup
    parts: tuple[tuple[str, Markup], ...]
    margin: Markup
    state: State
    state_word: str
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
        return self.state is State.APPROVED


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
        self.language = resolved.language
        self.said = partial(said, self.language)
        self.open = {b.name: b for b in resolved.blanks if b.text is None}
        self.forms = {form.form.id: form for form in resolved.reply_forms}
        self.national, self.country = resolved.draft.national, fact(resolved, "country")
        self.why = {basis.citation: basis.why for basis in library.legal_bases}
        self.names = {id_: p.title for id_, p in library.by_id.items()}
        say = self.language.say
        self.names |= {
            p.id: say("review_page.provision_named", label=self.label(p), title=p.provision.title)
            for p in resolved.provisions
        }

    def entry(self, p: ResolvedProvision, findings: list[Diagnostic]) -> PageEntry:
        blanks = [self.open[name] for name in self.related.blanks[p.id] if name in self.open]
        changed = self.since.changes.get(p.id) if self.since else None
        (laid,) = provision(p, self.language, example_of(p, self.resolved))
        state = self.standings[p.id].state
        return PageEntry(
            p,
            self.label(p),
            self.text.body(laid.body),
            tuple(
                (self.said(f"parts.{name}", **self._tag(name)), made)
                for name, made in self._parts(p, laid, blanks, findings, changed)
                if made
            ),
            pairs("margin", [*self._named(self._margin(p, changed)), *self._law(p)]),
            state,
            self.state(state),
            self.said(f"since.what.{changed.what}", tag=self.since.tag) if self.since and changed else "",
            len(blanks),
            len(findings),
        )

    def label(self, p: ResolvedProvision) -> str:
        """ "Award criterion 1"; a definition is "Definition"."""
        words = self.language.capital(p.label)
        return words if p.number is None else self.language.say("review_page.provision", label=words, number=p.cited)

    def state(self, state: State) -> str:
        """The word for a state within a sentence."""
        return self.language.say(f"common.states.{state.name.lower()}")

    def link(self, id_: str) -> Markup:
        """A provision by kind, number and title."""
        return self.text.link(id_, self.names.get(id_, id_))

    def links(self, ids: Iterable[str]) -> Markup:
        return joined(map(self.link, ids), self.said("blanks.names"))

    def _tag(self, part: str) -> dict[str, str]:
        return {"tag": self.since.tag} if self.since and part == "changes" else {}

    def _parts(
        self,
        p: ResolvedProvision,
        laid: Laid,
        blanks: list[BlankInfo],
        findings: list[Diagnostic],
        changed: ProvisionDiff | None,
    ) -> Iterator[tuple[str, Markup | None]]:
        """What stands below the text, by key of its heading."""
        notes = p.provision.notes
        yield "lots", joined(self.text.inlines(line.inlines) for line in laid.lots) if laid.lots else None
        yield "scoring", self._scoring(p, laid) if p.scoring else None
        tables = joined(self._table(one) for one in laid.after if isinstance(one, Table))
        drawings = joined(drawn(one, self.language) for one in laid.after if isinstance(one, Plot))
        yield "example", drawings + tables if laid.after and not (p.scoring or p.days or p.rows) else None
        yield "timetable", tables if p.days else None
        yield "table_of_lots", tables if p.rows else None
        yield "evidence", self._evidence(p) if p.evidence else None
        yield "kpis", self._kpis(p) if p.kpis else None
        yield "blanks", listed("blanks", map(self._blank, blanks)) if blanks else None
        asked = {one.location: one for one in self.standings[p.id].asked if one.asking is not Asking.CONDITION}
        said = (note(one, self.language, asked.get(one.location)) for one in notes)
        yield "notes", listed("notes", said) if notes else None
        yield "findings", listed("findings", map(finding, findings)) if findings else None
        if self.since and changed:
            found = (
                (self.said(f"difference.{part.name}"), [difference(part.pieces, self.library, self.language)])
                for part in changed.parts
            )
            yield "changes", pairs("difference", found) if changed.parts else None
            reasons = [reason(one, self.language) for one in changed.reasons] if changed.what != "added" else []
            yield "reasons", listed("reasons", reasons) if reasons else None

    def _scoring(self, p: ResolvedProvision, laid: Laid) -> Markup:
        """The maximum, how percentages combine, and the tables; a line above a table is said by its caption."""
        maximum, how, *_ = (self.text.inlines(one.inlines) for one in laid.after if isinstance(one, Line))
        made = Markup("<p>%s</p>") % self.said("scoring", maximum=maximum, how=how)
        return made + joined(self._table(one) for one in laid.after if isinstance(one, Table))

    def _table(self, found: Table) -> Markup:
        rows = ([joined(map(self.text.inlines, cell)) for cell in row] for row in found.rows)
        return table(found.description, (column.heading for column in found.columns), rows)

    def _evidence(self, p: ResolvedProvision) -> Markup:
        form = Markup('<p>{}</p><p class="reply">{}</p>')
        return listed(
            "evidence", (form.format(self.text.inlines(e.text), self._reply(e.reply_form)) for e in p.evidence)
        )

    def _reply(self, name: str | None) -> Markup | str:
        if form := self.forms.get(name or ""):
            words = self.said("form", name=form_name(form, self.language), title=form.form.title)
            return self.text.link(form_anchor(form.form.id), words)
        return self.language.say("layout.evidence.own_document")

    def _kpis(self, p: ResolvedProvision) -> Markup:
        """The rows of the annex, each with its aspect and the columns by their headings."""
        _, annex = kpis(p, self.language)
        assert isinstance(annex, Table)
        made = []
        for kpi, row in zip(p.kpis, annex.rows, strict=True):
            cells = (self.text.inlines(cell[-1]) for cell in row)
            told = ((column.heading, [cell]) for column, cell in zip(annex.columns, cells, strict=True))
            said = aspect(kpi, self.language)
            made.append(Markup('<p class="aspect">%s</p>%s') % (said, pairs("kpi", told)))
        return listed("kpis", made, "ol")

    def _blank(self, blank: BlankInfo) -> Markup:
        form = Markup('<a href="#{}">{}</a> <span class="who">{}</span>')
        return form.format(blank_anchor(blank.name), blank.question, self.said(f"filled_by.{blank.filled_by}"))

    def _margin(self, p: ResolvedProvision, changed: ProvisionDiff | None) -> Iterator[Described]:
        """The margin, by key of its terms."""
        provision, related, none = p.provision, self.related, self.said("margin.none")
        yield "identifier", [Markup("{} {}").format(code(p.id), provision.version)]
        if layer := self.library.layer_of(provision):
            yield "layer", [self.language.say("notes.layer.text", name=layer.name, version=layer.version)]
        yield "review", [self._review(self.standings[p.id])]
        yield "since", [self._since(p.id, changed)]
        if p.origin in (Origin.ADDED, Origin.REPLACES):
            places = {"id": p.replaces} if p.replaces else {}
            yield "origin", [self.said(f"margin.{p.origin.value}", **places)]
        yield "source", [source_text(provision.source, self.language) if provision.source else none]
        yield "basis", list(map(self._legal_basis, provision.legal_basis)) or [none]
        for name in ("refers_to", "referred_by"):
            if found := getattr(related, name).get(p.id):
                yield name, list(map(self.link, found))
        for name in ("terms", "used_by"):
            if found := getattr(related, name).get(p.id):
                yield name, [self.links(found)]

    def _named(self, described: Iterable[Described]) -> Iterator[Described]:
        return ((self.said(f"margin.{name}"), told) for name, told in described)

    def _law(self, p: ResolvedProvision) -> Iterator[Described]:
        """The steps of due diligence behind a provision, duties of buyers, laws: each once, with all of it."""
        found: dict[str, list[Markup | str]] = {}
        for label, told in law_beside(self.library.law, p.provision, self.country, self.language):
            found.setdefault(label, []).append(told)
        yield from found.items()

    def _legal_basis(self, citation: str) -> Markup | str:
        why, law = self.why.get(citation), self.national
        told: Markup | str = cited(citation, self.language)
        if law and citation in law.by_citation:
            told = self.said(
                "margin.national",
                citation=told,
                country=self.language.country_name(law.code, law.country),
                cite=law.cites(citation),
            )
        return Markup('%s<span class="why">%s</span>') % (told, why) if why else told

    def _review(self, standing: Standing) -> Markup:
        words = escape(self.language.capital(self.state(standing.state)))
        if review := standing.review:
            places: dict[str, object] = {"day": day(review.on)} if review.on else {}
            places |= {"state": words, "version": review.version, "reviewer": isolated(review.reviewer)}
            words = self.said("margin.approved_on" if review.on else "margin.approved", **places)
        if standing.suspects:
            words = self.said("margin.suspects", state=words, provisions=self.links(standing.suspects))
        return words

    def _since(self, id_: str, changed: ProvisionDiff | None) -> str:
        if self.since is None:
            return self.said("since.none")
        tag = self.since.tag
        if id_ in self.since.unread:
            return self.said("since.unread", tag=tag)
        if changed is None:
            return self.said("since.unchanged", tag=tag)
        what = self.language.capital(self.said(f"since.what.{changed.what}", tag=tag))
        if changed.old_version is None:
            return what
        if changed.old_version == changed.new_version:
            return self.said("since.same_version", what=what, version=changed.new_version)
        return self.said("since.versions", what=what, old=changed.old_version, new=changed.new_version)


def form_anchor(id_: str) -> str:
    return f"form.{id_}"
