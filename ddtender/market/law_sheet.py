"""The sheet on law: a timeline as a picture, whom each law binds, duties of public buyers, guidance, and the steps of
due diligence with what carries them (manual 2.3, 2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ddtender.layout.law import checked, days_of, provenance, step_name, when
from ddtender.model import Graded, Kind, Prose, Provision
from ddtender.model.law import BuyersLaw, DueDiligenceSteps, KnownLaw, LawEntry, LawTimeline
from ddtender.render.report import Report
from ddtender.words import Language

#: What a cell of the picture is filled with: it is there, it applies, it changes others.
_THERE, _APPLIES, _CHANGES = "E7E6E6", "BDD7EE", "FFE699"
_FILLS = {"adopted": _THERE, "applies": _APPLIES, "changes": _CHANGES}


def law_sheet(
    law: KnownLaw,
    provisions: Mapping[str, Provision],
    country: str,
    country_name: str,
    template: bytes,
    today: date,
    moment: datetime,
    language: Language,
) -> bytes:
    """The bytes of a .docx; with a ``country`` ("" for all), of that name, its duties only. Raises PackageError."""

    def say(key: str, **places: object) -> str:
        return language.say(f"law.sheet.{key}", **places)

    made = Report(template, language, say("title"))
    known = law.timeline or law.buyers
    rows = [(say("head.country"), country_name or say("all_countries"))]
    if known:
        rows += [(say("head.as_of"), when(known.as_of, language)), (say("head.noted"), language.date(known.noted))]
    made.facts(*rows, (say("head.date"), language.date(today)))
    made.paragraph(say("lead"))
    sheet = _Sheet(made, provisions, language)
    if law.timeline:
        sheet.timeline(law.timeline)
    if law.buyers:
        sheet.buyers(law.buyers, country)
    if law.steps:
        sheet.steps(law.steps)
    return made.finish(moment)


def marked_years(timeline: LawTimeline) -> tuple[int, ...]:
    """The years in which anything happens, which are the columns of the picture."""
    return tuple(sorted({one.year for entry in timeline.entries for one in entry.dates}))


def states(entry: LawEntry, years: tuple[int, ...]) -> dict[int, str]:
    """By year what can be seen of an entry: adopted, applies, changes; a year before it, and one in which an entry that
    only changes others says nothing, is left out."""
    found: dict[int, str] = {}
    for year in years:
        until = [one for one in entry.dates if one.year <= year]
        here = [one for one in until if one.year == year]
        if not until or (not here and until[-1].kind == "changes"):
            continue
        found[year] = "applies" if any(one.kind == "applies" for one in until) else (here or until)[-1].kind
    return found


class _Sheet:
    """Writes one part after the other."""

    def __init__(self, made: Report, provisions: Mapping[str, Provision], language: Language) -> None:
        self.made, self.provisions, self.language = made, provisions, language

    def say(self, key: str, **places: object) -> str:
        return self.language.say(f"law.sheet.{key}", **places)

    def headings(self, table: str, *names: str) -> tuple[str, ...]:
        return tuple(self.say(f"{table}.{name}") for name in names)

    def titles(self, ids: tuple[str, ...]) -> str:
        """Provisions by their titles, without definitions; an id that the library does not have is left out."""
        found = [self.provisions[id_] for id_ in ids if id_ in self.provisions]
        titles = [one.title for one in found if one.kind is not Kind.DEFINITION]
        return "; ".join(dict.fromkeys(titles)) or self.say("none")

    def timeline(self, timeline: LawTimeline) -> None:
        say, made = self.say, self.made
        years = marked_years(timeline)
        made.heading(say("timeline"))
        rows, fills = [], {}
        for n, entry in enumerate(timeline.entries):
            seen = states(entry, years)
            at = {one.year: one.kind for one in entry.dates}
            rows.append((entry.title, *(say(f"marks.{at[year]}") if year in at else "" for year in years)))
            fills |= {(n, c): _FILLS[seen[year]] for c, year in enumerate(years, 1) if year in seen}
        headings = (say("columns.law"), *map(str, years))
        made.picture(headings, rows, (34, *(6 for _ in years)), say("picture"), fills)
        made.paragraph(say("picture"))
        entries = [self._entry(entry, timeline.noted) for entry in timeline.entries]
        names = ("law", "what", "binds", "says", "buyers")
        made.table(self.headings("columns", *names), entries, (16, 24, 16, 28, 16), say("timeline"))
        made.paragraph(say("pressure", text=timeline.pressure.text, section=timeline.pressure.manual))

    def _entry(self, entry: LawEntry, noted: date) -> tuple[str, ...]:
        known = self.say("known", text=entry.known) if entry.known else ""
        return (
            entry.title,
            f"{days_of(entry, self.language)}. {checked(entry, noted, self.language)}",
            entry.binds,
            " ".join(filter(None, (entry.says, known))),
            self.say("known", text=entry.buyers) if entry.buyers else self.say("none"),
        )

    def buyers(self, law: BuyersLaw, country: str) -> None:
        say, made = self.say, self.made
        duties = law.of(country) if country else law.duties
        made.heading(say("duties"))
        made.paragraph(say("duties_lead") if duties else say("no_duties"))
        rows = []
        for duty in duties:
            places = {"place": duty.place, "title": duty.title}
            since = {"since": when(duty.since, self.language)} if duty.since else {}
            known = say("known", text=duty.known) if duty.known else ""
            told = (duty.asks, known, provenance(duty.manual, law.noted, self.language))
            name = say("duty_since" if since else "duty_name", **places, **since)
            rows.append((name, duty.binds, " ".join(filter(None, told)), self.titles(duty.served_by)))
        if rows:
            names = ("duty", "binds", "asks", "served")
            made.table(self.headings("duty_columns", *names), rows, (18, 22, 40, 20), say("duties"))
        if law.uptake:
            made.heading(say("uptake"))
            made.paragraph(say("uptake_lead", text=law.uptake.lead, section=law.uptake.manual))
            made.bullets(law.uptake.reasons)
        made.heading(say("guidance"))
        told = [
            (one.title, one.about, one.url, provenance(one.manual, law.noted, self.language)) for one in law.guidance
        ]
        names = ("title", "about", "url", "checked")
        made.table(self.headings("guidance_columns", *names), told, (20, 30, 30, 20), say("guidance"))

    def steps(self, law: DueDiligenceSteps) -> None:
        say, made = self.say, self.made
        made.heading(say("steps"))
        made.paragraph(say("steps_lead", section=law.manual))
        made.paragraph(provenance("", law.noted, self.language))
        rows = [
            (step_name(n, step.title, self.language), step.about, step.good, self.titles((*law.served(step.id),)))
            for n, step in enumerate(law.steps, 1)
        ]
        names = ("step", "about", "good", "provisions")
        made.table(self.headings("step_columns", *names), rows, (18, 28, 28, 26), say("steps"))
        for one in law.serves:
            provision = self.provisions.get(one.provision)
            if provision is not None and one.elements and isinstance(provision.scoring, Graded):
                self._elements(law, provision, provision.scoring)

    def _elements(self, law: DueDiligenceSteps, provision: Provision, scoring: Graded) -> None:
        about = self.say("elements", title=provision.title)
        self.made.heading(about)
        rows = []
        for n, option in enumerate(scoring.options, 1):
            steps = [step_name(m, step.title, self.language) for m, step in law.behind(provision.id, option.id)]
            rows.append((str(n), self.language.capital(Prose.of(option.when).text), ", ".join(steps)))
        names = ("number", "text", "steps")
        self.made.table(self.headings("element_columns", *names), rows, (10, 55, 35), about)
