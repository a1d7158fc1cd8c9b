"""What stands on the sheet: the fields of the form in its order, each with the value to enter, or the gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ddtender.export.facts import NoticeFacts, Organisation
from ddtender.export.fields import NoticeField, fields
from ddtender.export.gaps import Gap
from ddtender.export.names import field_name
from ddtender.export.notice import Notice
from ddtender.library.eu import EEA_LANGUAGES, cpv_name, named
from ddtender.words import Language

_ORDER = {id_: n for n, id_ in enumerate(fields())}


class SheetRow(Struct, frozen=True):
    """A field under its ``name``, with the ``value`` that is entered, "" if there is none, its ``code`` where it is one
    of a list, and what is ``about`` it; ``gap`` is what is missing. An ``is_optional`` field may stay empty. Where a
    text is in another language than the names, or the notice in several, ``tag`` is that of the text; where it is in
    several, ``language`` is what that is called."""

    field: NoticeField
    key: str
    name: str
    value: str = ""
    code: str = ""
    gap: Gap | None = None
    tag: str = ""
    language: str = ""
    about: str = ""

    @property
    def is_optional(self) -> bool:
        return not self.value and self.gap is None


class SheetGroup(Struct, frozen=True):
    """Fields that stand together in the form; ``title`` is that of one among several, such as a criterion's."""

    title: str
    rows: tuple[SheetRow, ...]


class SheetSection(Struct, frozen=True):
    """A section of the form: ``id`` is the place on the page, ``title`` what the form calls it."""

    id: str
    title: str
    groups: tuple[SheetGroup, ...]


def sections(notice: Notice, language: Language | None = None) -> tuple[SheetSection, ...]:
    """The sections of the form in its order: notice, buyer, procedure, each lot, the organisations. Fields and codes
    are named in the language of the notice, or in the one that is given; texts have their own, their ``tag``."""
    writing = _Writing(notice, language)
    facts, say = notice.facts, writing.language.say
    lots = tuple(
        SheetSection(one.id.lower(), say("export.sheet.sections.lot", id=one.id), writing.lot(n))
        for n, one in enumerate(notice.lots)
    )
    return (
        SheetSection("notice", say("export.sheet.sections.notice"), writing.plain(writing.notice(facts))),
        SheetSection("buyer", say("export.sheet.sections.buyer"), writing.plain(writing.buyer(facts))),
        SheetSection("procedure", say("export.sheet.sections.procedure"), writing.plain(writing.procedure(facts))),
        *lots,
        SheetSection("organisations", say("export.sheet.sections.organisations"), writing.organisations(facts)),
    )


