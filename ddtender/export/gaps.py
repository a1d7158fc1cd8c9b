"""What a notice needs and does not have, each with the number of its field, its key and the question to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.diagnostics.messages import FactKey, Message, TaggedLanguage
from ddtender.export.codes import NOTICE_INCOMPLETE, NOTICE_NOT_MADE, NOTICE_TEXT_TOO_LONG
from ddtender.export.facts import NoticeFacts, Organisation
from ddtender.export.fields import field
from ddtender.library.eu import EEA_LANGUAGES, codes
from ddtender.words import Language

_LACKS, _OTHER, _LONG, _FOREIGN = "lacks", "other", "long", "foreign"
#: The facts that every notice needs, by their keys, with the field of each.
FIELDS = {
    "title": "BT-21-Procedure",
    "reference": "BT-22-Procedure",
    "subject": "BT-24-Procedure",
    "notice.procedure": "BT-105-Procedure",
    "notice.nature": "BT-23-Procedure",
    "notice.cpv.main": "BT-262-Procedure",
    "notice.place.country": "BT-5141-Procedure",
    "notice.dispatch": "BT-05(a)-notice",
    "notice.language": "BT-702(a)-notice",
    "notice.tender_languages": "BT-97-Lot",
    "notice.documents_url": "BT-15-Lot",
    "notice.submission_url": "BT-18-Lot",
    "notice.submission": "BT-17-Lot",
    "notice.eu_funds": "BT-60-Lot",
    "notice.gpa": "BT-115-Lot",
    "notice.framework": "BT-765-Lot",
    "notice.dps": "BT-766-Lot",
    "notice.auction": "BT-767-Lot",
    "notice.einvoicing": "BT-743-Lot",
    "notice.ecatalogue": "BT-764-Lot",
    "notice.electronic_ordering": "BT-92-Lot",
    "notice.electronic_payment": "BT-93-Lot",
    "notice.reserved_participation": "BT-71-Lot",
    "notice.reserved_execution": "BT-736-Lot",
    "notice.exclusion_grounds_source": "BT-806-Procedure",
    "dates.contract_start": "BT-536-Lot",
    "dates.contract_end": "BT-537-Lot",
}
#: What a notice needs to know of an organisation, with the field of each; the last two of the authority alone.
_ORGANISATION = {
    "name": "BT-500-Organization-Company",
    "registration": "BT-501-Organization-Company",
    "city": "BT-513-Organization-Company",
    "country": "BT-514-Organization-Company",
}
_AUTHORITY = {
    "phone": "BT-503-Organization-Company",
    "email": "BT-506-Organization-Company",
    "legal_type": "BT-11-Procedure-Buyer",
    "activity": "BT-10-Procedure-Buyer",
}
#: All that a notice says of an organisation, with the field of each.
FIELDS_OF_ORGANISATION = {
    **_ORGANISATION,
    **_AUTHORITY,
    "post_code": "BT-512-Organization-Company",
    "nuts": "BT-507-Organization-Company",
    "deadline": "BT-99-Lot",
}
#: Facts whose names here are not the last part of their keys.
_NAMES = {"notice.cpv.main": "cpv_main", "notice.place.country": "place_country", "notice.place.nuts": "place_nuts"}
#: Years for which a framework agreement needs no reason (Directive 2014/24/EU, Article 33(1)).
_LONGEST = 4
#: Procedures that can be accelerated (Directive 2014/24/EU, Articles 27(3), 28(6) and 29(1)).
_CAN_BE_ACCELERATED = ("open", "restricted", "neg-w-call")


class Gap(Struct, frozen=True):
    """What a notice lacks: the ``key`` of the procedure file, the id of the ``field``, the ``question`` to ask of the
    person who knows, what is to be said of it, and where it stands or would stand. ``kind`` is "lacks", "other" for a
    notice that is not made, "long", or "foreign" for one in a language that eForms has not."""

    key: str
    field: str
    question: str
    message: str
    place: Location
    kind: str = _LACKS

    @property
    def is_of_eforms(self) -> bool:
        """Whether it only stands in the way of ``notice.xml``: the form of a platform may take what this does not."""
        return self.kind == _FOREIGN

    def finding(self, severity: Severity | None = None) -> Diagnostic:
        """The gap as a finding."""
        code = {_LACKS: NOTICE_INCOMPLETE, _LONG: NOTICE_TEXT_TOO_LONG}.get(self.kind, NOTICE_NOT_MADE)
        return Diagnostic(code, self.place, self.message, self.question, severity)


def gaps(facts: NoticeFacts, language: Language, spoken: Sequence[str]) -> Iterator[Gap]:
    """The facts that a notice needs and that the procedure file does not give, in the order of the file; ``spoken`` are
    the codes of the documents' languages."""
    asking = _Asking(facts, language)
    for key, id_ in FIELDS.items():
        if getattr(facts, _NAMES.get(key, key.rpartition(".")[2])) in (None, "", ()):
            yield asking.lacks(key, id_)
    is_open = facts.procedure == "open"
    if facts.deadline is None:
        yield asking.lacks("notice.deadline", "BT-1311(d)-Lot" if facts.procedure and not is_open else "BT-131(d)-Lot")
    if facts.tender_validity_months is None and facts.procedure in ("open", None):
        yield asking.lacks("notice.tender_validity_months", "BT-98-Lot")
    if facts.accelerated is None and facts.procedure in (*_CAN_BE_ACCELERATED, None):
        yield asking.lacks("notice.accelerated", "BT-106-Procedure")
    if facts.accelerated and not facts.accelerated_because:
        yield asking.lacks("shortened.reason", "BT-1351-Procedure")
    if facts.place_nuts is None and facts.place_country in (*codes("nuts_country"), None):
        yield asking.lacks("notice.place.nuts", "BT-5071-Procedure")
    yield from asking.organisation("authority", facts.authority, {**_ORGANISATION, **_AUTHORITY})
    yield from asking.organisation("review_body", facts.review_body, _ORGANISATION)
    yield from _not_made(facts, asking, spoken)
    yield from _too_long(facts, asking)


