"""All contracts below a folder on one day: their registers are found, read by several processes, put on one page."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.library.places import DRAFT_STEP, ISSUED_STEP, PROCEDURE_FILE
from ddtender.office.part_list import has_long_list

if TYPE_CHECKING:
    from ddtender.contract.portfolio import ContractEntry, NotCounted, Portfolio
    from ddtender.desk.speaking import Speaks
    from ddtender.words import Language
    from ddtender.workspace.processes import Lost

    #: What comes of a file: the contract with its entries of the calendar, why there is none, or nothing.
    FileRead = tuple[ContractEntry, list[bytes]] | NotCounted | None

#: From so many files on, a further process saves more time than it takes to start.
_SHARED_FROM = 40
#: So many files are given to a process at once.
_AT_ONCE = 16
#: What the plan of a register says that it is. That a workbook has another plan as well says nothing: anybody can type
#: in a cell what a plan begins with.
_REGISTER = b"ddtender register"
#: Forms of a register that cannot be read; the name of the file says that it is one.
_OTHER_FORMS = (".xls", ".ods", ".xlsm", ".xlsb")
_LARGEST = 20 * 1024 * 1024


class RegisterFile(Struct, frozen=True):
    """A file, and how the page names it."""

    path: str
    shown: str


class PortfolioDay(Struct, frozen=True):
    """The day from which all is seen, the moment of the calendar's entries, and where the library is looked for whose
    words registers may have."""

    as_of: date
    today: date
    moment: float
    start: str


def portfolio_of(
    folder: Path,
    as_of: date | None,
    processes: int | None = None,
    tag: str | None = None,
    start: Path | None = None,
) -> tuple[Portfolio, dict[str, bytes]]:
    """All contracts below a folder and the set to write by file name: page, workbook, calendar, in the language of a
    ``tag``, or in that of most registers. All may have words of ddtender, or of the library at or above ``start``.
    Raises Misused for a language in which neither has words.

    Every file that may be a register is on the page or among those that could not be read.
    """
    from ddtender.contract.calendar import joined
    from ddtender.contract.portfolio import NotCounted, portfolio
    from ddtender.contract.portfolio_page import page, workbook
    from ddtender.desk.speaking import speaker
    from ddtender.workspace.processes import Lost, cores
    from ddtender.workspace.returned import files_below

    day = as_of or door.today()
    found, unlisted = files_below(folder)
    tasks = list(_candidates(found, folder))
    unread = [NotCounted(_shown(path, folder), "this folder cannot be listed") for path in unlisted]
    job = PortfolioDay(day, max(day, door.today()), door.now().timestamp(), str(start or folder))
    processes = processes or (cores() if len(tasks) >= _SHARED_FROM else 1)
    entries: list[ContractEntry] = []
    events: dict[str, list[bytes]] = {}
    with closing(_read(tasks, job, processes)) as results:
        for task, result in zip(tasks, results, strict=True):
            if isinstance(result, Lost):
                unread.append(NotCounted(task.shown, result.message or "it was not read, as processes were lost"))
            elif isinstance(result, NotCounted):
                unread.append(result)
            elif result is not None:
                entries.append(result[0])
                events[task.shown] = result[1]
    folders = {task.shown: task.shown.rpartition("/")[0] for task in tasks}
    of = portfolio(entries, sorted(unread, key=lambda one: one.file), day, folders)
    words = _words(tag, entries, speaker(start or folder))
    outputs = {"portfolio.html": page(of, words), "portfolio.xlsx": workbook(of, words, door.now())}
    if listed := list(_each_once(of, events)):
        outputs["portfolio.ics"] = joined(b"".join(listed), words)
    return of, outputs


def _words(tag: str | None, entries: Sequence[ContractEntry], speaks: Speaks) -> Language:
    """The language of a tag, or that of most contracts; of several, the first by its tag."""
    from ddtender.desk.errors import Misused
    from ddtender.desk.translations.translating import language_asked
    from ddtender.words import SOURCE, PhraseError

    if tag is None:
        number = Counter(one.tag for one in entries)
        tag = min(number, key=lambda one: (-number[one], one), default=SOURCE)
    try:
        return speaks(language_asked(tag))
    except PhraseError as error:
        raise Misused(f"{error}.", "--language") from None


def _each_once(of: Portfolio, events: Mapping[str, list[bytes]]) -> Iterator[bytes]:
    """The entries of the contracts that count, each under its own name: none is lost.

    Where contracts have one reference, the one that began first keeps the names of its own calendar. What the others
    are called depends on title, lot, Contractor and clauses, not on the day nor on where the files lie.
    """
    taken: set[bytes] = set()
    renamed: dict[tuple[str, bytes], bytes] = {}
    for one in sorted(of.contracts, key=lambda one: (one.begins or date.max, one.same, one.file)):
        for event in events[one.file]:
            first, name, copies = _name(event), _name(event), 0
            while name in taken:  # copies of one register are told apart by their number
                copies += 1
                found = uuid.uuid5(uuid.NAMESPACE_URL, f"{first.decode()} {one.same} {copies}")
                name = f"{found}@ddtender".encode()
            taken.add(name)
            renamed[one.file, first] = name
    for one in of.contracts:
        for event in events[one.file]:
            name = _name(event)
            yield event.replace(name, renamed[one.file, name])


def _name(event: bytes) -> bytes:
    found = _UID.search(event)
    assert found is not None  # every entry of ours has one
    return found[1]


_UID = re.compile(rb"^UID:(.*?)\r?$", re.M)


def _candidates(found: Sequence[Path], folder: Path) -> Iterator[RegisterFile]:
    """What may be a register: every workbook, and what is called a register in another form."""
    for path in found:
        if any(_is_of_a_draft(above) for above in path.parents if above.is_relative_to(folder)):
            continue
        ending = path.suffix.lower()
        if ending == ".xlsx" or (ending in _OTHER_FORMS and "register" in path.name.lower()):
            yield RegisterFile(str(path), _shown(path, folder))


def _is_of_a_draft(folder: Path) -> bool:
    """Whether a folder has the drafts or the issued sets of a procurement: their registers are of no contract yet."""
    return folder.name in (DRAFT_STEP, ISSUED_STEP) and (folder.parent / PROCEDURE_FILE).is_file()


def _shown(path: Path, folder: Path) -> str:
    from ddtender.market.values import clean

    return clean(path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix(), 1000)


def _read(tasks: Sequence[RegisterFile], job: PortfolioDay, processes: int) -> Generator[FileRead | Lost]:
    if processes > 1 and len(tasks) > 1:
        from ddtender.workspace.processes import Lost, Why, shared_out

        groups = [tasks[n : n + _AT_ONCE] for n in range(0, len(tasks), _AT_ONCE)]
        with closing(shared_out(_begin_group, job, groups, processes)) as results:
            for group, result in zip(groups, results, strict=True):
                if not isinstance(result, Lost):
                    yield from result
                elif result.why is Why.LEFT_OUT:
                    yield from (result for _ in group)
                else:  # one by one, so that no other is lost with the one that ended the process
                    yield from shared_out(_begin, job, group, 1)
        return
    read = _begin(job)
    for task in tasks:
        yield read(task)


def _begin_group(job: PortfolioDay) -> Callable[[Sequence[RegisterFile]], list[FileRead]]:
    """For some files at a time: a process that waits after each is slower by half."""
    read = _begin(job)
    return lambda group: [read(one) for one in group]


def _begin(job: PortfolioDay) -> Callable[[RegisterFile], FileRead]:
    from ddtender.desk.speaking import speaker

    return partial(_read_one, job=job, speaks=speaker(Path(job.start)))


def _read_one(task: RegisterFile, job: PortfolioDay, speaks: Speaks) -> FileRead:
    """The contract of a register, why it cannot be read, or None for another workbook."""
    from ddtender.contract.portfolio import NotCounted
    from ddtender.workspace.returned import read_returned

    path = Path(task.path)
    try:
        content = read_returned(path, _LARGEST)
    except door.WorkspaceError as error:
        return NotCounted(task.shown, str(error))
    if path.suffix.lower() in _OTHER_FORMS:
        return NotCounted(task.shown, "it is called a register, but is no .xlsx; save it as one")
    try:
        if not _is_register(content):
            return None
        return _contract(content, task, job, speaks)
    except Exception:  # a damaged package makes its readers raise whatever they raise; the others are still to be read
        return NotCounted(task.shown, "it is damaged or locked, and may be a register")


def _is_register(content: bytes) -> bool:
    """Whether some part of a workbook has a plan of a register; at most so much of it is looked at. The plan stands in
    the last sheet, or in the strings."""
    if has_long_list(content):
        return True  # and refused
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [i for i in archive.infolist() if i.filename.endswith(".xml")]
        parts.sort(key=_likely)
        left = 4 * _LARGEST
        for info in parts:
            left -= info.file_size
            if left < 0:
                return True  # then it is looked at as one, and refused if it is none
            content = archive.read(info)
            if _REGISTER in content or b"\0" in content:  # in UTF-16 it would be written otherwise
                return True
    return False


def _likely(info: zipfile.ZipInfo) -> tuple[bool, bool, int]:
    """The parts first that may have the plan."""
    name = info.filename.lower()
    number = re.search(r"worksheets/\w*?(\d{1,6})\.xml$", name)
    return not name.endswith("sharedstrings.xml"), number is None, -int(number[1]) if number else 0


def _contract(content: bytes, task: RegisterFile, job: PortfolioDay, speaks: Speaks) -> FileRead:
    from ddtender.contract.calendar import coming
    from ddtender.contract.performance import perform
    from ddtender.contract.portfolio import NotCounted, entry, last_day
    from ddtender.contract.reading import read_register
    from ddtender.desk.evaluation.filled import language_of
    from ddtender.diagnostics import Severity
    from ddtender.sheets.quick import QuickBook
    from ddtender.stamp import Stamp

    filled, findings = read_register(content, task.shown, speaks, job.today, QuickBook)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    fault = f"{errors[0].message}{more}" if errors else ""
    if filled is None:
        return NotCounted(task.shown, fault)
    performance = perform(filled, job.as_of)
    one = entry(task.shown, performance, filled, fault)
    stamp = Stamp(False, datetime.fromtimestamp(job.moment, UTC))
    name = ", ".join(filter(None, (one.name, one.contractor)))
    return one, list(coming(performance, last_day(job.as_of), stamp, language_of(filled.plan, speaks), name))
