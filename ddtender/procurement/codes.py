"""What is found about the file of a procurement."""

from __future__ import annotations

from ddtender.diagnostics import Code, Severity, Topic

SEALED_ALTERED = Code(
    "sealed-altered",
    Topic.OUTPUT,
    Severity.ERROR,
    "A set that was issued is not as it was sealed.",
    why="What was published decides what Tenderers could rely on. A file that was altered, taken away or added "
    "afterwards says something else, and nobody could tell.",
    mend="Restore the folder from a backup, byte for byte. A change of what was published is another set: "
    "`ddtender issue` makes it.",
)
FACT_NOT_CHANGED = Code(
    "fact-not-changed",
    Topic.OUTPUT,
    Severity.ERROR,
    "A fact could not be changed in a procedure file.",
    why="A command changes nothing but what it was asked to: remarks, order and quotes of the file stay. Before it "
    "writes, it reads the result again, and where another value or a remark would not be as it was, it writes nothing.",
    mend="Change the fact in `procedure.yaml` by hand, or write what it stands in on lines of its own first.",
)
NOT_ON_RECORD = Code(
    "not-on-record",
    Topic.OUTPUT,
    Severity.WARNING,
    "A set that was issued has no line in the record of its procurement.",
    why="The command that issued it was stopped between the two, or the record is an older copy.",
    mend="Run `ddtender issue` again: it adds the line from the set's seal, before it does anything else.",
)
DEADLINE_NEAR = Code(
    "deadline-near",
    Topic.OUTPUT,
    Severity.WARNING,
    "Tenderers may lack time for what a corrigendum changes.",
    why="Where significant changes are made to the procurement documents, the time limit for Tenders has to be "
    "extended in proportion to them. It is told when the last day is fewer days ahead than the law has (the library's "
    "`law/procedures.yaml`), or no later than before although more than days has changed.",
    mend="Set a later `dates.tenders_until`, or say in `--why` why the change is insignificant. A change that would "
    "have brought other Tenderers needs a new procedure.",
)
DEADLINE_PASSED = Code(
    "deadline-passed",
    Topic.OUTPUT,
    Severity.ERROR,
    "A corrigendum was asked for after the last day for Tenders.",
    why="Tenders that are in were made for what was published; changing it then treats them unequally.",
    mend="Leave what was published as it is, or set a later day for Tenders, where the procedure still allows it.",
)
QUESTION_UNCLEAR = Code(
    "question-unclear",
    Topic.OUTPUT,
    Severity.ERROR,
    "A row of the table of Tenderers' questions cannot be printed as it stands.",
    why="All Tenderers get the same answers; a question without text, a day that is none or an id that nothing has "
    "would leave them guessing.",
    mend="Correct the cell that the message names.",
)
ANSWER_NAMES_TENDERER = Code(
    "answer-names-tenderer",
    Topic.OUTPUT,
    Severity.WARNING,
    "A question or an answer seems to name one of those who have asked.",
    why="Who takes part is not told to the others before the award: who knows its competitors can arrange with them.",
    mend="Write the text so that nobody can tell who asked.",
)
ANSWER_WITHOUT_CORRIGENDUM = Code(
    "answer-without-corrigendum",
    Topic.OUTPUT,
    Severity.WARNING,
    "An answer changes the documents, and no set was issued since that does so.",
    why="What was published is what Tenderers are judged by. An answer explains it; to change it, the documents have "
    "to be changed for all, in time, and so that everybody can see what is new.",
    mend="Change the provision or the fact and run `ddtender issue`: the corrigendum says what has changed, and why.",
)
WINNER_NOT_NAMED = Code(
    "winner-not-named",
    Topic.OUTPUT,
    Severity.ERROR,
    "The procedure file and the evaluation do not name the same Contractors.",
    why="A contract is made out to whoever the procedure file names, and only who ranks first can have it.",
    mend="Write `contractor`, or `contractors` with their lots, into procedure.yaml as the evaluation has the names.",
)
NOT_AS_ISSUED = Code(
    "not-as-issued",
    Topic.OUTPUT,
    Severity.ERROR,
    "A contract would not have the words, or not be about the facts, that were published.",
    why="What is signed is what Tenderers have read; anything else is a change of the contract before it begins. Facts "
    "that no provision names count too: the authority, the subject, the end.",
    mend="Use the library of the set that was issued (`--library-ref`), and take changes of the procedure file back.",
)
FOLDER_OF_ANOTHER = Code(
    "folder-of-another",
    Topic.OUTPUT,
    Severity.ERROR,
    "Two Contractors would have one folder.",
    why="Folders are called after names in small letters, digits and hyphens, which cannot tell 'A/B' from 'A-B'. The "
    "contract of one of them would not be written.",
    mend="Add something to one of the names, such as the town, in the evaluation and in procedure.yaml.",
)
STANDSTILL_RUNS = Code(
    "standstill-runs",
    Topic.OUTPUT,
    Severity.WARNING,
    "A contract is handed over before the standstill after the award decision is over, as far as anybody can tell.",
    why="A contract that is concluded within the standstill may be ineffective. Making it ready is allowed; signing it "
    "is not. The days are those of the procedure file or of the law that the library knows.",
    mend="Sign after the last day of the standstill, counted from when the decision was sent to all Tenderers.",
)