def _not_made(facts: NoticeFacts, asking: _Asking, spoken: Sequence[str]) -> Iterator[Gap]:
    """Notices that are not written: the sheet has what is known of them."""
    if facts.procedure not in ("open", None):
        name = codes("procedure")[facts.procedure]
        said = f"a notice of this procedure is not written yet ({name}): only that of an open one is"
        message = Message(said, "messages.notice_not_made.procedure")
        yield asking.other("notice.procedure", "BT-105-Procedure", message)
    kind = facts.source.facts.get("procedure_type") if facts.source else None
    if facts.procedure is None and kind is not None:
        message = Message(f"a procedure '{kind[0]}' has no contract notice", "messages.notice_not_made.kind")
        yield asking.other("procedure_type", "BT-105-Procedure", message)
    start, end = facts.contract_start, facts.contract_end
    if facts.framework not in ("none", None) and start and end and end >= start + relativedelta(years=_LONGEST):
        said = "a framework agreement for more than four years needs a reason (BT-109), which is not written yet"
        message = Message(said, "messages.notice_not_made.framework")
        yield asking.other("notice.framework", "BT-109-Lot", message)
    if facts.language not in (*spoken, None):
        said = f"the notice is to be in {facts.language}, and the documents are in {', '.join(spoken)}"
        message = Message(said, "messages.notice_not_made.language", language=facts.language, spoken=tuple(spoken))
        yield asking.other("notice.language", "BT-702(a)-notice", message)
    if not any(code in codes("language") for code in spoken):
        said = "eForms takes the official languages of the European Union, and the documents are in none of them"
        message = Message(said, "messages.notice_not_made.official")
        question, place = asking.language.say("export.questions.official_language"), facts.place("notice.language")
        yield Gap("notice.language", "BT-702(a)-notice", question, message, place, _FOREIGN)


def _too_long(facts: NoticeFacts, asking: _Asking) -> Iterator[Gap]:
    texts = {
        "title": ("BT-21-Procedure", facts.title),
        "reference": ("BT-22-Procedure", facts.reference),
        "subject": ("BT-24-Procedure", facts.subject),
        "shortened.reason": ("BT-1351-Procedure", facts.accelerated_because),
    }
    for name, one in (("authority", facts.authority), ("review_body", facts.review_body)):
        for key, id_ in {**_ORGANISATION, "post_code": "BT-512-Organization-Company"}.items():
            texts[f"{name}.{key}"] = (id_, getattr(one, key))
    texts["review_body.deadline"] = ("BT-99-Lot", facts.review_body.deadline)
    for key, (id_, text) in texts.items():
        limit = field(id_).limit
        if text and limit and len(text) > limit:
            number = field(id_).number
            said = f"{key} has {len(text)} characters, and {number} ({field(id_).name}) takes {limit}"
            places = {"length": len(text), "limit": limit}
            message = Message(said, "messages.notice_text_too_long", **_at(key, id_), **places)
            yield Gap(key, id_, asking.question(key), message, facts.place(key), _LONG)


