"""A small library whose texts go to a translator and come back, as Word or as XLIFF; and what is done there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from lxml import etree

from ddtender.desk.speaking import words_for
from ddtender.exchange.gathering import ExchangeGround, gathered
from ddtender.exchange.taking import TakenOver, taken
from ddtender.exchange.values import Parcel, ReturnedParcel
from ddtender.exchange.word import write_word
from ddtender.exchange.word_read import read_word
from ddtender.exchange.xliff import NAMESPACE, write_xliff
from ddtender.exchange.xliff_read import read_xliff
from ddtender.history.translations import TranslationState, translation_standings
from ddtender.library.languages.kinds import place_of_translation
from ddtender.library.loader import load
from ddtender.office.package import open_package, parse_part
from ddtender.office.packaging import serialize, write
from ddtender.words import language
from ddtender.workspace import read_sources
from tests.tools import ROOT

TAG = "nl"
WORD, XLIFF = ".docx", ".xlf"
KINDS = (WORD, XLIFF)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
X = f"{{{NAMESPACE}}}"
ACTIONS = "clause_library/award_criteria/actions.md"
OWN = place_of_translation(ACTIONS, TAG)
GOODS = place_of_translation("clause_library/definitions/goods.md", TAG)
FORM = place_of_translation("clause_library/reply_forms/risk-map.yaml", TAG)
_DAY = date(2027, 1, 4)
#: Beside a reference, bold words, a list and a blank.
_BODY = """
The Contractor answers **within one week** of {{ answer_days }} days:

- by letter;
- or by *mail*.
"""
_WRITTEN = {
    OWN: """---
# A remark of a colleague.
translates: {id: award.actions, version: 1.0.0, fingerprint: "sha256:FINGERPRINT"}
title: Maatregelen
scoring:
  two: ten minste twee maatregelen zijn beschreven
  one: één maatregel is beschreven
evidence:
  description: een beschrijving van elke maatregel
---
De Inschrijver beschrijft maatregelen tegen de risico’s die onder [](#selection.risk-map) zijn getoond.

De Opdrachtnemer antwoordt **binnen een week** van {{ answer_days }} dagen:

- per brief;
- of per *mail*.
""",
    GOODS: """---
translates: {id: definition.goods, version: 1.0.0, fingerprint: "sha256:FINGERPRINT"}
title: Goederen
also: [Goed]
---
betekent de telefoons die onder de Overeenkomst worden geleverd.
""",
}


@cache
def _small() -> dict[str, bytes]:
    files = dict(read_sources(ROOT / "tests/checks/workspace", all_procedures=True).files)
    files[ACTIONS] += _BODY.encode()
    files["clause_library/parameters.yaml"] += b"""  answer_days:
    {type: number, label: Days to answer, question: How many days?, filled_by: authority, unit: days, default: 14}
"""
    standings = translation_standings(files, TAG)
    found = {place_of_translation(one.translation.source, TAG): one.translation for one in standings.values()}
    for path, text in _WRITTEN.items():
        files[path] = text.replace("sha256:FINGERPRINT", found[path].fingerprint).encode()
    return files


@dataclass
class Exchange:
    """A library, and its ``earlier`` states."""

    files: dict[str, bytes] = field(default_factory=lambda: dict(_small()))
    earlier: Sequence[Mapping[str, bytes]] = ()
    tag: str = TAG
    phrases: bool = False

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace ``old``, which stands in the file once; the library had it otherwise before."""
        text = self.files[path].decode()
        assert text.count(old) == 1, (old, text)
        self.earlier = [*self.earlier, dict(self.files)]
        self.files[path] = text.replace(old, new).encode()

    @property
    def ground(self) -> ExchangeGround:
        library, _ = load(self.files, languages=False)
        words = words_for(self.tag, self.files) if self.phrases else None
        standings = translation_standings(self.files, self.tag)
        return ExchangeGround(self.files, library, self.tag, standings, self.earlier, words)

    def parcel(self, *ids: str) -> Parcel:
        return gathered(self.ground, set(ids), set(TranslationState))

    def send(self, kind: str, *ids: str) -> bytes:
        if kind == XLIFF:
            return write_xliff(self.parcel(*ids), language(TAG), "en-GB", "nl-NL")
        template = (ROOT / "templates/market.docx").read_bytes()
        moment = datetime(2027, 1, 4, tzinfo=UTC)
        return write_word(self.parcel(*ids), template, moment, language(TAG), language(), "nl-NL")

    def take(self, content: bytes, *ids: str) -> TakenOver:
        return taken(self.ground, read(content), "back", set(ids), _DAY)

    def state(self, id_: str) -> str:
        return translation_standings(self.files, self.tag)[id_].state.value

    def name(self, id_: str, place: str) -> str:
        """The name of a text as it would be sent now."""
        return next(
            line.name
            for sheet in self.parcel(id_).sheets
            for line in sheet.lines
            if ".".join(str(part + 1) if isinstance(part, int) else part for part in line.piece.place) == place
        )


def read(content: bytes) -> ReturnedParcel:
    prompts = (language(TAG).say("translator.prompt"), language().say("translator.prompt"))
    return read_word(content, prompts) if content.startswith(b"PK") else read_xliff(content)


def codes(done: TakenOver) -> list[str]:
    return [one.code.name for one in done.findings]


def typed(content: bytes, texts: Mapping[str, str]) -> bytes:
    """What a translator types into the texts with these names: plain words, where ``**`` and ``*`` begin and end bold
    and italics; XLIFF has codes for what the library writes in brackets and braces, and takes it typed as well."""
    if not content.startswith(b"PK"):
        root = etree.fromstring(content)
        for name, text in texts.items():
            segment = next(one for one in root.iter(f"{X}segment") if one.get("id") == name)
            target = segment.find(f"{X}target")
            if target is None:
                target = etree.SubElement(segment, f"{X}target")
            target[:] = []
            target.text = ""
            for piece, bold, italic in _pieces(text):
                at = target
                for kind in ["xlf:b"] * bold + ["xlf:i"] * italic:
                    at = etree.SubElement(at, f"{X}pc", id="x", type="fmt", subType=kind)
                if at is not target:
                    at.text = piece
                elif len(target):
                    target[-1].tail = (target[-1].tail or "") + piece
                else:
                    target.text += piece
        return etree.tostring(root)
    parts = open_package(content)
    document = parse_part("word/document.xml", parts["word/document.xml"])
    for name, text in texts.items():
        held = control(document, name).find(f"{W}sdtContent")
        held[:] = [_run(piece, bold, italic) for piece, bold, italic in _pieces(text)]
    return write({**parts, "word/document.xml": serialize(document)})


def control(document: etree._Element, name: str) -> etree._Element:
    tag = next(one for one in document.iter(f"{W}tag") if one.get(f"{W}val") == name)
    return tag.getparent().getparent()


def _pieces(text: str) -> list[tuple[str, bool, bool]]:
    made = []
    for n, bold in enumerate(text.split("**")):
        made += [(piece, n % 2 == 1, m % 2 == 1) for m, piece in enumerate(bold.split("*")) if piece]
    return made


def _run(text: str, bold: bool, italic: bool) -> etree._Element:
    run = etree.Element(f"{W}r")
    properties = etree.SubElement(run, f"{W}rPr")
    for name in ["b"] * bold + ["i"] * italic:
        etree.SubElement(properties, W + name)
    for n, line in enumerate(text.split("\n")):
        if n:
            etree.SubElement(run, f"{W}br")
        held = etree.SubElement(run, f"{W}t")
        held.text = line
        held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run