class _Writing:
    """The fields of one notice."""

    def __init__(self, notice: Notice, language: Language | None) -> None:
        self.own, self.versions = notice, notice.versions
        self.language = language or notice.resolved.language
        self.is_foreign = self.language.tag != notice.resolved.language.tag
        self.gaps = {gap.key: gap for gap in notice.gaps}
        self.subtype = notice.sdk.subtype

    def row(self, id_: str, key: str, value: object, of: str = "") -> SheetRow:
        """A field; ``of`` is the list that its code is of."""
        gap, code = self.gaps.get(key), ""
        if of and value:
            code = str(value)
            value = self._named(of, code)
        return SheetRow(fields()[id_], key, field_name(id_, self.language), self._shown(value), code, gap)

    def texts(self, id_: str, key: str, text: Callable[[Notice], str | None], lot: str = "") -> Iterator[SheetRow]:
        """A text field, once in each language of the notice; in a ``lot`` the text may be its own."""
        for one in self.versions:
            language = one.resolved.language
            told = f"translations.{language.tag}."
            gap = self.gaps.get(key if one is self.own else told + key)
            if lot and (own := self.gaps.get(f"{told}lots.{lot}.{key}")):
                gap = own
            row = SheetRow(fields()[id_], key, field_name(id_, self.language), text(one) or "", gap=gap)
            if len(self.versions) > 1:
                row = replace(row, tag=language.tag, language=self.language.language_name(language.tag))
            elif self.is_foreign:
                row = replace(row, tag=language.tag)
            yield row

    def _named(self, of: str, code: str) -> str:
        """The name of a code in the language of the sheet; the code where it has none."""
        if of == "language" and (tags := EEA_LANGUAGES.get(code)):
            return self.language.capital(self.language.language_name(tags[0]))
        return named(of, self.language.tag).get(code, code)

    def _cpv(self, id_: str, key: str, code: str | None) -> SheetRow:
        """A code of the Common Procurement Vocabulary, with its name beside it where that is known."""
        return replace(self.row(id_, key, code), about=cpv_name(code or "", self.language.tag))

    def plain(self, rows: Iterable[SheetRow]) -> tuple[SheetGroup, ...]:
        return (SheetGroup("", tuple(_in_order(rows))),)

    def notice(self, facts: NoticeFacts) -> Iterator[SheetRow]:
        yield self.row("OPP-070-notice", "", self.subtype)
        yield self.row("BT-702(a)-notice", "notice.language", facts.language, "language")
        for one in self.versions if len(self.versions) > 1 else ():
            if one.language_code != facts.language:
                yield self.row("BT-702(b)-notice", "", one.language_code, "language")
        yield from self._moment("BT-05(a)-notice", "BT-05(b)-notice", "notice.dispatch", facts.dispatch)

    def buyer(self, facts: NoticeFacts) -> Iterator[SheetRow]:
        yield self.row("OPT-300-Procedure-Buyer", "authority.name", facts.authority.name)
        yield self.row("BT-11-Procedure-Buyer", "authority.legal_type", facts.authority.legal_type, "legal_type")
        yield self.row("BT-10-Procedure-Buyer", "authority.activity", facts.authority.activity, "activity")

    def procedure(self, facts: NoticeFacts) -> Iterator[SheetRow]:
        yield self.row("BT-01-notice", "", self.language.say("export.sheet.directive"))
        yield from self._scope(facts, "Procedure", lambda one: one.facts)
        source = facts.exclusion_grounds_source
        yield self.row("BT-806-Procedure", "notice.exclusion_grounds_source", source, "exclusion_grounds_source")
        yield self.row("BT-105-Procedure", "notice.procedure", facts.procedure, "procedure")
        yield self.row("BT-106-Procedure", "notice.accelerated", facts.accelerated)
        if facts.accelerated:
            because = "BT-1351-Procedure", "shortened.reason"
            yield from self.texts(*because, lambda one: one.facts.accelerated_because)

    def lot(self, at: int) -> tuple[SheetGroup, ...]:
        """The fields of a lot; criteria, of which there are several, in groups of their own where the form has them."""
        say, lot = self.language.say, self.own.lots[at]
        before, after = [], []
        for row in _in_order(self._lot(at)):
            (before if _ORDER[row.field.id] < _ORDER["BT-539-Lot"] else after).append(row)
        groups = [SheetGroup("", tuple(before))]
        for n, one in enumerate(lot.selection):
            told = self.texts("BT-750-Lot", "", lambda it, n=n: it.lots[at].selection[n].whole)
            rows = (self.row("BT-809-Lot", "", one.code, "selection"), *told)
            groups.append(SheetGroup(say("export.sheet.selection", name=one.brief), rows))
        for n, one in enumerate(lot.award):
            is_own = one.id in ("price", "other_quality")
            key = f"award.{one.id}" if is_own else f"award.points.{one.id}"
            rows = [
                self.row("BT-539-Lot", "", one.type, "criterion"),
                *self.texts("BT-734-Lot", "", lambda it, n=n: it.lots[at].award[n].name),
                *self.texts("BT-540-Lot", "", lambda it, n=n: it.lots[at].award[n].description),
                self.row("BT-5421-Lot", "", say("export.sheet.weight")),
                self.row("BT-541-Lot-WeightNumber", key, one.points),
            ]
            if one.minimum is not None:
                rows.append(self.row("BT-5423-Lot", "", say("export.sheet.minimum")))
                rows.append(self.row("BT-541-Lot-ThresholdNumber", "", one.minimum))
            name = say(f"layout.overview.{one.id}.part") if is_own else one.name
            groups.append(SheetGroup(say("export.sheet.award", name=name), tuple(rows)))
        return (*groups, SheetGroup(say("export.sheet.rest"), tuple(after)))

    def _lot(self, at: int) -> Iterator[SheetRow]:
        lot, say = self.own.lots[at], self.language.say
        facts = lot.facts
        yield self.row("BT-137-Lot", "", lot.id)
        yield from self._scope(facts, "Lot", lambda one: one.lots[at].facts, lot.resolved.draft.lot_id)
        if lot.objective:
            yield self.row("BT-06-Lot", "", "soc-obj", "strategic")
            yield from self.texts("BT-777-Lot", "", lambda one: one.lots[at].objective_text)
            yield self.row("BT-775-Lot", "", lot.objective, "objective")
        yield self.row("BT-536-Lot", "dates.contract_start", facts.contract_start)
        yield self.row("BT-537-Lot", "dates.contract_end", facts.contract_end)
        for id_, name, of in _OF_LOT:
            yield self.row(id_, f"notice.{name}", getattr(facts, name), of)
        if lot.specifications_text:
            yield from self.texts("BT-300-Lot", "", lambda one: one.lots[at].specifications_text)
        if lot.selection:
            for source in ("epo-notice", "epo-procurement-document"):
                yield self.row("BT-821-Lot", "", source, "exclusion_grounds_source")
        if lot.performance_text:
            yield from self.texts("BT-70-Lot", "", lambda one: one.lots[at].performance_text)
        deadline = ("BT-131(d)-Lot", "BT-131(t)-Lot")
        if facts.procedure not in ("open", None):
            deadline = ("BT-1311(d)-Lot", "BT-1311(t)-Lot")
        yield from self._moment(*deadline, "notice.deadline", facts.deadline)
        months = facts.tender_validity_months
        if facts.procedure in ("open", None):
            said = say("export.sheet.months", number=months) if months else ""
            yield self.row("BT-98-Lot", "notice.tender_validity_months", said)
        for code in facts.tender_languages or ("",):
            yield self.row("BT-97-Lot", "notice.tender_languages", code, "language")
        yield from self._moment("BT-132(d)-Lot", "BT-132(t)-Lot", "notice.opening", facts.opening)
        yield self.row("BT-14-Lot", "", say("export.sheet.open_documents"))
        if facts.review_body.deadline:
            yield from self.texts("BT-99-Lot", "review_body.deadline", lambda one: one.facts.review_body.deadline)
        else:
            yield self.row("OPT-301-Lot-ReviewInfo", "review_body.name", facts.review_body.name)
        yield self.row("OPT-301-Lot-ReviewOrg", "review_body.name", facts.review_body.name)

    def organisations(self, facts: NoticeFacts) -> tuple[SheetGroup, ...]:
        found = []
        for key, one in (("authority", facts.authority), ("review_body", facts.review_body)):
            title = self.language.say(f"export.sheet.{key}")
            found.append(SheetGroup(title, tuple(_in_order(self._organisation(key, one)))))
        return tuple(found)

    def _organisation(self, key: str, one: Organisation) -> Iterator[SheetRow]:
        yield from self.texts("BT-500-Organization-Company", f"{key}.name", lambda it: getattr(it.facts, key).name)
        for name, number in _OF_ORGANISATION.items():
            of = "nuts_country" if name == "country" else ""
            yield self.row(f"{number}-Organization-Company", f"{key}.{name}", getattr(one, name), of)

    def _scope(
        self, facts: NoticeFacts, level: str, of: Callable[[Notice], NoticeFacts], lot: str = ""
    ) -> Iterator[SheetRow]:
        yield self.row(f"BT-22-{level}", "reference", facts.reference)
        yield from self.texts(f"BT-21-{level}", "title", lambda one: of(one).title, lot)
        yield from self.texts(f"BT-24-{level}", "subject", lambda one: of(one).subject, lot)
        yield self.row(f"BT-23-{level}", "notice.nature", facts.nature, "nature")
        value = facts.estimated_value
        amount = self.language.amount(value, facts.currency or "") if value is not None else ""
        yield self.row(f"BT-27-{level}", "notice.estimated_value", amount)
        yield self._cpv(f"BT-262-{level}", "notice.cpv.main", facts.cpv_main)
        for code in facts.cpv_additional:
            yield self._cpv(f"BT-263-{level}", "notice.cpv.additional", code)
        yield self.row(f"BT-5071-{level}", "notice.place.nuts", facts.place_nuts)
        yield self.row(f"BT-5141-{level}", "notice.place.country", facts.place_country, "nuts_country")

    def _moment(self, day: str, time: str, key: str, moment: datetime | None) -> Iterator[SheetRow]:
        yield self.row(day, key, moment.date() if moment else "")
        if moment:
            zone = f"{moment:%z}"
            said = self.language.say("export.sheet.time", time=f"{moment:%H:%M}", zone=f"{zone[:3]}:{zone[3:5]}")
            yield self.row(time, key, said)

    def _shown(self, value: object) -> str:
        if isinstance(value, bool):
            return self.language.say(f"export.sheet.answers.{'positive' if value else 'negative'}")
        if isinstance(value, int | Decimal | date):
            return self.language.shown(value)
        return "" if value is None else str(value)