#: The texts of a procedure file that are fields of their own; a name is the same in all languages if nothing else is
#: said.
_TEXTS = {
    "title": "BT-21-Procedure",
    "subject": "BT-24-Procedure",
    "shortened.reason": "BT-1351-Procedure",
    "review_body.deadline": "BT-99-Lot",
}


def untold(facts: NoticeFacts, language: Language, tag: str) -> Iterator[Gap]:
    """The texts that the procedure file gives in its own language, and not in another one of the notice."""
    procedure = facts.source
    if procedure is None:
        return
    told, asking = procedure.translations.get(tag, {}), _Asking(facts, language)
    given = {key: (id_, str(procedure.facts[key][0])) for key, id_ in _TEXTS.items() if key in procedure.facts}
    if not facts.accelerated:
        given.pop("shortened.reason", None)
    for lot in procedure.lots:
        given[f"lots.{lot.id}.title"] = ("BT-21-Lot", lot.title)
        if "subject" in lot.facts:
            given[f"lots.{lot.id}.subject"] = ("BT-24-Lot", str(lot.facts["subject"][0]))
    for key, (id_, text) in given.items():
        if key not in told:
            named = f"{field(id_).number} {field(id_).name}"
            question = language.say("export.questions.untold", text=text, language=language.language_name(tag))
            where = f"translations.{tag}.{key}"
            said = f"missing {where} ({named}): the notice is in {tag} as well"
            told_in = TaggedLanguage(tag)
            message = Message(said, "messages.notice_incomplete.untold", **_at(where, id_), language=told_in)
            yield Gap(where, id_, question, message, asking.facts.place(where))


def _at(key: str, id_: str) -> dict[str, str]:
    """What a message says of a fact and its field."""
    return {"fact": FactKey(key), "field": field(id_).number}


def language_code(language: Language) -> str:
    """The three capitals of a language of documents, such as ENG; "" of one that nobody publishes a notice in."""
    from babel.core import get_global  # only a notice needs it

    short = language.tag.partition("-")[0]
    if eea := [code for code, tags in EEA_LANGUAGES.items() if short in tags]:
        return eea[0]
    names: Iterable[tuple[str, str]] = get_global("language_aliases").items()
    found = [long for long, two in names if two == short and len(long) == 3 and long.upper() in codes("language")]
    return found[0].upper() if found else ""


class _Asking:
    """The words of gaps."""

    def __init__(self, facts: NoticeFacts, language: Language) -> None:
        self.facts, self.language = facts, language

    def question(self, key: str) -> str:
        """What to ask for a key; the same for both organisations."""
        last = key.rpartition(".")[2]
        group = "organisation." if key.startswith(("authority.", "review_body.")) else ""
        name = key.removeprefix("notice.").replace(".", "_") if not group else last
        return self.language.say(f"export.questions.{group}{name}")

    def lacks(self, key: str, id_: str) -> Gap:
        named = f"{field(id_).number} {field(id_).name}"
        message = Message(f"missing {key} ({named})", "messages.notice_incomplete.fact", **_at(key, id_))
        return Gap(key, id_, self.question(key), message, self.facts.place(key))

    def other(self, key: str, id_: str, message: str) -> Gap:
        return Gap(key, id_, self.question(key), message, self.facts.place(key), _OTHER)

    def organisation(self, name: str, one: Organisation, needed: dict[str, str]) -> Iterator[Gap]:
        for key, id_ in needed.items():
            if not getattr(one, key):
                yield self.lacks(f"{name}.{key}", id_)
        if not one.post_code and one.country in (*codes("postcode_country"), None):
            yield self.lacks(f"{name}.post_code", "BT-512-Organization-Company")
        if not one.nuts and one.country in (*codes("nuts_country"), None):
            yield self.lacks(f"{name}.nuts", "BT-507-Organization-Company")
