"""What is found in questionnaires that come back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

UNREADABLE_ANSWERS = Code(
    "unreadable-answers",
    Topic.RETURNED,
    Severity.ERROR,
    "A file that a supplier sent back cannot be read.",
    why="What is not a sound .docx or .yaml file is not opened any further: it could be damaged, protected or hostile.",
    mend="Ask the supplier to save the form as .docx, without a password or macros, and to send it again.",
)
READING_FAILED = Code(
    "reading-failed",
    Topic.RETURNED,
    Severity.ERROR,
    "Reading a returned form broke off, for a reason that the form does not tell.",
    why="Its process was ended, as memory was short perhaps, or ddtender has a fault. Without it nothing is said.",
    mend="Assess the files again, with fewer processes (`-j`). Leave out a file that ends them again, and report it.",
)
NOT_THE_FORM = Code(
    "not-the-form",
    Topic.RETURNED,
    Severity.ERROR,
    "A document has none of the questionnaire's boxes.",
    why="It is another document, or a program has turned the boxes into plain text.",
    mend="Check that it is the right file; if so, ask the supplier to fill in the form in Word or LibreOffice.",
)
EMPTY_FORM = Code(
    "empty-form",
    Topic.RETURNED,
    Severity.ERROR,
    "No box is ticked in a form.",
    why="Nothing can be said about this supplier; it is listed, but counted nowhere.",
    mend="Ask the supplier for a completed form.",
)
MISSING_BOX = Code(
    "missing-box",
    Topic.RETURNED,
    Severity.ERROR,
    "A box of the form is gone, stands there twice or has unreadable contents.",
    why="Whether it was ticked cannot be known; it is listed as unread and earns nothing.",
    mend="Ask the supplier about the statement that the message names.",
)
UNKNOWN_ANSWER = Code(
    "unknown-answer",
    Topic.RETURNED,
    Severity.ERROR,
    "Answers name a question, statement or kind of company that the questionnaire does not have.",
    why="It is listed as unread and earns nothing.",
    mend="Use the ids of clause_library/questionnaire/; the message names the nearest one.",
)
BOX_MISMATCH = Code(
    "box-mismatch",
    Topic.RETURNED,
    Severity.WARNING,
    "The state of a box and the mark that it shows do not agree.",
    why="A program or a person changed one and not the other. As forms are sent out with empty boxes, it counts as "
    "ticked, unless the questionnaire decides otherwise (`box_mismatch`).",
    mend="Ask the supplier whether the statement is true.",
)
PLAIN_BOXES = Code(
    "plain-boxes",
    Topic.RETURNED,
    Severity.WARNING,
    "The boxes of a form came back as mere signs.",
    why="Another program, or whoever copied the form, dropped the controls. ☒, ☑, ✓, ✗ or an x beside a statement "
    "count as ticked, ☐ as empty; which statement it is, its bookmark or its words tell.",
    mend="Compare the answers with the form.",
)
TEXT_BESIDE_BOX = Code(
    "text-beside-box",
    Topic.RETURNED,
    Severity.WARNING,
    "A supplier typed something beside a box.",
    why="It may qualify the answer. It is kept as a remark and never scored.",
    mend="Read the remark in the report, and ask the supplier if it changes the answer.",
)
CHANGED_STATEMENT = Code(
    "changed-statement",
    Topic.RETURNED,
    Severity.WARNING,
    "The words of a statement are not those of the questionnaire.",
    why="The supplier ticked something else than it was asked.",
    mend="Compare the form with the questionnaire, and ask the supplier to answer the original statement.",
)
OTHER_FORM_VERSION = Code(
    "other-form-version",
    Topic.RETURNED,
    Severity.WARNING,
    "The form was made from another version of the questionnaire, or does not say from which.",
    why="Its statements may have said something else. Boxes that both versions have are read, others are not.",
    mend="Send the supplier the present form if a difference matters.",
)
UNANSWERED_QUESTION = Code(
    "unanswered-question",
    Topic.RETURNED,
    Severity.WARNING,
    "A question has no answer.",
    why="No answer is not the answer 'none of this': the dimension gets no score, and the supplier no overall level.",
    mend="Ask the supplier for the missing answer.",
)
SEVERAL_ANSWERS = Code(
    "several-answers",
    Topic.RETURNED,
    Severity.WARNING,
    "Several boxes are ticked where one answer is allowed.",
    why="Which one holds cannot be known; `several_ticked` in the questionnaire decides what counts.",
    mend="Ask the supplier which one holds.",
)
CONTRADICTING_ANSWERS = Code(
    "contradicting-answers",
    Topic.RETURNED,
    Severity.WARNING,
    "'None of this' is ticked together with something.",
    why="Both cannot be true; `contradiction` in the questionnaire decides what counts; a note says what it changes.",
    mend="Ask the supplier which one holds.",
)
COMPANY_KIND_UNCLEAR = Code(
    "company-kind-unclear",
    Topic.RETURNED,
    Severity.WARNING,
    "No kind of company is ticked, or more than one.",
    why="Some statements are worth more for a reseller than for a manufacturer.",
    mend="Ask the supplier; until then, only what is worth the same for every kind is scored.",
)
UNNAMED_COMPANY = Code(
    "unnamed-company",
    Topic.RETURNED,
    Severity.WARNING,
    "A form does not say which company answers.",
    why="Two forms of the same supplier cannot be recognised.",
    mend="Find out who sent the file, and write the name into the form.",
)
SAME_SUPPLIER = Code(
    "same-supplier",
    Topic.RETURNED,
    Severity.WARNING,
    "A supplier answered more than once.",
    why="It must count once; which form holds cannot be known, so the one with the lower scores counts.",
    mend="Leave out the form that does not hold.",
)
RISK_SHEET_INCOMPLETE = Code(
    "risk-sheet-incomplete",
    Topic.RETURNED,
    Severity.WARNING,
    "A risk worksheet is not finished: a row, a rating, a source or a conclusion is missing.",
    why="What is open is no level in the heat map, and says nothing about what is bought.",
    mend="Fill in what the message names, or say in the last step why it cannot be known.",
)
RISK_SHEET_UNCHECKED = Code(
    "risk-sheet-unchecked",
    Topic.RETURNED,
    Severity.WARNING,
    "Rows of a risk worksheet came filled in, and nobody has checked them.",
    why="What the library or another buyer filled in is general knowledge; it may be old, or untrue of these products.",
    mend="Look each row up in a second source, and say in its last column which; delete what does not apply.",
)
RISK_SHEET_UNKNOWN = Code(
    "risk-sheet-unknown",
    Topic.RETURNED,
    Severity.WARNING,
    "A risk worksheet has a word where a name of one of its lists is meant.",
    why="Levels are counted by these names; a row with another is in no place of the heat map.",
    mend="Choose from the list of the cell; add to the file in clause_library/risks/ what is missing there.",
)
RISK_SHEET_CONTRADICTS = Code(
    "risk-sheet-contradicts",
    Topic.RETURNED,
    Severity.WARNING,
    "The last step of a risk worksheet makes less of a risk than its rows do.",
    why="The most severe risks come first; who decides by the summary alone would not see it.",
    mend="Correct the row or the summary, or say in the summary why it is not relevant for this product.",
)
RISK_LEVEL_DIFFERS = Code(
    "risk-level-differs",
    Topic.RETURNED,
    Severity.WARNING,
    "A procedure file states another risk than its finished risk worksheet.",
    why="The portfolio shows contracts in the order of the stated risk, so that the worksheet would have no effect.",
    mend="State the risk that the worksheet comes to, or correct its last step.",
)
