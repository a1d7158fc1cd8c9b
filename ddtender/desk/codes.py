"""What is found about what a person has asked for: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

SCENARIO_UNCLEAR = Code(
    "scenario-unclear",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A procedure in a batch fits several scenarios equally well.",
    why="A procedure file does not name its scenario; its points and changes tell, and a guess may be wrong.",
    mend="Name the scenario with `--scenario`, or give points to the award criteria of one scenario.",
)
OTHER_SCENARIO = Code(
    "other-scenario",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A procedure's points and changes are those of another scenario than the one that is asked for.",
    why="Each of them would be an error of its own, and the one mistake is the scenario.",
    mend="Ask for the scenario that the message names, or write the points and changes for the one that you want.",
)
FOREIGN_CHANGE = Code(
    "foreign-change",
    Topic.OUTPUT,
    Severity.WARNING,
    "The workspace has a folder as an interrupted command leaves it, but no command of yours has left it.",
    why="It came with the folder, or a colleague's command was interrupted. It could say anything, so nothing is done.",
    mend="Look at what is in it; then delete it.",
)
UNREADABLE_REVIEW = Code(
    "unreadable-review",
    Topic.REVIEW,
    Severity.ERROR,
    "A reviewed document cannot be read.",
    why="A file that is damaged, protected, or of another kind could only be guessed at.",
    mend="Ask the reviewer to save it as .docx, without a password or macros, and to send it again.",
)
NOT_A_DRAFT = Code(
    "not-a-draft",
    Topic.REVIEW,
    Severity.ERROR,
    "A document is no draft that ddtender made.",
    why="Without the properties, controls or bookmarks of a draft nobody can say which clause a change belongs to.",
    mend="Check that it is the right file; if its origin was taken out, name the draft with --scenario and "
    "--procedure.",
)
OTHER_LIBRARY = Code(
    "other-library",
    Topic.REVIEW,
    Severity.ERROR,
    "A reviewed draft was made from another library.",
    why="Its clauses may have the same names and other words.",
    mend="Run the command in the workspace that the draft was made in (--workspace DIR).",
)
OTHER_DRAFT = Code(
    "other-draft",
    Topic.REVIEW,
    Severity.ERROR,
    "Copies that are read together are not of the same draft.",
    why="Changes can only be held against each other where both began with the same words.",
    mend="Review them one after the other.",
)
DRAFT_NOT_MADE_AGAIN = Code(
    "draft-not-made-again",
    Topic.REVIEW,
    Severity.ERROR,
    "The draft that a reviewed document began as cannot be made again.",
    why="Without it nobody can tell what was changed without tracking.",
    mend="Fetch the commit that the message names (git fetch), or name the sources with --library-ref and --procedure.",
)
