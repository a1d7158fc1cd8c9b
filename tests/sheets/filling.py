"""Random evaluations, typed into the workbook, and a second computation of their results that shares no code."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from ddtender.contract.places import clause_label
from ddtender.contract.plan import Aspect
from ddtender.evaluation.places import choice_headings, sheet_of
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.evaluation.wording import listed_choice
from ddtender.evaluation.workbook import evaluation
from ddtender.words import language
from tests.sheets.workbooks import STAMP, columns, evaluation_of, head_of, judged, opened, plan_of, register_of, saved


@dataclass
class Typed:
    """What is typed for one Tenderer: numbers as the text that stands for them exactly."""

    number: int
    name: str
    price: str | None
    quality: str | None
    results: list[str | None]
    choices: list[list[str | None]]
    motivations: list[str]
    drawn: bool = False
    rejected: str | None = None


@dataclass
class Filling:
    variant: str
    maxima: dict[str, str]
    tenders: list[Typed] = field(default_factory=list)
    #: The plan of the variant, or another one with rules of its own.
    own_plan: EvaluationPlan | None = None

    @property
    def plan(self) -> EvaluationPlan:
        return self.own_plan or judged(self.variant)


def random_filling(variant: str, seed: int, complete: bool = False) -> Filling:
    draw = random.Random(f"{variant}/{seed}")
    plan = judged(variant)
    filling = Filling(variant, _maxima(plan, draw))
    most_quality = Fraction(filling.maxima["other_quality"])
    for number in sorted(draw.sample(range(1, 61), draw.choice([1, 2, 5, 12, 60]))):
        hole = not complete and draw.random() < 0.15
        price = draw.choice([f"{draw.randint(1, 10**6)}.{draw.randint(0, 99):02}", str(draw.randint(1, 40) * 1000)])
        filling.tenders.append(
            Typed(
                number,
                draw.choice(["Ünal & Söhne", "=1+1", "+31 BV", "-Corp", "@home", 'O\'Neill "IT"']) + f" {number}",
                None if hole and draw.random() < 0.5 else price,
                None if hole and draw.random() < 0.3 else str(float(most_quality * draw.randint(0, 20) / 20)),
                [
                    "fail" if draw.random() < 0.1 else None if hole and draw.random() < 0.2 else "pass"
                    for _ in plan.requirements
                ],
                [
                    [
                        None if hole and draw.random() < 0.2 else draw.choice(c.choices)
                        for _ in choice_headings(c, language())
                    ]
                    for c in plan.criteria
                ],
                ["Because of page 3." for _ in plan.criteria],
            )
        )
    return filling


def _maxima(plan: EvaluationPlan, draw: random.Random) -> dict[str, str]:
    """Points that add up to 100: the plan's, or where it has none random ones, one criterion with none at all."""
    names = ["price", "other_quality", *(c.id for c in plan.criteria)]
    known = [plan.price, plan.other_quality, *(c.maximum for c in plan.criteria)]
    if None not in known:
        return {name: str(points) for name, points in zip(names, known, strict=True)}
    quarters = [draw.randint(0, 40) for _ in names[1:]]
    quarters[-1] = draw.choice([0, quarters[-1]])
    return dict(zip(names, [str((400 - sum(quarters)) / 4), *(str(q / 4) for q in quarters)], strict=True))


def fill(filling: Filling) -> bytes:
    plan = filling.plan
    book = opened(evaluation(plan, STAMP, language()) if filling.own_plan else evaluation_of(filling.variant))
    overview = book["Overview"]
    for row in overview.iter_rows(min_row=8, max_row=9 + len(plan.criteria)):
        name = {8: "price", 9: "other_quality"}.get(row[0].row) or plan.criteria[row[0].row - 10].id
        if row[2].value is None:
            row[2].value = float(filling.maxima[name])
    for typed in filling.tenders:
        sheet = book["Tenderers"]
        r = head_of(sheet, "No.") + typed.number
        put_text(sheet.cell(r, 2), typed.name)
        for column, value in ((3, typed.price), (4, typed.quality)):
            sheet.cell(r, column).value = None if value is None else float(value)
        if typed.drawn:
            sheet.cell(r, columns(sheet, r - typed.number)["Lot drawn first"]).value = "yes"
        if typed.rejected:
            at = columns(sheet, r - typed.number)
            sheet.cell(r, at["Rejected"]).value = as_people_type(typed.rejected, typed.number)
            sheet.cell(r, at["Why it is rejected"]).value = "It came at noon."
        for q, result in zip(plan.requirements, typed.results, strict=True):
            sheet = book["Selection"]
            found = columns(sheet, 4)
            r = head_of(sheet, "No.") + typed.number
            sheet.cell(r, found[f"{q.label}: result"]).value = as_people_type(result, typed.number)
            sheet.cell(r, found[f"{q.label}: evidence and reason"]).value = "Annex 2 of the Tender"
        for criterion, choices, why in zip(plan.criteria, typed.choices, typed.motivations, strict=True):
            sheet = book[sheet_of(criterion, language())]
            head = head_of(sheet, "No.")
            found = columns(sheet, head)
            for heading, value in zip(choice_headings(criterion, language()).values(), choices, strict=True):
                word = None if value is None else listed_choice(criterion, value, language())
                sheet.cell(head + typed.number, found[heading]).value = as_people_type(word, typed.number)
            put_text(sheet.cell(head + typed.number, found["Motivation"]), why)
    return saved(book)


