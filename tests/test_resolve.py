"""What numbers, references and blanks become in words, on the small library of tests/checks/workspace."""

import pytest

from ddtender.checks import runner
from ddtender.checks.rules import PROVISION_RULES
from ddtender.desk.pipeline import Request, prepare
from ddtender.diagnostics import has_errors
from ddtender.model import Kind
from ddtender.resolve import ResolvedDocument, ResolvedProvision, plain
from ddtender.resolve.inlines import plain_blocks
from ddtender.resolve.numbering import bookmark_name, letters
from ddtender.resolve.values import blanks_of
from tests.checks import word
from tests.checks.cases import good_workspace

LIBRARY = "clause_library/"
REPORT = f"{LIBRARY}contract_clauses/site-report.md"
DUE = "due: {months: update_months, after: contract_start, every: 12}"
PHONES = "scenarios/procedures/phones.yaml"


def resolved(*changes: tuple[str, str, str], scenario: str = "medium", procedure: str | None = None):
    """A scenario of the small library, with these changes: the file, what was there, what is there now."""
    files = good_workspace()
    for path, was, now in changes:
        text = files[path].decode()
        assert was in text, was
        files = {**files, path: text.replace(was, now).encode()}
    prepared = prepare(files, Request(scenario, procedure))
    assert not has_errors(prepared.diagnostics), prepared.diagnostics
    return prepared.resolved


def provision(document: ResolvedDocument, id_: str) -> ResolvedProvision:
    return next(p for p in document.provisions if p.id == id_)


def when(document: ResolvedDocument) -> str:
    """When the report on sites is due."""
    return plain(provision(document, "contract.site-report").kpis[0].when)


def ends_with(text: str) -> tuple[str, str, str]:
    return REPORT, "once a year after that.\n", f"once a year after that.\n\n{text}\n"


def last_paragraph(*changes: tuple[str, str, str], **asked: str) -> str:
    return plain_blocks(provision(resolved(*changes, **asked), "contract.site-report").body)[-1]


# References


@pytest.mark.parametrize(
    "written, read",
    [
        ("[](#award.actions) counts.", "Award criterion 2 counts."),
        ("This follows [](#award.actions).", "This follows award criterion 2."),
        ("*[](#award.actions)* counts.", "Award criterion 2 counts."),
        ("**[](#award.actions)** counts.", "Award criterion 2 counts."),
        ("*See* [](#award.actions).", "See award criterion 2."),
        ("It counts. [](#award.actions) as well.", "It counts. Award criterion 2 as well."),
        ("Does it count? [](#award.actions) does.", "Does it count? Award criterion 2 does."),
        ("It counts; [](#award.actions) as well.", "It counts; award criterion 2 as well."),
        ("[](#award.actions) and [](#award.site-list) count.", "Award criterion 2 and award criterion 1 count."),
        ("It is told in [](#definition.goods).", "It is told in Goods."),
        ("See [this page](https://example.org/page) and the rest.", "See this page and the rest."),
        ("It counts as\\\n[](#award.actions) does.", "It counts as\naward criterion 2 does."),
    ],
)
def test_a_reference_is_read_as_a_word_with_a_number_and_a_capital_where_a_sentence_begins(
    written: str, read: str
) -> None:
    assert last_paragraph(ends_with(written)) == read


def test_a_list_goes_on_with_the_sentence_before_it() -> None:
    document = resolved(ends_with("It follows\n\n- [](#award.actions); and\n- the rest."))
    assert plain_blocks(provision(document, "contract.site-report").body)[-2] == "award criterion 2; and"


def test_a_definition_goes_on_with_the_term_before_it() -> None:
    goods = (f"{LIBRARY}definitions/goods.md", "means the phones", "[](#award.actions) means the phones")
    others = [
        ("scenarios/low.yaml", "  - award.pledge\n", "  - award.actions\n  - selection.risk-map\n"),
        ("scenarios/high.yaml", "  - award.diligence\n", "  - award.actions\n"),
    ]
    definition = next(d for d in resolved(goods, *others).definitions["tender"] if d.id == "definition.goods")
    assert plain_blocks(definition.body) == [
        "award criterion 2 means the phones that are delivered under the Contract."
    ]


def test_references_are_listed_once_each_as_they_stand_in_the_text() -> None:
    text = "See [](#award.site-list), [](#award.actions) and [](#award.site-list)."
    found = provision(resolved(ends_with(text)), "contract.site-report").references
    assert [(r.target, r.number, r.words) for r in found] == [
        ("award.site-list", 1, "award criterion "),
        ("award.actions", 2, "award criterion "),
    ]


