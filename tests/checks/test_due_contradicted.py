"""A due rule is that of the sentence that its KPI quotes; another sentence that happens to agree does not save it."""

import pytest

from ddtender.checks.due_times import times
from ddtender.checks.rules.due_not_in_clause import faults
from ddtender.checks.rules.kpi_not_asked import denying
from ddtender.diagnostics import Location
from ddtender.model import Due, Kpi
from ddtender.model.text import normalised
from ddtender.words import language

ASKS = "shall submit the first report no later than"
FIRST = f"The Contractor {ASKS} {{{{ first_months }}}} months after the Contract Start Date."
NEXT = "Each following report is due 12 months after the due date of the report before it."
RULE = Due("first_months", "months", "contract_start", 12)


def found(due: Due, first: str = FIRST, following: str = NEXT) -> list[str]:
    clause = normalised(f"Every year the Contractor shall report. {first} {following} It is read within 30 days.")
    kpi = Kpi("on-time", "timeliness", (), (), (), ASKS, Location("clause.md"), due)
    return [fault for _, fault in faults(kpi, due, clause, times(language().lexicon))]


@pytest.mark.parametrize(
    "following",
    [
        NEXT,
        "Each following report is due twelve months after the report before it.",
        "Each following report is due one year after the due date of the report before it.",
        "Each following report is due yearly.",
        f"{NEXT} No report is due after the end of the Contract.",
        "The report is sent by post.",
        "Each following report is due 12 months after it.",
        "Each following report is due 12 months after the due date of the report before it, and due on a working day.",
    ],
)
def test_agrees(following: str) -> None:
    assert not found(RULE, following=following)


@pytest.mark.parametrize(
    "following",
    [
        "Each following report is due 6 months after the due date of the report before it.",
        "Each following report is due 24 months after the due date of the report before it.",
        "Each following report is due 12 weeks after the due date of the report before it.",
        "Each following report is due 12 to 18 months after the due date of the report before it.",
        "Each following report is due 12 months before the due date of the next report.",
        "Each following report is due quarterly.",
        "Each following report is due twice a year.",
        "Each following report is due every six months.",
        "No following report is due 12 months after the due date of the report before it.",
        "Each following report is not due 12 months after the due date of the report before it.",
        "Each following report is due at least 12 months after the due date of the report before it.",
        "Each following report is due not less than 12 months after the due date of the report before it.",
        "Each following report is due 12 months, extended by 6 months, after the due date of the report before it.",
        "Each following report is due one year and six months after the due date of the report before it.",
        "Each following report is due 12 months after the Contract Start Date.",
        "Each following report is due on 1 March.",
        "Each following report is due when the Contracting Authority asks for it.",
        "There are no further reports.",
        "There is only one report.",
    ],
)
def test_the_next_one_is_due_at_another_time(following: str) -> None:
    assert [fault for fault in found(RULE, following=following) if fault.startswith("repeats every 12 months")]


@pytest.mark.parametrize(
    "first",
    [
        f"The Contractor {ASKS} twice {{{{ first_months }}}} months after the Contract Start Date.",
        f"The Contractor {ASKS} half of {{{{ first_months }}}} months after the Contract Start Date.",
        f"The Contractor {ASKS} minus {{{{ first_months }}}} months after the Contract Start Date.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months and 10 days after the Contract Start Date.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months and half a month after the Contract Start Date.",
        f"The Contractor {ASKS} two weeks after {{{{ first_months }}}} months after the Contract Start Date.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the first anniversary of the Contract Start Date.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the end of the year of the Contract Start Date.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the year after the Contract Start Date.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the end of the Contract.",
        f"The Contractor {ASKS} 2 months after the Contract Start Date, as {{{{ first_months }}}} months are usual.",
        # the earliest time is not the latest
        f"The Contractor {ASKS} at least {{{{ first_months }}}} months after the Contract Start Date.",
        f"The Contractor {ASKS} not before {{{{ first_months }}}} months after the Contract Start Date.",
        # a day that no rule counts from, or another than the one that is named
        f"The Contractor {ASKS} {{{{ first_months }}}} months after signature.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the first delivery.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the Contract Start Date plus 30 days.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the Contract Start Date, extended by 90 days.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the award, whichever is later.",
        f"The Contractor {ASKS} {{{{ first_months }}}} months after the day that follows the Contract Start Date.",
        f"The Contractor {ASKS} {{{{ other_months }}}} months after the Contract Start Date. The report covers "
        "{{ first_months }} months.",
    ],
)
def test_the_quoted_sentence_counts_otherwise(first: str) -> None:
    assert found(RULE, first)


@pytest.mark.parametrize(
    "event",
    [
        "the Contract begins",
        "the beginning of the Contract",
        "the start of performance",
        "the Contract has started",
        "it",
    ],
)
def test_other_words_for_the_same_day(event: str) -> None:
    assert not found(RULE, FIRST.replace("the Contract Start Date", event))


def test_a_request_in_other_words() -> None:
    first = FIRST.replace("the Contract Start Date", "the Contracting Authority asks for it")
    assert not found(Due("first_months", "months", "request"), first)