def as_people_type(word: str | None, n: int) -> str | None:
    """The same answer with capitals and with blanks around it, as it comes when somebody pastes it."""
    if word is None:
        return None
    return (word, word.capitalize(), f"{word.upper()} ", f"  {word}", word)[n % 5]


def put_text(cell, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


def expected(filling: Filling) -> dict[int, dict]:
    """Points, totals and ranks by the number of the Tenderer, in fractions, by the words of the published rules."""
    plan, maxima = filling.plan, {name: Fraction(points) for name, points in filling.maxima.items()}
    rule, amount = plan.price_rule, Fraction(plan.pricing.amount) if plan.pricing and plan.pricing.amount else None
    made: dict[int, dict] = {}
    for t in filling.tenders:
        admitted = "fail" if t.rejected or "fail" in t.results else "open" if None in t.results else "pass"
        points = [
            None if share is None else hundredth(maxima[c.id] * share / 100)
            for c, share in zip(plan.criteria, map(share_of, plan.criteria, t.choices), strict=True)
        ]
        least = [(p, Fraction(c.minimum)) for p, c in zip(points, plan.criteria, strict=True) if c.least is not None]
        below = any(p is not None and p < minimum for p, minimum in least)
        in_ranking = admitted == "pass" and not below and all(p is not None for p, _ in least)
        made[t.number] = {"admitted": admitted, "criteria": points, "below": below, "in": in_ranking}
    prices = [Fraction(t.price) for t in filling.tenders if t.price is not None and made[t.number]["in"]]
    for t in filling.tenders:
        of, price = made[t.number], None if t.price is None else Fraction(t.price)
        of["price"] = price_points(rule, maxima["price"], price, prices, amount) if of["in"] else None
        of["quality"] = Fraction(t.quality) if t.quality and maxima["other_quality"] else None
        if not maxima["other_quality"]:
            of["quality"] = Fraction(0)
        summands = [of["price"], of["quality"], *of["criteria"]]
        of["total"] = hundredth(sum(summands)) if of["in"] and None not in summands else None
        of["lowered"] = None
        if rule == "quality-discount" and None not in (of["total"], price, amount):
            of["lowered"] = price - hundredth(of["total"] * amount)
        of["low"] = of["in"] and price is not None and is_low(price, prices, plan.pricing)
    rank(filling, made)
    return made


def price_points(rule: str, most: Fraction, price: Fraction | None, prices: list[Fraction], amount: Fraction | None):
    if rule in ("quality-discount", "fixed") or not most:
        return Fraction(0)
    if price is None or (rule == "linear" and amount is None):
        return None
    if rule == "linear":
        return hundredth(most * max(Fraction(0), 1 - price / amount))
    return hundredth(most * min(prices) / price)


def is_low(price: Fraction, prices: list[Fraction], pricing) -> bool:
    """By more than the percentage below the mean of the others, or, for the lowest, below the next higher one."""
    if pricing is None or pricing.low is None or len(prices) < 2:
        return False
    if pricing.low_below == "next" and price > min(prices):
        return False
    others = list(prices)
    others.remove(price)
    higher = [other for other in others if other > price]
    against = sum(others) / len(others) if pricing.low_below == "mean" else min(higher, default=price)
    return price < against * (1 - Fraction(pricing.low) / 100)


def rank(filling: Filling, made: dict[int, dict]) -> None:
    """Ranks by the highest total, or the lowest price less the value of points; then the rule for the first place."""
    ties, rule = filling.plan.tie_rule, filling.plan.price_rule
    for of in made.values():
        by = of["lowered"] if rule == "quality-discount" else of["total"]
        of["by"] = None if by is None else (by if rule == "quality-discount" else -by)
        of["rank"] = of["remark"] = None
    order = sorted(of["by"] for of in made.values() if of["by"] is not None)
    for of in made.values():
        if of["by"] is not None:
            of["rank"] = order.index(of["by"]) + 1
    first = [t for t in filling.tenders if made[t.number]["rank"] == 1]
    if len(first) < 2 or not ties:
        return
    if ties[0] == "price" and rule != "fixed":
        if any(t.price is None for t in first):
            return
        first.sort(key=lambda t: Fraction(t.price))
        keys = [Fraction(t.price) for t in first]
    elif ties[0] == "quality":
        first.sort(key=lambda t: sum(made[t.number]["criteria"]), reverse=True)
        keys = [sum(made[t.number]["criteria"]) for t in first]
    else:
        keys = [0 for _ in first]
    for t, key in zip(first, keys, strict=True):
        made[t.number]["rank"] = keys.index(key) + 1
    equal = [t for t, key in zip(first, keys, strict=True) if key == keys[0]]
    if len(equal) == 1:
        by = "first by the lower price" if ties[0] == "price" else "first by more points for the award criteria"
        made[equal[0].number]["remark"] = by
        return
    drawn = [t for t in equal if t.drawn]
    for t in equal:
        won = len(drawn) == 1
        made[t.number]["rank"] = 1 if not won or t.drawn else 2
        made[t.number]["remark"] = ("first by lot" if t.drawn else None) if won else "lots to be drawn"


def share_of(criterion, choices) -> Fraction | None:
    """The percentage that choices earn, from the words of the library's four ways of scoring."""
    if None in choices:
        return None
    worth = {o.name: Fraction(o.percent) for o in criterion.options}
    if criterion.way in ("best_of", "tiers"):
        return worth[choices[0]]
    if criterion.way == "graded":
        steps = {s.name: Fraction(s.percent) for s in criterion.steps}
        return sum(worth[o.name] * steps[c] / 100 for o, c in zip(criterion.options, choices, strict=True))
    yes = {o.name for o, c in zip(criterion.options, choices, strict=True) if c == "yes"}
    return Fraction(sum(worth[o.name] for o in criterion.options if o.name in yes and set(o.requires) <= yes))


def hundredth(value: Fraction) -> Fraction:
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def filled_register(variant: str, seed: int) -> tuple[bytes, date]:
    """A register with random receipts, marks and requests, as of a random day."""
    draw = random.Random(f"{variant}/{seed}")
    book, plan = opened(register_of(variant)), plan_of(variant)
    as_of = date(2027, 3, 1) + timedelta(days=draw.randint(0, 1800))
    book["Overview"]["C8"].value = as_of
    if draw.random() < 0.5:
        book["Overview"]["C9"].value = date(2027, 6, 1) + timedelta(days=draw.randint(0, 60))
    sheet = book["Register"]
    at = columns(sheet, 4)
    for r, row in enumerate(plan.rows, start=5):
        if row.is_submission:
            if draw.random() < 0.6:
                near = (row.on or as_of) + timedelta(days=draw.randint(-20, 20))
                sheet.cell(r, at["Received on"]).value = draw.choice(
                    [near, datetime(near.year, near.month, near.day, 15)]
                )
            if plan.may_be_in_tender(row) and draw.random() < 0.3:
                sheet.cell(r, at["Complete"]).value = "accepted with the Tender"
            elif draw.random() < 0.1:
                sheet.cell(r, at["Complete"]).value = "Not applicable "
            elif plan.indicator(row).aspect != Aspect.TIMELINESS:  # a proof that has no day of its own
                sheet.cell(r, at["Complete"]).value = draw.choice(["yes", "Partly", "NO ", None])
        else:
            sheet.cell(r, at["Complete"]).value = draw.choice(["yes", "Partly", "NO ", " not  applicable", "Yes", None])
        if (counts := plan.indicator(row).counts) and draw.random() < 0.7:
            sheet.cell(r, at["Number"]).value = draw.randint(0, 20)
            sheet.cell(r, at["Out of"]).value = draw.randint(20, 40) if counts.of else None
        if draw.random() < 0.5:
            sheet.cell(r, at["Evidence"]).value = "mail of that day"
    sheet = book["Requests"]
    at = columns(sheet, 4)
    for r in range(5, 5 + draw.randint(0, 8)):
        label = clause_label(draw.choice(plan.clauses), language())
        sheet.cell(r, at["Clause"]).value = f"{label.upper()} "
        on = as_of - timedelta(days=draw.randint(-5, 60))
        sheet.cell(r, at["Requested on"]).value = on
        if draw.random() < 0.5:
            sheet.cell(r, at["Answer wanted by"]).value = on + timedelta(days=draw.randint(0, 50))
        if draw.random() < 0.5:
            sheet.cell(r, at["Answered on"]).value = on + timedelta(days=draw.randint(0, 50))
    sheet = book["Own rows"]
    at = columns(sheet, 4)
    for r in range(5, 5 + draw.randint(0, 8)):
        sheet.cell(r, at["What"]).value = f"visit {r}"
        for heading in ("Due", "Done on"):
            if draw.random() < 0.6:
                sheet.cell(r, at[heading]).value = as_of + timedelta(days=draw.randint(-50, 50))
    return saved(book), as_of