#: Of the other facts of a lot: the field, the name of the fact, and the list that its code is of.
_OF_LOT = (
    ("BT-767-Lot", "auction", ""),
    ("BT-115-Lot", "gpa", ""),
    ("BT-60-Lot", "eu_funds", "eu_funds"),
    ("BT-765-Lot", "framework", "framework"),
    ("BT-766-Lot", "dps", "dps"),
    ("BT-71-Lot", "reserved_participation", "reserved_participation"),
    ("BT-63-Lot", "variants", "permission"),
    ("BT-736-Lot", "reserved_execution", "reserved_execution"),
    ("BT-743-Lot", "einvoicing", "permission"),
    ("BT-764-Lot", "ecatalogue", "permission"),
    ("BT-92-Lot", "electronic_ordering", ""),
    ("BT-93-Lot", "electronic_payment", ""),
    ("BT-17-Lot", "submission", "permission"),
    ("BT-18-Lot", "submission_url", ""),
    ("BT-15-Lot", "documents_url", ""),
)
#: Of an organisation, the business term of each fact.
_OF_ORGANISATION = {
    "registration": "BT-501",
    "city": "BT-513",
    "post_code": "BT-512",
    "nuts": "BT-507",
    "country": "BT-514",
    "email": "BT-506",
    "phone": "BT-503",
}


def _in_order(rows: Iterable[SheetRow]) -> list[SheetRow]:
    """The rows in the order of the form; what is repeated stays in its own order."""
    return sorted(rows, key=lambda row: _ORDER[row.field.id])
