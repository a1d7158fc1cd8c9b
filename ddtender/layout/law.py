"""What law says beside a provision: the steps of due diligence behind it, duties of public buyers, laws on businesses.

The same texts stand in the margin of a draft and on its review page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ddtender.model import Provision
from ddtender.model.law import BuyersDuty, DueDiligenceSteps, KnownLaw, LawDate, LawEntry
from ddtender.model.scoring import Graded
from ddtender.words import Language

#: A label, and what there is to say.
LawSaid = tuple[str, str]


def law_beside(law: KnownLaw, provision: Provision, country: str, language: Language) -> Iterator[LawSaid]:
    """What stands beside a provision in a procurement of this country ("" where none is named)."""
    if law.steps and (told := steps_behind(law.steps, provision, language)):
        yield language.say("law.margin.steps"), told
    for duty in law.duties(country):
        if provision.id in duty.served_by and law.buyers:
            label = language.say("law.margin.duty", place=duty.place)
            yield label, _duty(duty, law.buyers.noted, language)
    for entry in law.timeline.about(provision.id) if law.timeline else ():
        text = language.say(
            "law.margin.entry",
            title=entry.title,
            days=days_of(entry, language),
            text=entry.binds,
            checked=checked(entry, law.timeline.noted, language) if law.timeline else "",
        )
        yield language.say("law.margin.timeline"), text


def steps_behind(steps: DueDiligenceSteps, provision: Provision, language: Language) -> str:
    """The steps that a provision carries, and those of each of its elements; "" where it carries none."""
    listed = _listed(steps, provision.id, "", language)
    if not listed:
        return ""
    scoring = provision.scoring
    elements = [
        language.say("law.margin.elements", number=n, steps=told)
        for n, one in enumerate(scoring.options if isinstance(scoring, Graded) else (), 1)
        if (told := _listed(steps, provision.id, one.id, language))
    ]
    if not elements:
        return language.say("law.margin.steps_text", steps=listed)
    return language.say("law.margin.steps_of_elements", steps=listed, elements="; ".join(elements))


def _listed(steps: DueDiligenceSteps, provision: str, element: str, language: Language) -> str:
    found = steps.behind(provision, element)
    return ", ".join(step_name(number, step.title, language) for number, step in found)


def step_name(number: int, title: str, language: Language) -> str:
    """A step by its number and title."""
    return language.say("law.margin.step", number=number, title=title)


def _duty(duty: BuyersDuty, noted: date, language: Language) -> str:
    told = provenance(duty.manual, noted, language)
    return language.say("law.margin.duty_text", title=duty.title, text=duty.asks, checked=told)


def days_of(entry: LawEntry, language: Language) -> str:
    """What happened when; a star at what is not the manual's, in an entry that otherwise is."""
    return "; ".join(day_said(one, bool(entry.manual), language) for one in entry.dates)


def day_said(one: LawDate, is_of_manual: bool, language: Language) -> str:
    key = "law.unchecked_day" if is_of_manual and not one.manual else "law.day"
    return language.say(key, what=one.what, when=when(one.when, language))


def when(written: str, language: Language) -> str:
    """A day or a month in the words of a language; a year as it is written."""
    if len(written) == len("2027"):
        return written
    if len(written) == len("2027-12"):
        return language.month(date.fromisoformat(f"{written}-01"))
    return language.date(date.fromisoformat(written))


def checked(entry: LawEntry, noted: date, language: Language) -> str:
    """From where an entry is, and that nobody has checked it."""
    if entry.manual and not all(one.manual for one in entry.dates):
        return language.say("law.checked.partly", section=entry.manual, day=noted)
    return provenance(entry.manual, noted, language)


def provenance(section: str, noted: date, language: Language) -> str:
    """The section of the manual, or that it is general knowledge; in both cases, that nobody has checked it."""
    if section:
        return language.say("law.checked.manual", section=section)
    return language.say("law.checked.known", day=noted)
