"""What the library knows about an answer of the interview, said beside its question: risks, labels, duties, periods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ddtender.desk.facts.interview import TypedAnswers

if TYPE_CHECKING:
    from ddtender.desk.market.risks import RiskKnowledge
    from ddtender.model import Library
    from ddtender.model.risks import RiskPart
    from ddtender.words import Language

#: So many risks stand as examples.
_EXAMPLES = 3


def known_about(
    key: str,
    answers: TypedAnswers,
    library: Library,
    own: Library,
    risks: RiskKnowledge | None,
    spoken: tuple[str, ...],
    words: Language,
) -> list[str]:
    """Sentences beside the question ``key`` after these answers, in a language; ``own`` is the library in its own
    words, in which people may answer as well, ``risks`` what it knows of them (None: nothing), ``spoken`` the tags of
    the languages that it is translated into."""
    match key:
        case "what":
            return [*_risks(answers.get("subject", ""), risks, words)]
        case "value":
            return [words.say("web.interview.known_of.thresholds")]
        case "lots":
            return [words.say("web.interview.known_of.lots")]
        case "framework":
            law = library.law.procedures.framework
            said = "web.interview.known_of.years"
            return [words.say(said, years=law.years, cite=law.cite)] if law else []
        case "place":
            return [*_place(answers.get("country", ""), library, spoken, words)]
        case "labels":
            return [*_labels(answers, library, own, words)]
    return []


def _risks(subject: str, risks: RiskKnowledge | None, words: Language) -> Iterator[str]:
    """The product of the risk data that is bought, with what the manual says of it; or which products there are."""
    if risks is None:
        return
    _, files, products = risks
    found = products.find(subject) if subject.strip() else None
    if found is None:
        names = words.listing([one.name for one in products.products])
        yield words.say("web.interview.known_of.products", names=names)
        return
    parts = {part.name: part for file in files for part in file.parts}
    mine = [parts[name] for name in found.parts if name in parts]
    yield words.say("web.interview.known_of.product", name=found.name, number=len(mine))
    yield from _examples(mine, words)
    yield words.say("web.interview.known_of.general")


def _examples(parts: list[RiskPart], words: Language) -> Iterator[str]:
    """Risks that the manual itself names, each another one: the first of each kind."""
    seen: dict[str, str] = {}
    for part in parts:
        for place in part.places:
            for risk in place.risks:
                if risk.manual and risk.risk not in seen:
                    said = risk.what.rstrip(".")
                    seen[risk.risk] = words.say(
                        "web.interview.known_of.risk",
                        what=said,
                        place=place.country,
                        part=part.name,
                        manual=risk.manual,
                    )
    yield from [*seen.values()][:_EXAMPLES]


def _place(country: str, library: Library, spoken: tuple[str, ...], words: Language) -> Iterator[str]:
    """Duties of public buyers in the country, and the languages of the library."""
    say, law = words.say, library.law.buyers
    if law is not None and country:
        duties = law.of(country.strip().lower())
        for one in duties:
            yield say("web.interview.known_of.duty", place=one.place, title=one.title, binds=one.binds)
        yield say(f"web.interview.known_of.{'duty_checked' if duties else 'no_duty'}")
    elif law is not None and law.places:
        names = words.listing([f"{place} ({code})" for code, place in law.places.items()])
        yield say("web.interview.known_of.duties", names=names)
    if spoken:
        names = words.listing([f"{words.language_name(tag)} ({tag})" for tag in spoken])
        yield say("web.interview.known_of.spoken", names=names)


def _labels(answers: TypedAnswers, library: Library, own: Library, words: Language) -> Iterator[str]:
    """The labels that have criteria for what is bought, and what they leave out."""
    say, labels = words.say, library.initiatives.labels
    if labels is None:
        return
    bought = " ".join(answers.get(name, "") for name in ("subject", "title", "parts"))
    told = set()
    meant = {category.id for one in (labels, own.initiatives.labels) if one for category in one.in_text(bought)}
    for category in (one for one in labels.categories if one.id in meant):
        for label, coverage in library.initiatives.covering(category):
            places = {"label": label.short, "category": category.name}
            if coverage.manual:
                yield say("web.interview.known_of.label_many", **places, manual=coverage.manual)
            else:
                yield say("web.interview.known_of.label", **places)
            told.add(label.id)
    for label in library.initiatives.of(told):
        yield say("web.interview.known_of.label_lacks", label=label.short, lacks=label.lacks)
    yield say("web.interview.known_of.label_listed" if told else "web.interview.known_of.no_label")
