"""What is found in a workbook of an evaluation that comes back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

MISSING_MOTIVATION = Code(
    "missing-motivation",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "A judgement has no reason.",
    why="An award decision has to be reasoned.",
    mend="Say in a sentence what in the Tender led to the judgement.",
)
EVALUATION_INCOMPLETE = Code(
    "evaluation-incomplete",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "Something that the ranking needs has not been filled in.",
    why="A ranking without it could still change. While there is no price at all, that is only a warning.",
    mend="Fill in the cell that the message names.",
)
EVALUATION_DIFFERS = Code(
    "evaluation-differs",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "The workbook counted something else than ddtender, or was never calculated.",
    why="A formula has been overwritten, or the numbers are those of an earlier state. Where no program has counted "
    "anything, as in a workbook that was filled in on the page, nothing contradicts: that is a warning.",
    mend="Let the spreadsheet program calculate again and save; or begin with a new workbook.",
)
ABNORMALLY_LOW_PRICE = Code(
    "abnormally-low-price",
    Topic.MANAGEMENT,
    Severity.WARNING,
    "A price is lower than what the tender document calls abnormally low, or is 0.",
    why="Whoever offers it is asked to explain the price, and rejected only if the explanation does not account for "
    "it; that holds for a price of 0 as well. No formula rejects a Tender for its price. With `lowest-ratio` a price "
    "of 0 is an error: nothing can be divided by it.",
    mend="Ask for the explanation in writing before the award, and put it and the decision on record.",
)
LOTS_NOT_DRAWN = Code(
    "lots-not-drawn",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "By the published rule lots decide who is ranked first; or a draw is typed that no rule asks for.",
    why="Who comes first is neither for a program nor for an evaluator to choose.",
    mend="Draw lots as the tender document says, make a record, and choose yes for the Tenderer that was drawn first.",
)
RANK_NOT_SETTLED = Code(
    "rank-not-settled",
    Topic.MANAGEMENT,
    Severity.WARNING,
    "Tenders share the first rank, or the last place of a framework agreement, and no published rule decides.",
    why="A rule that is chosen once the Tenders are known is not transparent.",
    mend="Take legal advice before the award; next time state `ties` in the procedure file.",
)
PRICE_RULE_OPEN = Code(
    "price-rule-open",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "An evaluation ranks Tenders, and its tender document states no rule for the price.",
    why="Points by a rule that was not published can be set aside. The "
    "workbook counts by `lowest-ratio` only so that it can be tried out.",
    mend="Choose `price.rule` in the procedure file, build, and publish what was built.",
)
OTHER_WEIGHTS = Code(
    "other-weights",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "An evaluation weighs otherwise than what was published.",
    why="Its sheets, the plan that it carries, the manifest of its build and the procedure file must state the "
    "same points and percentages; with any others somebody else would win, so there is no ranking.",
    mend="Find out who changed it; copy what was typed into the workbook that the build wrote.",
)
COPIES_DIFFER = Code(
    "copies-differ",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "Evaluators' copies cannot be put together.",
    why="They are of different evaluations, of one evaluator twice or of none, or have other Tenderers, prices or "
    "points: then evaluators have not judged the same.",
    mend="Give one copy of each evaluator, all made from the same workbook; correct the cell that the message names.",
)
