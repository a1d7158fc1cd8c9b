"""What somebody types elsewhere than in a spreadsheet program, into the risk worksheet of a procurement."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.as_shown import as_shown
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.market.risks import known, opened, worksheets_in
from ddtender.desk.recent import Recent
from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import Message
from ddtender.library.languages.kinds import languages_in
from ddtender.library.risks_said import RiskNames
from ddtender.manifest import sha256
from ddtender.office.package import PackageError
from ddtender.sheets.codes import WORKBOOK_ALTERED
from ddtender.words import SOURCE

if TYPE_CHECKING:
    from ddtender.market.risks_read import ReadSheet
    from ddtender.sheets.in_place import CellPlace
    from ddtender.words import Language

#: What stands in worksheets, said in other languages, by the library and both languages.
_SAID: Recent[Mapping[str, str]] = Recent(8)


def to_type_in(root: Path, folder: Path) -> tuple[ReadSheet, Path, str]:
    """The worksheet of the procurement in ``folder`` in which something is to be typed, where it lies, and the SHA-256
    of its bytes. Raises Misused where there is none, Refused where it cannot be read."""
    sheets = worksheets_in(folder)
    if not sheets:
        said = "this procurement has no risk worksheet yet: begin one."
        raise Misused(Message(said, "messages.refusal.no_risks_yet"), "FILE")
    before = sha256(door.read_bytes(sheets[0]))
    read, findings = opened(root, sheets[0])
    if read is None:
        raise Refused(findings)
    return read, sheets[0], before


def said_in(root: Path, read: ReadSheet, words: Language) -> Mapping[str, str]:
    """What the library has put into a worksheet, as it says the same in another language: names of risks, stages,
    ratings and parts, and all that rows come filled in with. Empty where the worksheet is in that language, or the
    library does not speak it."""
    files = door.read_sources(root).files
    if words.tag == read.language.tag or words.tag not in (SOURCE, *languages_in(files)):
        return {}
    return _SAID.of((door.digest_of(files), read.language.tag, words.tag), lambda: _said_in(root, read.language, words))


def _said_in(root: Path, was: Language, words: Language) -> Mapping[str, str]:
    from ddtender.market.risks_prefill import KINDS, prefill

    theirs, own = known(root, was), known(root, words)
    names = RiskNames(theirs[0], own[0], theirs[1], own[1])
    keys = [f"market.risks.kinds.{kind}" for kind in KINDS]
    found = {was.say(key): words.say(key) for key in (*keys, "market.risks.check_this")}
    for product, same in zip(theirs[2].products, own[2].products, strict=True):
        for is_example in {False, product.example is not None}:
            filled, said = prefill(*theirs, product, was, is_example), prefill(*own, same, words, is_example)
            for step in ("materials", "places", "risks", "report"):
                for row, other in zip(getattr(filled, step), getattr(said, step), strict=True):
                    found |= dict(zip(row, other, strict=True))
    return found | names.ratings | names.parts | names.stages | names.risks


def save(read: ReadSheet, path: Path, before: str, texts: Mapping[CellPlace, str]) -> None:
    """Type texts into the cells of the worksheet at ``path``, which had the SHA-256 ``before`` when they were thought
    out. Every other cell stays as it is, and every other sheet. Raises WrittenMeanwhile where it has another by now,
    Refused where a cell cannot be typed in."""
    from ddtender.market.risks_typed import columns_read
    from ddtender.sheets.in_place import with_texts

    content = as_shown(path, before)
    try:
        made = with_texts(content, texts, columns_read(read))
    except PackageError as error:
        hint = "Nothing was written. Change it in the workbook, and hand that in."
        raise Refused([Diagnostic(WORKBOOK_ALTERED, Location(path.name), str(error), hint)]) from None
    if made != content:
        door.replace(path, content, made)