# Blanks


def test_a_blank_without_a_value_shows_what_is_missing() -> None:
    assert last_paragraph() == (
        "The Contractor shall hand in a report on the sites within [months until the first update] months, "
        "and once a year after that."
    )


@pytest.mark.parametrize("months, read", [(1, "within 1 month, and"), (2, "within 2 months, and")])
def test_a_unit_follows_its_number(months: int, read: str) -> None:
    assert read in last_paragraph((PHONES, "update_months: 6", f"update_months: {months}"), procedure=PHONES)


def test_a_blank_within_the_words_of_a_link_is_resolved() -> None:
    linked = ends_with("See [the {{ update_months }} months](https://example.org/page).")
    assert last_paragraph(linked) == "See the [months until the first update] months."
    assert last_paragraph(linked, procedure=PHONES) == "See the 6 months."


def test_only_its_own_unit_follows_a_number() -> None:
    text = ends_with("The first {{ update_months }} of the months, or {{ update_months }}, count.")
    one = (PHONES, "update_months: 6", "update_months: 1")
    assert last_paragraph(text, one, procedure=PHONES) == "The first 1 of the months, or 1, count."


def test_the_blanks_are_told_with_their_question_who_answers_and_where() -> None:
    document = resolved()
    assert [(b.name, b.question, b.filled_by, b.key, b.text) for b in document.blanks] == [
        ("buyer", "Who buys?", "authority", "authority.name", None),
        (
            "update_months",
            "How many months after the start is the first update due?",
            "authority",
            "parameters.update_months",
            None,
        ),
        ("start_day", "When does the contract start?", "authority", "dates.contract_start", None),
        *(
            (f"points.{id_}", f"How many points out of 100 can be earned for {what}?", "authority", key, None)
            for id_, what, key in (
                ("price", "the price", "award.price"),
                ("other_quality", "other quality", "award.other_quality"),
                ("award.site-list", "List of sites", "award.points, award.site-list"),
                ("award.actions", "Actions", "award.points, award.actions"),
            )
        ),
    ]


def test_blanks_with_a_value_tell_it() -> None:
    document = resolved(procedure=PHONES)
    assert {b.name: b.text for b in document.blanks} == {
        "buyer": "City of Example",
        "update_months": "6",
        "start_day": "1 April 2027",
        "points.price": "60",
        "points.other_quality": "25",
        "points.award.site-list": "10",
        "points.award.actions": "5",
    }
    assert document.facts == {"tender": ("buyer", "start_day"), "contract": ()}
    assert (document.price.text, document.other_quality.text) == ("60", "25")


def test_a_document_without_award_criteria_has_no_points() -> None:
    low = ("scenarios/low.yaml", "  - award.pledge\n", "")
    assert [b.name for b in resolved(low, scenario="low").blanks] == ["buyer", "start_day"]


# Points


def test_points_are_the_percentage_of_the_points_of_the_criterion() -> None:
    scoring = provision(resolved(procedure=PHONES), "award.site-list").scoring
    assert [(o.id, o.percent, o.points) for o in scoring.options] == [("list", 100, 10), ("plan", 70, 7)]
    assert (scoring.way, scoring.maximum.text, scoring.may_earn_nothing) == ("best_of", "10", True)


def test_without_a_procedure_nobody_knows_the_points() -> None:
    scoring = provision(resolved(scenario="high"), "award.diligence").scoring
    assert [o.points for o in (*scoring.options, *scoring.steps)] == [None] * 5
    assert (scoring.way, scoring.maximum.text, scoring.may_earn_nothing) == ("graded", None, False)


# Due dates


