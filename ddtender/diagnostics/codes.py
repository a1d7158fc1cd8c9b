"""Every finding ddtender can make, with its documentation.

``ddtender explain`` and ``docs/codes.md`` are made from this table, so a code cannot exist without its explanation.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ddtender.diagnostics.severity import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Documentation(NamedTuple):
    """The documentation of a code: one line, the reason it matters, and the way to mend it."""

    name: str
    group: str
    severity: Severity
    summary: str
    why: str
    mend: str


_READING = "Reading files"
_TEXT = "The text of a provision"
_STRUCTURE = "References and structure"
_SCORING = "Scoring and evidence"
_CONTRACT = "Contract clauses and KPIs"
_TERMS = "Words and defined terms"
_BLANKS = "Blanks and facts"
_COMPOSITION = "Scenarios and procedures"
_TEMPLATES = "Word templates"
_HISTORY = "Versions and reviews"
_OUTPUT = "Finished documents"
_MANAGEMENT = "Contract management and evaluation"
_RETURNED = "Returned questionnaires"
_REVIEW = "Reviewed drafts"


class Code(Enum):
    """The codes. A member's value is its public name, ``entry`` its documentation."""

    entry: Documentation

    def __new__(cls, name: str, group: str, severity: Severity, summary: str, why: str, mend: str) -> Code:
        member = object.__new__(cls)
        member._value_ = name
        member.entry = Documentation(name, group, severity, summary, why, mend)
        return member

    # fmt: off
    UNREADABLE_FILE = (
        "unreadable-file", _READING, ERROR,
        "A source file cannot be read as text.",
        "Text that is not valid UTF-8, is far too large or cannot be opened could only be guessed at.",
        "Save the file as UTF-8, or remove it from the library if it does not belong there.",
    )
    MISSING_FILE = (
        "missing-file", _READING, ERROR,
        "A file or folder that every workspace needs is not there.",
        "Without the library's own description, its parameters or a scenario there is nothing to compose.",
        "Restore the file that the message names, from git or from the project's own library.",
    )
    UNEXPECTED_FILE = (
        "unexpected-file", _READING, WARNING,
        "A file in the library stands in a place that is not read.",
        "Its author believes that it is part of the documents; it is not.",
        "Move it into the folder of its kind, or out of the library.",
    )
    CASE_COLLISION = (
        "case-collision", _READING, ERROR,
        "The names of two files differ only in capitals or in how an accent is stored.",
        "On Windows and macOS the two are one file: a colleague who checks the library out loses one of them.",
        "Rename one of the two.",
    )
    MISSING_FRONT_MATTER = (
        "missing-front-matter", _READING, ERROR,
        "A provision does not start with YAML between two lines of three hyphens.",
        "The id, the version and the source of a provision stand there; without them it cannot be traced.",
        "Begin the file with a line `---`, the keys, and a second line `---`.",
    )
    YAML_SYNTAX = (
        "yaml-syntax", _READING, ERROR,
        "The YAML cannot be parsed.",
        "A file that cannot be parsed is never used in part.",
        "Look just before the place named: most often a missing quote, a tab, or a line indented too far.",
    )
    YAML_FEATURE = (
        "yaml-feature", _READING, ERROR,
        "The YAML uses an anchor, an alias, a tag, several documents, or nests too deep.",
        "These features hide text from a reviewer, and can be abused to exhaust memory.",
        "Write the value out where it is needed.",
    )
    DUPLICATE_KEY = (
        "duplicate-key", _READING, ERROR,
        "The same YAML key stands twice in one mapping.",
        "Most tools silently keep the last one; a lawyer reads the first.",
        "Delete one of the two.",
    )
    UNKNOWN_KEY = (
        "unknown-key", _READING, ERROR,
        "A key is not one that ddtender knows.",
        "A misspelt key would otherwise drop its value without a word.",
        "Correct the spelling; `ddtender schema` prints every key.",
    )
    MISSING_KEY = (
        "missing-key", _READING, ERROR,
        "A required key is missing.",
        "Each required key answers a question that a lawyer will ask of the provision.",
        "Add the key; `ddtender schema` says what it holds.",
    )
    INVALID_VALUE = (
        "invalid-value", _READING, ERROR,
        "A value is not of the form its key requires.",
        "A date, number, version or choice that cannot be understood must not reach a contract.",
        "Write the value as the message says.",
    )
    FORBIDDEN_CHARACTER = (
        "forbidden-character", _READING, ERROR,
        "The text has a control character, or one that is invisible or changes the direction of the text.",
        "Such characters break Word documents or show a reader another text than the one that is there.",
        "Delete the character; the message gives its code point and place.",
    )
    MIXED_SCRIPT = (
        "mixed-script", _READING, ERROR,
        "A word mixes letters of several alphabets.",
        "A Cyrillic or Greek letter in an English word looks right, and is not found by a search, a term or a court's "
        "database: the reader is shown another word than the one that is there.",
        "Type the word again. Whole words in another alphabet, such as the name of a company, are allowed.",
    )
    LOOKALIKE_WORD = (
        "lookalike-word", _READING, WARNING,
        "A word is wholly made of letters of another alphabet that look like Latin ones.",
        "It may be a name; it may also be a word that nobody will find.",
        "If it is not a name in that alphabet, type the word again.",
    )
    RAW_HTML = (
        "raw-html", _TEXT, ERROR,
        "A text contains HTML.",
        "Word has no place for it: it would be printed as code or be lost.",
        "Use plain Markdown; for a `<` or `&` that is meant literally write `\\<` or `\\&`.",
    )
    UNSUPPORTED_MARKDOWN = (
        "unsupported-markdown", _TEXT, ERROR,
        "A text uses a Markdown construct that provisions do not have.",
        "Dropping or flattening text of a contract is never acceptable, so the construct is refused.",
        "Provisions use paragraphs, lists, **strong**, *emphasis*, line breaks, web links and references.",
    )
    LINK_ELSEWHERE = (
        "link-elsewhere", _TEXT, ERROR,
        "A link shows one address and leads to another.",
        "Whoever reads the document believes the address that they see.",
        "Show the address that the link leads to, or words that describe it.",
    )
    STRAY_TEMPLATE_TAG = (
        "stray-template-tag", _TEXT, ERROR,
        "A text has braces that are not a simple blank.",
        "Only `{{ parameter_name }}` is filled in; anything else would be printed as it stands, or run as code.",
        "Write `{{ name }}` with a declared parameter, or take the braces out.",
    )
    BROKEN_MARKUP = (
        "broken-markup", _TEXT, ERROR,
        "A text that is printed has markup that has gone wrong, an id, or a place that was to be filled in later.",
        "It would stand in a published document: `[] (#award.x)`, `{ name }`, `<<NAME>>`, `[tbd]`, `____`, `**note`.",
        "Write the words that a reader is to see; references are `[](#id)`, blanks `{{ name }}`.",
    )
    EMPTY_PROVISION = (
        "empty-provision", _TEXT, ERROR,
        "A provision has no text.",
        "A heading without an obligation binds nobody.",
        "Write the text below the second `---`, or retire the provision.",
    )
    TOO_LONG = (
        "too-long", _TEXT, ERROR,
        "A paragraph, or the evidence of a criterion, does not fit into a cell of a workbook.",
        "The register and the evaluation show the words of the contract and the tender. A cell takes 32,767 letters; "
        "programs cut off the rest. Blanks and references count with the longest that they can stand for.",
        "Split the paragraph, or shorten what is printed.",
    )
    TYPED_NUMBER = (
        "typed-number", _TEXT, ERROR,
        "A provision is referred to by a number typed by hand.",
        "Numbers are given when a scenario is composed; a typed one is wrong in the next scenario.",
        "Write a reference instead: `[](#award.due-diligence-processes)`.",
    )
    TYPED_PERCENTAGE = (
        "typed-percentage", _TEXT, ERROR,
        "A percentage is typed in prose.",
        "Percentages stand once, under `scoring`; a second copy will one day say something else.",
        "Put the percentage under `scoring` and say in words what it is given for.",
    )
    MERGE_CONFLICT = (
        "merge-conflict", _READING, ERROR,
        "A file still has the markers of a merge conflict.",
        "Both wordings stand in it; which one is meant, only a person can say.",
        "Choose one wording, delete the markers, and commit the file.",
    )
    DUPLICATE_ID = (
        "duplicate-id", _STRUCTURE, ERROR,
        "Two things of one kind have the same id, or take the same fact of a procedure.",
        "An id names one requirement, form or fact for ever; which of the two is meant would depend on their order.",
        "Give the newer one an id of its own.",
    )
    ID_FOLDER_MISMATCH = (
        "id-folder-mismatch", _STRUCTURE, ERROR,
        "The id does not begin with the kind of the folder the file is in.",
        "The kind decides where a provision is printed and by which rules it is judged.",
        "Move the file, or correct the first part of the id.",
    )
    UNKNOWN_REFERENCE = (
        "unknown-reference", _STRUCTURE, ERROR,
        "A reference points to an id that no provision has.",
        "It would be printed as a reference to nothing, which is how the manual lost its award criterion.",
        "Correct the id; the hint names the nearest one.",
    )
    REFERENCE_LEFT_OUT = (
        "reference-left-out", _STRUCTURE, ERROR,
        "A reference points to a provision that the scenario leaves out.",
        "The reader of the document would look for a provision that is not in it.",
        "Add the provision to the scenario, or use a variant of the referring provision that does without.",
    )
    REFERENCE_TEXT = (
        "reference-text", _STRUCTURE, ERROR,
        "A reference has a text of its own between the square brackets.",
        'The text is computed ("award criterion 2"); one typed by hand can contradict it.',
        "Leave the brackets empty: `[](#id)`.",
    )
    CIRCULAR_REFERENCE = (
        "circular-reference", _STRUCTURE, ERROR,
        "Provisions or definitions refer to each other in a circle, or are variants of each other.",
        "A thing that is defined by itself is not defined, and of variants in a circle none is the first.",
        "State the requirement in one of them and let the others refer to it, or be its variants.",
    )
    SELECTION_AND_AWARD = (
        "selection-and-award", _STRUCTURE, ERROR,
        "The same requirement is both a selection and an award criterion in one scenario.",
        "What decides who may take part cannot earn points again (CJEU C-532/06, Lianakis).",
        "Keep it in one of the two places.",
    )
    VARIANTS_TOGETHER = (
        "variants-together", _STRUCTURE, ERROR,
        "A provision and a variant of it stand in the same scenario.",
        "Two wordings of one obligation contradict each other.",
        "Keep the one that fits the scenario.",
    )
    UNUSED_PROVISION = (
        "unused-provision", _STRUCTURE, WARNING,
        "No scenario and no procedure uses the provision.",
        "Text that is never composed is never reviewed.",
        "Add it to a scenario, or remove it.",
    )
    UNEXPLAINED_LEGAL_BASIS = (
        "unexplained-legal-basis", _STRUCTURE, WARNING,
        "A provision cites a provision of law of which `legal_bases.yaml` says nothing.",
        "The drafting note could not say why it is the legal basis, and a misspelt article would look right.",
        "Correct the citation, or add it with one sentence. A library without this file is not asked for it.",
    )
    UNUSED_LEGAL_BASIS = (
        "unused-legal-basis", _STRUCTURE, WARNING,
        "`legal_bases.yaml` explains a provision of law that no provision cites.",
        "It is misspelt here or there, or was left behind when a provision was rewritten.",
        "Spell it as `legal_basis` does, or delete the entry.",
    )
    MISSING_EVIDENCE = (
        "missing-evidence", _SCORING, ERROR,
        "A criterion or specification does not say what proves it, or an award option has no evidence.",
        "A criterion must be verifiable (Directive 2014/24/EU, Article 67(4)), or it can be set aside.",
        "List under `evidence` what the Tenderer hands in, and for which options.",
    )
    MISSING_SCORING = (
        "missing-scoring", _SCORING, ERROR,
        "An award criterion has no scoring.",
        "Tenderers must know beforehand what earns points.",
        "Add `scoring` with `best_of`, `sum_of`, `tiers` or `graded`.",
    )
    MISPLACED_SCORING = (
        "misplaced-scoring", _SCORING, ERROR,
        "Something other than an award criterion has scoring.",
        "Specifications and selection criteria are met or not met; clauses are performed.",
        "Remove `scoring`, or make the provision an award criterion.",
    )
    SCORING_TOTAL = (
        "scoring-total", _SCORING, ERROR,
        "The scoring cannot reach exactly 100 %, or an option is outside 0 to 100 %.",
        "If nobody can reach all points, the published weight of the criterion is not its real weight.",
        "Let the best alternative or tier be 100, or let halves and elements add up to 100.",
    )
    SCORING_ORDER = (
        "scoring-order", _SCORING, ERROR,
        "Tiers or alternatives are not in descending order, or two are worth the same.",
        "More effort must never earn fewer points.",
        "List the options from the highest percentage to the lowest, with falling counts.",
    )
    UNKNOWN_OPTION = (
        "unknown-option", _SCORING, ERROR,
        "Evidence or an option names a scoring option that does not exist, or an option's id stands twice.",
        "The link between points and proof would be broken.",
        "Use an id that stands under `scoring`.",
    )
    LABEL_WITHOUT_EQUIVALENT = (
        "label-without-equivalent", _SCORING, ERROR,
        "A label is asked for without accepting an equivalent one.",
        "Article 43(1) of Directive 2014/24/EU obliges the buyer to accept equivalent labels.",
        'Add "or an equivalent label" in the same paragraph or list.',
    )
    UNKNOWN_REPLY_FORM = (
        "unknown-reply-form", _SCORING, ERROR,
        "Evidence names a reply form that the library does not have.",
        "The Tenderer would be sent to a form that is not in the document.",
        "Correct the id or add the form under `reply_forms/`.",
    )
    UNUSED_REPLY_FORM = (
        "unused-reply-form", _SCORING, WARNING,
        "No provision uses the reply form.",
        "A form that nothing asks for is never printed.",
        "Name it under a provision's `evidence`, or remove it.",
    )
    KPI_WITHOUT_CLAUSE = (
        "kpi-without-clause", _CONTRACT, ERROR,
        "A KPI stands under something that is not a contract clause.",
        "Only a clause of the contract can be monitored during the contract.",
        "Move the KPI to the clause whose performance it measures.",
    )
    REPORTING_WITHOUT_KPI = (
        "reporting-without-kpi", _CONTRACT, ERROR,
        "A clause asks for a report or a document, and no KPI measures its timeliness.",
        "A duty without a measure is where due diligence dies after award.",
        "Add a KPI with `aspect: timeliness`.",
    )
    KPI_NOT_ASKED = (
        "kpi-not-asked", _CONTRACT, ERROR,
        "A KPI measures something its clause does not ask for, or says that it does not ask for.",
        "A Contractor cannot be held to a measure that the contract does not contain.",
        "Quote under `asks` the words of the clause that the KPI rests on; they must stand in its text.",
    )
    DUE_NOT_IN_CLAUSE = (
        "due-not-in-clause", _CONTRACT, ERROR,
        "The due rule of a KPI counts otherwise than its clause.",
        "The register would call a Contractor late on a day that the contract does not name, or never.",
        "Let amount, unit, event and repetition of `due` be those of the clause; the clause says them in words.",
    )
    UNIT_MISMATCH = (
        "unit-mismatch", _CONTRACT, ERROR,
        "A blank before a unit of time, or in a due rule, is no number of that unit.",
        "A list of words would be printed as months, or days be counted as months.",
        "Declare the parameter with `type: number` and the unit that is printed behind it.",
    )
    WRONG_TERM = (
        "wrong-term", _TERMS, ERROR,
        "A provision uses the wrong name for the party at its stage.",
        "Before award there is a Tenderer, after it a Contractor; mixed names leave open who is bound.",
        "Use the term that the hint names; businesses further up the chain are Sub-suppliers.",
    )
    TERM_DEFINED_TWICE = (
        "term-defined-twice", _TERMS, ERROR,
        "A term is defined in two files, or once more within a clause.",
        "Of two meanings of one word a court chooses; a document would print only one of them.",
        "Keep one definition; terms that differ in capitals or in number alone are the same term.",
    )
    UNDEFINED_TERM = (
        "undefined-term", _TERMS, ERROR,
        "A capitalised term has no definition.",
        "Capitals tell the reader that a definition exists.",
        "Add a definition, write the word in lower case, or list a name under `proper_names` in library.yaml.",
    )
    NOT_CHECKED = (
        "not-checked", _TERMS, WARNING,
        "A rule needs words of the language, and the language lists none.",
        "A rule that is silent because it knows no words looks like one that found nothing.",
        "Read the texts for what the rule would find, or add the words to the `lexicon.yaml` of the language.",
    )
    UNUSED_DEFINITION = (
        "unused-definition", _TERMS, WARNING,
        "No provision, form or template uses the defined term.",
        "An unused definition invites a wrong reading of the words around it.",
        "Use the term or remove its definition.",
    )
    UNDECLARED_BLANK = (
        "undeclared-blank", _BLANKS, ERROR,
        "A blank is not declared in parameters.yaml.",
        "Nobody would know what to fill in, who fills it in, and in which unit.",
        "Declare it in parameters.yaml, or correct its name.",
    )
    UNUSED_PARAMETER = (
        "unused-parameter", _BLANKS, WARNING,
        "A declared parameter is used by no provision, form or template.",
        "A procurement officer would be asked a question whose answer goes nowhere.",
        "Use it as `{{ name }}`, or remove it.",
    )
    UNKNOWN_PARAMETER = (
        "unknown-parameter", _BLANKS, ERROR,
        "A procedure sets a parameter that is not declared, or one that has a place of its own.",
        "The value would be silently ignored.",
        "Correct the name, or write the value where the hint says.",
    )
    DATE_ORDER = (
        "date-order", _BLANKS, ERROR,
        "The dates of a procedure are not in order.",
        "Award comes first, then the start, then the end of the contract.",
        "Correct the dates under `dates`.",
    )
    OPEN_BLANK = (
        "open-blank", _BLANKS, ERROR,
        "A final document was asked for while the authority has left a blank open.",
        "A tender is published once; a missing fact in it is a ground for complaint.",
        "Fill it in the procedure file, at the key that the hint names.",
    )
    UNKNOWN_PROVISION = (
        "unknown-provision", _COMPOSITION, ERROR,
        "A scenario or procedure lists an id that no provision has.",
        "The provision would be missing from the document without anybody noticing.",
        "Correct the id; the hint names the nearest one.",
    )
    REPEATED_PROVISION = (
        "repeated-provision", _COMPOSITION, ERROR,
        "A scenario or procedure lists the same provision twice, or adds one that is already there.",
        "A provision stands in a document once.",
        "Delete the repetition.",
    )
    CHANGE_WITHOUT_EFFECT = (
        "change-without-effect", _COMPOSITION, ERROR,
        "A procedure drops or replaces a provision that its scenario does not have.",
        "The procedure's author believes that something is changed which is not.",
        "Correct the id, or choose the scenario the procedure was written for.",
    )
    REPLACED_KIND = (
        "replaced-kind", _COMPOSITION, ERROR,
        "A procedure replaces a provision by one of another kind, or lists a definition as a provision.",
        "A contract clause cannot stand in the place of an award criterion.",
        "Replace it by a provision of the same kind, or use `drop` and `add`.",
    )
    AWARD_POINTS_TOTAL = (
        "award-points-total", _COMPOSITION, ERROR,
        "The award points of a procedure do not add up to 100.",
        "The published weights must be the real ones (Directive 2014/24/EU, Article 67(5)).",
        "Correct `price`, `other_quality` or `points` under `award`.",
    )
    AWARD_POINTS_UNKNOWN = (
        "award-points-unknown", _COMPOSITION, ERROR,
        "A procedure gives points to something that is not an award criterion of the scenario.",
        "These points could be earned by nobody.",
        "Move the points to a criterion of the scenario, or build the scenario they were meant for.",
    )
    AWARD_POINTS_MISSING = (
        "award-points-missing", _COMPOSITION, ERROR,
        "A procedure gives points, but none to an award criterion of its scenario.",
        "Tenderers could not know what the criterion is worth.",
        "Give the criterion its points, 0 if that is meant, or drop it.",
    )
    TOO_MANY = (
        "too-many", _COMPOSITION, ERROR,
        "A composition has more criteria, specifications or clauses with KPIs than its workbooks have room for.",
        "Each award criterion and each clause with KPIs has a sheet of its own, each other criterion two columns; what "
        "cannot be evaluated or followed must not be published.",
        "Take some of them out of the scenario, or divide the procurement.",
    )
    SCENARIO_UNCLEAR = (
        "scenario-unclear", _COMPOSITION, ERROR,
        "A procedure in a batch fits several scenarios equally well.",
        "A procedure file does not name its scenario; its points and changes tell, and a guess may be wrong.",
        "Name the scenario with `--scenario`, or give points to the award criteria of one scenario.",
    )
    UNREADABLE_TEMPLATE = (
        "unreadable-template", _TEMPLATES, ERROR,
        "A template is not a sound Word document.",
        "Only a .docx file that can be opened safely is filled in.",
        "Open it in Word and save it again as a Word document (.docx), without macros or password.",
    )
    UNSAFE_TEMPLATE = (
        "unsafe-template", _TEMPLATES, ERROR,
        "A template fetches, runs or hides something, such as a file from elsewhere or an embedded object.",
        "Every Tenderer who opens the document would fetch it, or be shown what was never checked.",
        "Take out in Word what the message names; pictures are embedded instead of linked.",
    )
    TEMPLATE_SYNTAX = (
        "template-syntax", _TEMPLATES, ERROR,
        "A tag in a template cannot be understood.",
        "The document could not be made, or text around the tag could be lost.",
        "Correct the tag in the paragraph that the message quotes; docs/templates.md lists them all.",
    )
    UNKNOWN_TEMPLATE_VARIABLE = (
        "unknown-template-variable", _TEMPLATES, ERROR,
        "A template uses a variable that does not exist.",
        "An unknown variable would be printed as nothing.",
        "Correct the name; docs/templates.md lists the sections and parameters.yaml the facts.",
    )
    MISSING_TEMPLATE_SECTION = (
        "missing-template-section", _TEMPLATES, ERROR,
        "A template has no tag for a section that its document must contain.",
        "The provisions of that kind would be left out of the document.",
        "Add the tag in a paragraph of its own, for example `{{p award_criteria }}`.",
    )
    MISSING_STYLE = (
        "missing-style", _TEMPLATES, ERROR,
        "A template lacks a style that the provisions are set in.",
        "Word would fall back to plain text: no numbers, no headings.",
        "Copy the style from templates/tender.docx (in Word: Styles, Manage Styles, Import/Export).",
    )
    STYLE_NOT_NUMBERED = (
        "style-not-numbered", _TEMPLATES, ERROR,
        "The style of a provision's title has no automatic number, or the number is not a bare one.",
        "Cross-references take their number from it.",
        "Give the style a multilevel list whose first level shows the number alone.",
    )
    NOT_FOR_PUBLICATION = (
        "not-for-publication", _TEMPLATES, WARNING,
        "A template has a comment, a tracked change or hidden text of its author's, or a file behind a chart.",
        "It comes into every document, with names: a draft tells of it, a final document is refused.",
        "Delete the comment or text, or accept or reject the change in Word, and save the template again.",
    )
    VERSION_NOT_RAISED = (
        "version-not-raised", _HISTORY, ERROR,
        "A provision has changed since the last release and its version has not.",
        "Two different wordings would go by the same version, and nobody could say which one was in force.",
        "Run `ddtender bump ID --minor --why \"…\"` (or --major, --patch).",
    )
    VERSION_TOO_LOW = (
        "version-too-low", _HISTORY, ERROR,
        "A version was raised by less than its change asks for.",
        "Major says that an obligation or a score has changed; a reader who sees a patch will not look.",
        "Run `ddtender bump` with the level that the message names; docs/versions.md defines them.",
    )
    VERSION_LOWERED = (
        "version-lowered", _HISTORY, ERROR,
        "A version is lower than in the last release.",
        "Versions only go up; otherwise the newer of two texts cannot be told.",
        "Raise it above the released version with `ddtender bump`.",
    )
    VERSION_REUSED = (
        "version-reused", _HISTORY, ERROR,
        "A version was given to another text in an earlier release.",
        "The same version would stand for two wordings.",
        "Raise it to a version that was never released.",
    )
    ID_REUSED = (
        "id-reused", _HISTORY, ERROR,
        "An id that was released for one requirement now names another.",
        "An id names one requirement for ever; old contracts still point to it.",
        "Give the new requirement an id of its own, and retire the old provision.",
    )
    RETIRED_IN_USE = (
        "retired-in-use", _HISTORY, ERROR,
        "A scenario or procedure uses a provision that is retired.",
        "It was retired for a reason, which stands in its file.",
        "Use its successor, or take `retired` out of the file.",
    )
    STALE_APPROVAL = (
        "stale-approval", _HISTORY, WARNING,
        "A provision has changed since it was approved.",
        "The reviewer has not seen the text that would be published. With --final this is an error.",
        "Have it reviewed, then run `ddtender approve ID --reviewer NAME`.",
    )
    SUSPECT_APPROVAL = (
        "suspect-approval", _HISTORY, WARNING,
        "Something that an approved provision refers to has changed since.",
        "The words are the same, but they may no longer mean the same. With --final this is an error.",
        "Have it looked at again, then run `ddtender approve ID --reviewer NAME`.",
    )
    REVIEW_WITHOUT_PROVISION = (
        "review-without-provision", _HISTORY, WARNING,
        "A review stamp is for a provision that does not exist.",
        "It was renamed or deleted; the stamp says nothing any more.",
        "Delete the stamp, or approve the provision under its new id.",
    )
    OTHER_SCENARIO = (
        "other-scenario", _COMPOSITION, ERROR,
        "A procedure's points and changes are those of another scenario than the one that is asked for.",
        "Each of them would be an error of its own, and the one mistake is the scenario.",
        "Ask for the scenario that the message names, or write the points and changes for the one that you want.",
    )
    NOT_APPROVED = (
        "not-approved", _HISTORY, ERROR,
        "A final document was asked for with a provision that nobody has approved.",
        "A final document is one that somebody has taken responsibility for.",
        "Have it reviewed, then run `ddtender approve ID --reviewer NAME`.",
    )
    UNCOMMITTED = (
        "uncommitted", _HISTORY, ERROR,
        "A final document was asked for from sources that are not committed.",
        "It could never be made again from the history.",
        "Commit the library, the scenarios, the templates and the procedure first.",
    )
    HISTORY_UNKNOWN = (
        "history-unknown", _HISTORY, WARNING,
        "There is a repository, but git could not tell which releases there are.",
        "Versions are held against the releases; if git does not answer, nobody knows whether they hold. A final "
        "document is refused until it does.",
        "Do what the message says: install git, trust the folder, fetch the rest of the history, or clone it anew.",
    )
    RELEASE_UNREADABLE = (
        "release-unreadable", _HISTORY, WARNING,
        "The last release cannot be read by this version of ddtender.",
        "Versions cannot be held against it.",
        "Nothing is wrong with the present library; tag a new release when it is ready.",
    )
    VERIFICATION_FAILED = (
        "verification-failed", _OUTPUT, ERROR,
        "A finished document does not say what was composed.",
        "Every document is read back and held against its sources before it is written; nothing was written.",
        "Look at the template first: something in it moves, repeats or hides the generated parts.",
    )
    OUTPUT_NAME_TAKEN = (
        "output-name-taken", _OUTPUT, ERROR,
        "Two procedures of a batch would be written into one folder, or one has no name that a folder can have.",
        "The folder has the name of the procedure file; on some systems big and small letters are the same.",
        "Rename one of the files, or build them apart with another `--output`. None of the two was built.",
    )
    BUILD_FAILED = (
        "build-failed", _OUTPUT, ERROR,
        "The build of one procedure of a batch broke off, for a reason that is not in the procedure.",
        "Its process was ended, its folder cannot be written, or ddtender has a fault; the other procedures go on.",
        "Run the batch again: what is finished is not built again. If it happens again, build the procedure by itself.",
    )
    FOREIGN_CHANGE = (
        "foreign-change", _OUTPUT, WARNING,
        "The workspace has a folder as an interrupted command leaves it, but no command of yours has left it.",
        "It came with the folder, or a colleague's command was interrupted. It could say anything, so nothing is done.",
        "Look at what is in it; then delete it.",
    )
    REDLINE_UNPROVEN = (
        "redline-unproven", _OUTPUT, ERROR,
        "A redline does not give the new document when all is accepted, or the old one when all is rejected.",
        "It would say that nothing but the marked words has changed, and that would be wrong; nothing was written.",
        "Look at the place that the message names: Word cannot track every change of a template (docs/review.md).",
    )
    UNREADABLE_ANSWERS = (
        "unreadable-answers", _RETURNED, ERROR,
        "A file that a supplier sent back cannot be read.",
        "What is not a sound .docx or .yaml file is not opened any further: it could be damaged, protected or hostile.",
        "Ask the supplier to save the form as .docx, without a password or macros, and to send it again.",
    )
    NOT_THE_FORM = (
        "not-the-form", _RETURNED, ERROR,
        "A document has none of the questionnaire's boxes.",
        "It is another document, or a program has turned the boxes into plain text.",
        "Check that it is the right file; if so, ask the supplier to fill in the form in Word or LibreOffice.",
    )
    EMPTY_FORM = (
        "empty-form", _RETURNED, ERROR,
        "No box is ticked in a form.",
        "Nothing can be said about this supplier; it is listed, but counted nowhere.",
        "Ask the supplier for a completed form.",
    )
    MISSING_BOX = (
        "missing-box", _RETURNED, ERROR,
        "A box of the form is gone, stands there twice or has unreadable contents.",
        "Whether it was ticked cannot be known; it is listed as unread and earns nothing.",
        "Ask the supplier about the statement that the message names.",
    )
    UNKNOWN_ANSWER = (
        "unknown-answer", _RETURNED, ERROR,
        "Answers name a question, statement or kind of company that the questionnaire does not have.",
        "It is listed as unread and earns nothing.",
        "Use the ids of clause_library/questionnaire/; the message names the nearest one.",
    )
    BOX_MISMATCH = (
        "box-mismatch", _RETURNED, WARNING,
        "The state of a box and the mark that it shows do not agree.",
        "A program or a person changed one and not the other. As forms are sent out with empty boxes, it counts as "
        "ticked, unless the questionnaire decides otherwise (`box_mismatch`).",
        "Ask the supplier whether the statement is true.",
    )
    PLAIN_BOXES = (
        "plain-boxes", _RETURNED, WARNING,
        "The boxes of a form came back as mere signs.",
        "Another program, or whoever copied the form, dropped the controls. ☒, ☑, ✓, ✗ or an x beside a statement "
        "count as ticked, ☐ as empty; which statement it is, its bookmark or its words tell.",
        "Compare the answers with the form.",
    )
    TEXT_BESIDE_BOX = (
        "text-beside-box", _RETURNED, WARNING,
        "A supplier typed something beside a box.",
        "It may qualify the answer. It is kept as a remark and never scored.",
        "Read the remark in the report, and ask the supplier if it changes the answer.",
    )
    CHANGED_STATEMENT = (
        "changed-statement", _RETURNED, WARNING,
        "The words of a statement are not those of the questionnaire.",
        "The supplier ticked something else than it was asked.",
        "Compare the form with the questionnaire, and ask the supplier to answer the original statement.",
    )
    OTHER_FORM_VERSION = (
        "other-form-version", _RETURNED, WARNING,
        "The form was made from another version of the questionnaire, or does not say from which.",
        "Its statements may have said something else. Boxes that both versions have are read, others are not.",
        "Send the supplier the present form if a difference matters.",
    )
    UNANSWERED_QUESTION = (
        "unanswered-question", _RETURNED, WARNING,
        "A question has no answer.",
        "No answer is not the answer 'none of this': the dimension gets no score, and the supplier no overall level.",
        "Ask the supplier for the missing answer.",
    )
    SEVERAL_ANSWERS = (
        "several-answers", _RETURNED, WARNING,
        "Several boxes are ticked where one answer is allowed.",
        "Which one holds cannot be known; `several_ticked` in the questionnaire decides what counts.",
        "Ask the supplier which one holds.",
    )
    CONTRADICTING_ANSWERS = (
        "contradicting-answers", _RETURNED, WARNING,
        "'None of this' is ticked together with something.",
        "Both cannot be true; `contradiction` in the questionnaire decides what counts; a note says what it changes.",
        "Ask the supplier which one holds.",
    )
    COMPANY_KIND_UNCLEAR = (
        "company-kind-unclear", _RETURNED, WARNING,
        "No kind of company is ticked, or more than one.",
        "Some statements are worth more for a reseller than for a manufacturer.",
        "Ask the supplier; until then, only what is worth the same for every kind is scored.",
    )
    UNNAMED_COMPANY = (
        "unnamed-company", _RETURNED, WARNING,
        "A form does not say which company answers.",
        "Two forms of the same supplier cannot be recognised.",
        "Find out who sent the file, and write the name into the form.",
    )
    SAME_SUPPLIER = (
        "same-supplier", _RETURNED, WARNING,
        "A supplier answered more than once.",
        "It must count once; which form holds cannot be known, so the one with the lower scores counts.",
        "Leave out the form that does not hold.",
    )
    TOO_MANY_DUE_DATES = (
        "too-many-due-dates", _MANAGEMENT, ERROR,
        "The dates of a procedure give more due dates than anybody could follow, or one in another century.",
        "A year with one digit wrong makes a contract of a thousand years.",
        "Check the dates of the procedure file.",
    )
    UNREADABLE_WORKBOOK = (
        "unreadable-workbook", _MANAGEMENT, ERROR,
        "A workbook cannot be read back.",
        "It is damaged, unsafe or of another kind, or its plan, a sheet or a heading is not there any more.",
        "Copy what was typed into the workbook that the build wrote, and save it as .xlsx.",
    )
    WORKBOOK_ALTERED = (
        "workbook-altered", _MANAGEMENT, ERROR,
        "Something in a workbook is no longer what the contract or the tender says.",
        "Due dates, options, percentages and points were published; a workbook cannot change them.",
        "Put the value back that the message names.",
    )
    REGISTER_ROW = (
        "register-row", _MANAGEMENT, ERROR,
        "A row of a KPI register is new, stands twice, or is gone.",
        "Every row stands for a duty of the contract and is known by its key; a lost one is never asked for.",
        "Delete the row that is too many, or take the lost one from the first build.",
    )
    WORKBOOK_VALUE = (
        "workbook-value", _MANAGEMENT, ERROR,
        "A cell has a value of the wrong kind, or one that can be read in two ways.",
        "The workbook does not count numbers typed as text, and 03/04 is a day in March or in April.",
        "Type the value anew, as a number or a date.",
    )
    TEXT_DATE = (
        "text-date", _MANAGEMENT, WARNING,
        "A date was typed as text; it could be read without doubt.",
        "The workbook's own status does not see it.",
        "Type it again as a date.",
    )
    NOT_AN_OPTION = (
        "not-an-option", _MANAGEMENT, ERROR,
        "A cell has a value that is not one of its list.",
        "Only what the published criterion offers can earn points.",
        "Choose from the list in the cell.",
    )
    MISSING_MOTIVATION = (
        "missing-motivation", _MANAGEMENT, ERROR,
        "A judgement has no reason.",
        "An award decision has to be reasoned (Directive 2014/24/EU, Article 55).",
        "Say in a sentence what in the Tender led to the judgement.",
    )
    EVALUATION_INCOMPLETE = (
        "evaluation-incomplete", _MANAGEMENT, ERROR,
        "Something that the ranking needs has not been filled in.",
        "A ranking without it could still change. While there is no price at all, that is only a warning.",
        "Fill in the cell that the message names.",
    )
    EVALUATION_DIFFERS = (
        "evaluation-differs", _MANAGEMENT, ERROR,
        "The workbook counted something else than ddtender, or was never calculated.",
        "A formula has been overwritten, or the numbers are those of an earlier state.",
        "Let the spreadsheet program calculate again and save; or begin with a new workbook.",
    )
    OTHER_WEIGHTS = (
        "other-weights", _MANAGEMENT, ERROR,
        "An evaluation weighs otherwise than what was published.",
        "Its sheets, the plan that it carries, the manifest of its build and the procedure file must state the same "
        "points and percentages; with any others somebody else would win, so there is no ranking.",
        "Find out who changed it; copy what was typed into the workbook that the build wrote.",
    )
    UNREADABLE_REVIEW = (
        "unreadable-review", _REVIEW, ERROR,
        "A reviewed document cannot be read.",
        "A file that is damaged, protected, or of another kind could only be guessed at.",
        "Ask the reviewer to save it as .docx, without a password or macros, and to send it again.",
    )
    DAMAGED_REVIEW = (
        "damaged-review", _REVIEW, WARNING,
        "A reviewed document is broken, and was read as far as it can be.",
        "LibreOffice 7.4 saved some tracked changes in a way that no program reads. What can be read is listed; words "
        "may be missing or doubled at the broken places, so nothing is applied.",
        "Ask the reviewer to save it again from an open window, or write the listed changes by hand.",
    )
    NOT_A_DRAFT = (
        "not-a-draft", _REVIEW, ERROR,
        "A document is no draft that ddtender made.",
        "Without the properties, controls or bookmarks of a draft nobody can say which clause a change belongs to.",
        "Check that it is the right file; if its origin was taken out, name the draft with --scenario and --procedure.",
    )
    OTHER_LIBRARY = (
        "other-library", _REVIEW, ERROR,
        "A reviewed draft was made from another library.",
        "Its clauses may have the same names and other words.",
        "Run the command in the workspace that the draft was made in (--workspace DIR).",
    )
    OTHER_DRAFT = (
        "other-draft", _REVIEW, ERROR,
        "Copies that are read together are not of the same draft.",
        "Changes can only be held against each other where both began with the same words.",
        "Review them one after the other.",
    )
    DRAFT_NOT_MADE_AGAIN = (
        "draft-not-made-again", _REVIEW, ERROR,
        "The draft that a reviewed document began as cannot be made again.",
        "Without it nobody can tell what was changed without tracking.",
        "Fetch the commit that the message names (git fetch), or name the sources with --library-ref and --procedure.",
    )
    DRAFT_UNCERTAIN = (
        "draft-uncertain", _REVIEW, WARNING,
        "A reviewed document is held against a draft that may not be exactly the one that went out.",
        "Differences between the two drafts then look like edits that nobody tracked.",
        "Commit before you send drafts out; every draft names the commit that it was made from.",
    )
    COPIED_PROVISION = (
        "copied-provision", _REVIEW, WARNING,
        "A provision's content control stands in a reviewed document more than once.",
        "Nobody can tell which of the copies is meant, so nothing of the provision is applied.",
        "Ask the reviewer which one counts, or take the change over by hand.",
    )
    UNMARKED_PROVISION = (
        "unmarked-provision", _REVIEW, WARNING,
        "Provisions of a reviewed document have lost their content controls.",
        "They were found by bookmarks and by their words; look at what is reported for them twice.",
        "Nothing need be done; another program than Word has probably saved the file.",
    )
    MISSING_PROVISION = (
        "missing-provision", _REVIEW, WARNING,
        "A provision of the draft is not in the reviewed document.",
        "Whether a provision is in a document is decided by the scenario or the procedure, not by its text.",
        "To leave it out, write `provisions: {drop: [ID]}` into the procedure file.",
    )
    # fmt: on
