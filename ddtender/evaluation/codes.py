"""What is found in a workbook of an evaluation that comes back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

MISSING_MOTIVATION = Code(
    "missing-motivation",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "A judgement has no reason.",
    why="An award decision has to be reasoned (Directive 2014/24/EU, Article 55).",
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
    why="A formula has been overwritten, or the numbers are those of an earlier state.",
    mend="Let the spreadsheet program calculate again and save; or begin with a new workbook.",
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
