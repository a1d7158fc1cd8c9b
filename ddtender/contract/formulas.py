"""The formulas that say how things stand; ``performance`` says the same in Python."""

from __future__ import annotations

from ddtender.contract.performance import DueStatus
from ddtender.contract.places import LETTER, SOON, CheckMark, as_of_cell
from ddtender.contract.plan import Row
from ddtender.sheets.words import Word, trimmed
from ddtender.words import Language


def timing_formula(due: str, received: str, soon: int, language: Language) -> str:
    """The piece of a formula that says whether something came in time; ``performance.timing`` says the same."""
    as_of = as_of_cell(language)
    overdue, due_soon, not_yet, in_time, late, there, no_date = _quoted(
        language,
        DueStatus.OVERDUE, DueStatus.DUE_SOON, DueStatus.NOT_YET_DUE, DueStatus.IN_TIME, DueStatus.LATE,
        DueStatus.RECEIVED, DueStatus.NO_DATE_YET,
    )  # fmt: skip
    waiting = f"IF({due}<{as_of},{overdue},IF({due}-{as_of}<={soon},{due_soon},{not_yet}))"
    return (
        f"IF(AND(N({received})>0,INT(N({received}))<={as_of}),"
        f"IF(ISNUMBER({due}),IF(INT(N({received}))<={due},{in_time},{late}),{there}),"
        f"IF(ISNUMBER({due}),{waiting},{no_date}))"
    )


def status_formula(r: int, row: Row, language: Language, is_answered: bool) -> str:
    """The status of a row in line ``r``; ``is_answered`` says whether there is a yes or no of a submission."""
    due, received, mark, submitted, marked = (
        f"{LETTER[name]}{r}" for name in ("due", "received_on", "complete", "received", "mark")
    )
    mark = trimmed(mark)
    if row.dropped:
        return f"={DueStatus.NO_LONGER_DUE.quoted(language)}"
    without, in_tender = _quoted(language, CheckMark.NOT_APPLICABLE, CheckMark.ACCEPTED)
    status, accepted = _quoted(language, DueStatus.NOT_APPLICABLE, DueStatus.ACCEPTED)
    yes, partly, no = _quoted(language, CheckMark.YES, CheckMark.PARTLY, CheckMark.NO)
    met, partly_met, not_met = _quoted(language, DueStatus.MET, DueStatus.PARTLY_MET, DueStatus.NOT_MET)
    if row.is_submission:
        timing = timing_formula(due, received, SOON, language)
        if is_answered:
            answer = f"IF({mark}={yes},{met},IF({mark}={partly},{partly_met},IF({mark}={no},{not_met},{timing})))"
            timing = f"IF(INT(N({received}))<={as_of_cell(language)},{answer},{timing})"
        return f"=IF({mark}={without},{status},IF({mark}={in_tender},{accepted},{timing}))"
    unchecked, missing, awaited = _quoted(language, DueStatus.TO_BE_CHECKED, DueStatus.MISSING, DueStatus.AWAITED)
    as_of = as_of_cell(language)
    return (
        f"=IF(OR({mark}={without},{marked}={without},{marked}={in_tender}),{status},"
        f"IF(AND({submitted}>0,INT({submitted})<={as_of}),"
        f"IF({mark}={yes},{met},IF({mark}={partly},{partly_met},IF({mark}={no},{not_met},{unchecked}))),"
        f"IF(ISNUMBER({due}),IF({due}<{as_of},{missing},{awaited}),{awaited})))"
    )


def late_formula(status: str, received: str, due: str, language: Language) -> str:
    """The days that something is late, from the cells of its status, its receipt and its due date."""
    late, overdue = _quoted(language, DueStatus.LATE, DueStatus.OVERDUE)
    return f'=IF({status}={late},INT({received})-{due},IF({status}={overdue},{as_of_cell(language)}-{due},""))'


def _quoted(language: Language, *words: Word) -> tuple[str, ...]:
    return tuple(word.quoted(language) for word in words)
