"""Where every provision of a document comes from: number, title, identifier, version, source and legal basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddtender.layout.cells import number_cell
from ddtender.layout.citations import act_cited, cited, place_cited
from ddtender.layout.named import identified
from ddtender.layout.values import Cell, Column, Heading, LaidBlock, Line, Role, Table
from ddtender.model import NationalLaw, Origin, Provision
from ddtender.resolve.phrases import phrase, source_text, text
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision
from ddtender.stamp import Stamp
from ddtender.words import Language

#: The name of the document for the authority, beside "tender" and "contract".
PAGE = "provisions"


def provisions_page(resolved: ResolvedDocument, stamp: Stamp) -> tuple[LaidBlock, ...]:
    """The whole page for the authority's file: the library, its commit, of final documents its release, the scenario,
    and both documents' tables."""
    language, scenario = resolved.language, resolved.draft.scenario
    info = {"name": resolved.info.name, "version": resolved.info.version}
    said = [phrase(language, "layout.provisions.page.lead"), phrase(language, "layout.provisions.page.library", **info)]
    if stamp.commit:
        said.append(phrase(language, "layout.provisions.page.commit", commit=stamp.commit))
    if stamp.release:
        said.append(phrase(language, "layout.provisions.page.release", release=stamp.release))
    elif stamp.final:
        said.append(phrase(language, "layout.provisions.page.no_release"))
    told = {"title": scenario.title, "summary": scenario.summary}
    said.append(phrase(language, "layout.provisions.page.scenario", **told))
    if resolved.draft.is_below_threshold:
        said.append(phrase(language, "layout.provisions.page.below_threshold"))
    law = resolved.draft.national
    if law:
        said.append(
            phrase(language, "layout.provisions.page.national", country=language.country_name(law.code, law.country))
        )
    made: list[LaidBlock] = [Heading(1, phrase(language, "layout.provisions.page.title"))]
    made += [Line(Role.TEXT, inlines) for inlines in said]
    for document in ("tender", "contract"):
        numbered = [p for p in resolved.provisions if p.kind.document == document]
        dropped = [p for p in resolved.draft.dropped if p.kind.document == document]
        made.append(Heading(1, phrase(language, f"layout.provisions.page.{document}")))
        made += provisions_table(numbered, resolved.definitions[document], dropped, PAGE, language, law)
    return tuple(made)


def provisions_table(
    numbered: Sequence[ResolvedProvision],
    definitions: Sequence[ResolvedProvision],
    dropped: Sequence[Provision],
    document: str,
    language: Language,
    national: NationalLaw | None = None,
) -> tuple[LaidBlock, ...]:
    """Two tables, numbered provisions and definitions, and a note on what a procedure has left out."""
    origin, made = _Origin([*numbered, *definitions], language, national), list[LaidBlock]()
    if numbered:
        made.append(_numbered(numbered, origin, document, language))
    if definitions:
        lead = phrase(language, "layout.provisions.definitions.lead")
        made += [Line(Role.TEXT, lead, keep=True), _definitions(definitions, origin, language)]
    if dropped:
        between = language.say("layout.provisions.left_out_between")
        listed = between.join(
            language.say("layout.provisions.left_out_one", title=p.title, id=p.id, version=p.version) for p in dropped
        )
        made.append(Line(Role.NOTE, phrase(language, "layout.provisions.left_out", provisions=listed)))
    return tuple(made)


def _numbered(provisions: Sequence[ResolvedProvision], origin: _Origin, document: str, language: Language) -> Table:
    """The number stands above the title: five columns are too narrow for the words of some languages."""
    say = language.say
    names, shares = ("number", "identifier"), (25, 24, 22, 29)
    headings = (*(say(f"layout.provisions.{name}") for name in names), *origin.headings)
    rows = tuple(
        (
            (*number_cell(p, document), *text(_title(p, language))),
            text(p.id, say("layout.provisions.version", version=p.provision.version)),
            *origin.cells(p),
        )
        for p in provisions
    )
    columns = tuple(Column(heading, share) for heading, share in zip(headings, shares, strict=True))
    return Table(columns, rows, say("layout.provisions.description"))


def _definitions(definitions: Sequence[ResolvedProvision], origin: _Origin, language: Language) -> Table:
    say, shares = language.say, (26, 28, 18, 28)
    own = (say("layout.provisions.definitions.definition"), say("layout.provisions.identifier"))
    rows = tuple(
        (text(p.provision.title), text(identified(p.id, p.provision.version, language)), *origin.cells(p))
        for p in definitions
    )
    columns = tuple(Column(heading, share) for heading, share in zip((*own, *origin.headings), shares, strict=True))
    return Table(columns, rows, say("layout.provisions.definitions.description"))


class _Origin:
    """The columns for source and legal basis. What all rows share stands once, in the heading."""

    def __init__(self, printed: Sequence[ResolvedProvision], language: Language, national: NationalLaw | None) -> None:
        say, self.national = language.say, national
        self.document = _common(
            p.provision.source.document for p in printed if p.provision.source and not p.provision.source.practice
        )
        self.act = "" if national else _common(b.partition(", ")[0] for p in printed for b in p.provision.legal_basis)
        self.language = language
        self.none = text(say("layout.provisions.none"))
        self.headings = (
            say("layout.provisions.source_all", document=self.document)
            if self.document
            else say("layout.provisions.source"),
            say("layout.provisions.basis_all", act=act_cited(self.act, language))
            if self.act
            else say("layout.provisions.basis"),
        )

    def cells(self, p: ResolvedProvision) -> tuple[Cell, Cell]:
        source = p.provision.source
        said = text(source_text(source, self.language, self.document)) if source else self.none
        bases = p.provision.legal_basis
        if self.national:
            # several citations may be one national provision
            basis = text(*dict.fromkeys(self._nationally(self.national, one) for one in bases))
        elif self.act:
            basis = text(*(place_cited(basis.removeprefix(f"{self.act}, "), self.language) for basis in bases))
        else:
            basis = text(*(cited(basis, self.language) for basis in bases))
        return said, basis or self.none

    def _nationally(self, law: NationalLaw, citation: str) -> str:
        """What the law of the country has, in its own language; where it has nothing, the citation itself."""
        found = law.cites(citation)
        return cited(citation, self.language) if found == citation else found


def _common(names: Iterable[str]) -> str:
    """The one name that all share, or nothing."""
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def _title(p: ResolvedProvision, language: Language) -> str:
    if p.origin in (Origin.SCENARIO, Origin.FRAME):
        return p.provision.title
    places = {"id": p.replaces} if p.origin is Origin.REPLACES else {}
    return language.say(f"layout.provisions.{p.origin.value}", title=p.provision.title, **places)