@pytest.mark.parametrize(
    "due, read",
    [
        ("{months: 3, after: award}", "At the latest 3 months after the Award Date."),
        ("{months: 1, after: award}", "At the latest 1 month after the Award Date."),
        ("{days: 14, after: request}", "Within 14 days of each request."),
        ("{days: 1, after: request}", "Within 1 day of each request."),
        (
            "{months: update_months, after: contract_start}",
            "At the latest [months until the first update] months after the Contract Start Date.",
        ),
        (
            "{months: 2, after: contract_start, before: delivery}",
            "At the latest 2 months after the Contract Start Date, and in any case before the first delivery of Goods.",
        ),
        (
            "{months: 2, after: contract_start, every: 6}",
            "At the latest 2 months after the Contract Start Date, then every 6 months; the last one no later than the "
            "last day of the Contract.",
        ),
    ],
)
def test_a_due_date_is_a_sentence(due: str, read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clause says of it, which a rule compares."""
    others = tuple(rule for rule in PROVISION_RULES if not rule.__module__.endswith("due_not_in_clause"))
    monkeypatch.setattr(runner, "PROVISION_RULES", others)
    assert when(resolved((REPORT, DUE, f"due: {due}"))) == read


# Reply forms and definitions


def test_reply_forms_have_letters_in_the_order_in_which_they_are_asked_for() -> None:
    second = (f"{LIBRARY}award_criteria/actions.md", "a description of each action}", "a form, reply_form: actions}")
    files = {
        **good_workspace(),
        f"{LIBRARY}reply_forms/actions.yaml": b"id: actions\ntitle: Actions\n"
        b"parts:\n  - {id: what, label: What, lines: 3}\n",
        second[0]: good_workspace()[second[0]].replace(second[1].encode(), second[2].encode()),
    }
    forms = prepare(files, Request("medium", None)).resolved.reply_forms
    assert [(f.letter, f.form.id, f.bookmark, [part for part, _ in f.help]) for f in forms] == [
        ("A", "risk-map", "dd_form_risk_map", ["risks"]),
        ("B", "actions", "dd_form_actions", []),
    ]
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_each_document_defines_the_terms_that_it_uses() -> None:
    document = resolved(scenario="low")
    assert {name: [d.provision.title for d in found] for name, found in document.definitions.items()} == {
        "tender": ["Contract", "Goods", "Sub-supplier", "Tenderer"],
        "contract": [],
    }


def test_a_bookmark_has_a_name_that_word_accepts_and_that_is_its_own() -> None:
    shortest_cut = "award." + "a" * 32
    assert bookmark_name(shortest_cut[:-1]) == "dd_award_" + "a" * 31
    names = {bookmark_name(shortest_cut + end) for end in ("", "b", "c")}
    assert len(names) == 3 and all(len(name) <= 40 for name in names)


TERM = "---\nid: definition.{id}\ntitle: {title}\nversion: 1.0.0\n---\nmeans a thing.\n"


def defined(changes: dict[str, bytes]) -> dict[str, list[str]]:
    """The terms that each document of the medium scenario defines."""
    found = prepare({**good_workspace(), **changes}, Request("medium", None)).resolved.definitions
    return {name: [d.provision.title for d in definitions] for name, definitions in found.items()}


@pytest.mark.parametrize(
    "where, documents",
    [
        ("clause_library/reply_forms/risk-map.yaml", ["tender"]),
        ("clause_library/award_criteria/actions.md", ["tender"]),
        ("clause_library/contract_clauses/site-report.md", ["contract"]),  # the tender quotes no text of a clause
        ("templates/tender.docx", ["tender"]),
        ("templates/contract.docx", ["contract"]),
        ("clause_library/award_criteria/diligence.md", []),  # not in this scenario
    ],
)
def test_a_term_is_defined_in_the_documents_that_have_it(where: str, documents: list[str]) -> None:
    added = b"This is a Widget.\n"
    if where.endswith(".docx"):
        name = where.split("/")[1].removesuffix(".docx")
        changed = word.template(name, f"{word.PARAGRAPHS[name]}\n{added.decode()}")
    elif where.endswith(".yaml"):
        changed = good_workspace()[where].replace(b"Use one row for each risk.", added)
    else:
        changed = good_workspace()[where] + b"\n" + added
    widget = TERM.format(id="widget", title="Widget").encode()
    found = defined({where: changed, "clause_library/definitions/widget.md": widget})
    assert [name for name in ("tender", "contract") if "Widget" in found[name]] == documents


@pytest.mark.parametrize(
    "lines, facts",
    [
        (["{{ buyer }} and {{ start_day }}"], ("buyer", "start_day")),
        (["{%p if buyer %}", "{{ start_day }}", "{%p endif %}"], ()),
        (["{%p if buyer %}", "{{ buyer }}", "{%p endif %}", "{{ start_day }}"], ("start_day",)),
        (["{% for c in contract_clauses %}{{ buyer }}{% endfor %}{{ start_day }}"], ("start_day",)),
        (["{%- if buyer %}{{ buyer }}{% else %}{{ start_day }}{% endif %}"], ()),
        (["{% set name = buyer %}{{ start_day }}"], ("start_day",)),
    ],
)
def test_a_fact_of_a_document_is_what_its_template_prints_in_any_case(lines: list[str], facts: tuple[str, ...]) -> None:
    contract = word.template("contract", "\n".join([*lines, word.PARAGRAPHS["contract"]]))
    files = {**good_workspace(), "templates/contract.docx": contract}
    assert prepare(files, Request("medium", None)).resolved.facts["contract"] == facts


def test_a_reference_has_a_capital_where_a_cell_or_an_instruction_begins_and_none_in_a_row_of_points() -> None:
    actions, form = f"{LIBRARY}award_criteria/actions.md", f"{LIBRARY}reply_forms/risk-map.yaml"
    reference = '"[](#award.site-list) is kept"'
    document = resolved(
        (actions, "text: a description of each action", f"text: {reference}"),
        (actions, "when: one action is described", f"when: {reference}"),
        (REPORT, "indicator: The report arrives in time.", f"indicator: {reference}"),
        (REPORT, "target: 100 % of the reports.", f"target: {reference}"),
        (REPORT, "measured_by: The day of arrival.", f"measured_by: {reference}"),
        (REPORT, DUE, f"when: {reference}"),
        (form, "Name each risk to people that the Tenderer knows of.", reference),
        (form, "help: Use one row for each risk.", f"help: {reference}"),
    )
    criterion, (kpi,) = provision(document, "award.actions"), provision(document, "contract.site-report").kpis
    (form_,) = document.reply_forms
    capitals = [criterion.evidence[0].text, kpi.indicator, kpi.target, kpi.when, kpi.measured_by]
    capitals += [form_.instructions[0], form_.help_with("risks")]
    assert {plain(inlines) for inlines in capitals} == {"Award criterion 1 is kept"}
    assert plain(criterion.scoring.options[1].when) == "award criterion 1 is kept"


def blanks_in(id_: str, *changes: tuple[str, str, str], scenario: str) -> list[str]:
    return [blank.name for blank in blanks_of(provision(resolved(*changes, scenario=scenario), id_))]


def test_the_blanks_of_a_provision_are_those_of_all_its_parts_in_reading_order() -> None:
    blank, diligence = "{{ update_months }}", f"{LIBRARY}award_criteria/diligence.md"
    assert (
        blanks_in(
            "award.diligence",
            (diligence, "looks after", f"looks, **within {blank} *months of {blank}***, after"),
            (diligence, "the people who make", f"[the people of {blank}](https://example.org) who make"),
            (diligence, "when: its own rules", f'when: "rules of {blank}"'),
            (diligence, "when: nothing is described", f'when: "nothing within {blank}"'),
            (diligence, "text: a description of the rules and the visits", f'text: "the rules of {blank}"'),
            scenario="high",
        )
        == ["update_months"] * 3 + ["points.award.diligence"] + ["update_months"] * 3
    )
    in_the_text, in_the_due_date = ["update_months"], ["update_months"]
    kpi = [
        (REPORT, "indicator: The report", f"indicator: The report of {blank}"),
        (REPORT, "target: 100 %", f"target: Within {blank}, 100 %"),
        (REPORT, "measured_by: The day", f"measured_by: The day of {blank}"),
    ]
    found = blanks_in("contract.site-report", *kpi, scenario="medium")
    assert found == in_the_text + ["update_months"] * 2 + in_the_due_date + ["update_months"]


def test_each_part_of_a_form_has_its_own_help() -> None:
    form = f"{LIBRARY}reply_forms/risk-map.yaml"
    document = resolved((form, "label: Summary, lines: 5", "label: Summary, help: Be short., lines: 5"))
    (shown,) = document.reply_forms
    assert [plain(shown.help_with(part)) for part in ("summary", "risks", "another")] == [
        "Be short.",
        "Use one row for each risk.",
        "",
    ]


def test_a_number_has_the_letter_that_the_template_gives_it() -> None:
    """A house's template, and one of a draft that went out long ago, may number titles without letters."""
    files, style = good_workspace(), "Provision Award"
    lettered = {**files, "templates/tender.docx": word.template("tender", numbers={style: "A%1"})}
    for sources, cited in ((files, ["1", "2"]), (lettered, ["A1", "A2"])):
        prepared = prepare(sources, Request("medium"))
        assert [p.cited for p in prepared.resolved.of_kind(Kind.AWARD)] == cited
        assert [p.number for p in prepared.resolved.of_kind(Kind.AWARD)] == [1, 2]