def test_the_amount_is_not_taken_from_the_repetition() -> None:
    assert found(Due(12, "months", "contract_start", 12)) == ["counts 12 months, of which the clause says nothing"]


def test_a_limit_of_the_clause_is_one_of_the_rule() -> None:
    first = FIRST.replace("Date.", "Date, and in any case before the first delivery of Goods.")
    assert "before a delivery" in found(RULE, first)[0]
    assert not found(Due("first_months", "months", "contract_start", 12, "delivery"), first)


def test_a_request_is_answered_once() -> None:
    first = FIRST.replace("the Contract Start Date", "the request")
    assert "answered once" in found(Due("first_months", "months", "request", 12), first)[0]
    assert not found(Due("first_months", "months", "request"), first)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Contractor may choose whether it {} in May.",
        "The Contractor {} in May, unless it prefers not to.",
        "The rule that the Contractor {} in May is not part of this Contract.",
        "The Contractor {} in May; this does not apply.",
        "The Contractor {} in May. This duty does not apply.",
        "The Contractor {} in May. The sentence before this one is void.",
        "It would be wrong to say that the Contractor {} in May.",
        "Hardly ever the Contractor {} in May.",
        "The Contracting Authority abandons the requirement that the Contractor {} in May.",
        "Without any duty, the Contractor {} in May.",
        "The Contractor {}, if it wishes, in May.",
        "No contractor {} in May.",
        "The Contractor is relieved of the duty by which it {} in May.",
        "The Contractor {} in May (not binding).",
        "The Contractor {} in May, which is not mandatory.",
        "The Contractor {} in May, or not at all.",
        "The Contractor {} in May. This is a recommendation only.",
        "The Contractor {} in May. Nobody is bound by this.",
    ],
)
def test_denied(sentence: str) -> None:
    assert _denied(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Contractor {} in May. This does not apply to reports that were sent before.",
        "The Contractor {} in May, whether or not it is asked.",
        "If no report has been sent before, the Contractor {} in May.",
        "Without a request, the Contractor {} in May, even if nothing has changed.",
        "The Contractor {} in May, unless the Contract has ended.",
        "If it delivers a site, the Contractor {} in May.",
    ],
)
def test_not_denied(sentence: str) -> None:
    assert not _denied(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Each report may contain {}.", True),
        ("Each report should contain {}.", True),
        ("The Contracting Authority would like to see {}.", True),
        ("Each report shall contain {}.", False),
        ("For each site that it can name, the Contractor shall submit {}.", False),
        ("The report that the Contractor shall send may be short and has {}.", False),
        ("It has {}.", False),
    ],
)
def test_what_somebody_may_do_is_not_asked(sentence: str, expected: bool) -> None:
    assert _denied(sentence, "evidence of its efforts") is expected


def _denied(sentence: str, asks: str = ASKS) -> bool:
    clause = normalised(sentence.format(asks))
    at = clause.index(asks)
    return denying(language().lexicon).denies(clause, at, at + len(asks))


@pytest.mark.parametrize(
    "who",
    [
        "If asked, the Contractor",
        "Where it is so requested, the Contractor",
        "If the Contracting Authority so requests, the Contractor",
        "On request, the Contractor",
        "Should the Contracting Authority require it, the Contractor",
        "Upon first demand the Contractor",
    ],
)
def test_what_must_be_asked_for_first_is_due_on_no_day(who: str) -> None:
    first = FIRST.replace("The Contractor", who)
    assert "counts from the contract start, and the clause only if somebody asks for it" in found(RULE, first=first)


@pytest.mark.parametrize(
    "first",
    [
        f"{FIRST[:-1]}, and again on request.",
        FIRST.replace("The Contractor", "If it employs more than 50 people, the Contractor"),
        FIRST.replace("The Contractor", "Where required by law or not, the Contractor"),
    ],
)
def test_another_condition_leaves_the_day_as_it_is(first: str) -> None:
    assert not found(RULE, first=first)


@pytest.mark.parametrize(
    ("sentence", "denied", "anothers"),
    [
        (f"The Contractor {ASKS} May.", False, False),
        (f"The Contracting Authority {ASKS} May.", False, True),
        (f"The buyer, in writing, {ASKS} May.", False, True),
        (f"The Sub-supplier, not the Contractor, {ASKS} May.", False, True),
        (f"The operator {ASKS} May.", False, True),
        (f"The operator of each Production Site {ASKS} May.", False, True),
        (f"The Contractor shall ensure that the Sub-supplier {ASKS} May.", False, False),
        (f"Together with the Contracting Authority the Contractor {ASKS} May.", False, False),
        (f"It {ASKS} May.", False, False),
        (f"It is a mistake that the Contractor {ASKS} May.", True, False),
        (f"Formerly the Contractor {ASKS} May.", True, False),
        (f"The Contractor {ASKS} May, unless it does not want to.", True, False),
    ],
)
def test_whose_duty_it_is_and_whether_it_is_one(sentence: str, denied: bool, anothers: bool) -> None:
    known, at = denying(language().lexicon), sentence.index(ASKS)
    assert known.denies(sentence, at, at + len(ASKS)) == denied
    assert known.binds_another(sentence, at, at + len(ASKS)) == anothers
