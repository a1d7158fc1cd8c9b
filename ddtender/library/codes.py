"""What is found while the files of a workspace are read: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

UNREADABLE_FILE = Code(
    "unreadable-file",
    Topic.READING,
    Severity.ERROR,
    "A source file cannot be read as text.",
    why="Text that is not valid UTF-8, is far too large or cannot be opened could only be guessed at.",
    mend="Save the file as UTF-8, or remove it from the library if it does not belong there.",
)
MISSING_FILE = Code(
    "missing-file",
    Topic.READING,
    Severity.ERROR,
    "A file or folder that every workspace needs is not there.",
    why="Without the library's own description, its parameters or a scenario there is nothing to compose.",
    mend="Restore the file that the message names, from git or from the project's own library.",
)
UNEXPECTED_FILE = Code(
    "unexpected-file",
    Topic.READING,
    Severity.WARNING,
    "A file in the library stands in a place that is not read.",
    why="Its author believes that it is part of the documents; it is not.",
    mend="Move it into the folder of its kind, or out of the library.",
)
CASE_COLLISION = Code(
    "case-collision",
    Topic.READING,
    Severity.ERROR,
    "The names of two files differ only in capitals or in how an accent is stored.",
    why="On Windows and macOS the two are one file: a colleague who checks the library out loses one of them.",
    mend="Rename one of the two.",
)
MISSING_FRONT_MATTER = Code(
    "missing-front-matter",
    Topic.READING,
    Severity.ERROR,
    "A provision does not start with YAML between two lines of three hyphens.",
    why="The id, the version and the source of a provision stand there; without them it cannot be traced.",
    mend="Begin the file with a line `---`, the keys, and a second line `---`.",
)
YAML_SYNTAX = Code(
    "yaml-syntax",
    Topic.READING,
    Severity.ERROR,
    "The YAML cannot be parsed.",
    why="A file that cannot be parsed is never used in part.",
    mend="Look just before the place named: most often a missing quote, a tab, or a line indented too far.",
)
YAML_FEATURE = Code(
    "yaml-feature",
    Topic.READING,
    Severity.ERROR,
    "The YAML uses an anchor, an alias, a tag, several documents, or nests too deep.",
    why="These features hide text from a reviewer, and can be abused to exhaust memory.",
    mend="Write the value out where it is needed.",
)
DUPLICATE_KEY = Code(
    "duplicate-key",
    Topic.READING,
    Severity.ERROR,
    "The same YAML key stands twice in one mapping.",
    why="Most tools silently keep the last one; a lawyer reads the first.",
    mend="Delete one of the two.",
)
UNKNOWN_KEY = Code(
    "unknown-key",
    Topic.READING,
    Severity.ERROR,
    "A key is not one that ddtender knows.",
    why="A misspelt key would otherwise drop its value without a word.",
    mend="Correct the spelling; `ddtender schema` prints every key.",
)
NOTE_OF_NOTHING = Code(
    "note-of-nothing",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A translation has a drafting note that its source does not have.",
    why="That note was changed or taken out since; drafts print the new one untranslated, between ⟦ and ⟧.",
    mend="Translate the note as it stands now (`ddtender translate TAG` sends it), and delete the other one.",
)
MISSING_KEY = Code(
    "missing-key",
    Topic.READING,
    Severity.ERROR,
    "A required key is missing.",
    why="Each required key answers a question that a lawyer will ask of the provision.",
    mend="Add the key; `ddtender schema` says what it holds.",
)
INVALID_VALUE = Code(
    "invalid-value",
    Topic.READING,
    Severity.ERROR,
    "A value is not of the form its key requires.",
    why="A date, number, version or choice that cannot be understood must not reach a contract.",
    mend="Write the value as the message says.",
)
FORBIDDEN_CHARACTER = Code(
    "forbidden-character",
    Topic.READING,
    Severity.ERROR,
    "The text has a control character, or one that is invisible or changes the direction of the text.",
    why="Such characters break Word documents or show a reader another text than the one that is there.",
    mend="Delete the character; the message gives its code point and place.",
)
MIXED_SCRIPT = Code(
    "mixed-script",
    Topic.READING,
    Severity.ERROR,
    "A word mixes letters of several alphabets.",
    why="A Cyrillic or Greek letter in an English word looks right, and is not found by a search, a term or a "
    "court's database: the reader is shown another word than the one that is there.",
    mend="Type the word again. Whole words in another alphabet, such as the name of a company, are allowed.",
)
LOOKALIKE_WORD = Code(
    "lookalike-word",
    Topic.READING,
    Severity.WARNING,
    "A word is wholly made of letters of another alphabet that look like Latin ones.",
    why="It may be a name; it may also be a word that nobody will find.",
    mend="If it is not a name in that alphabet, type the word again.",
)
RAW_HTML = Code(
    "raw-html",
    Topic.TEXT,
    Severity.ERROR,
    "A text contains HTML.",
    why="Word has no place for it: it would be printed as code or be lost.",
    mend="Use plain Markdown; for a `<` or `&` that is meant literally write `\\<` or `\\&`.",
)
UNSUPPORTED_MARKDOWN = Code(
    "unsupported-markdown",
    Topic.TEXT,
    Severity.ERROR,
    "A text uses a Markdown construct that provisions do not have.",
    why="Dropping or flattening text of a contract is never acceptable, so the construct is refused.",
    mend="Provisions use paragraphs, lists, **strong**, *emphasis*, line breaks, web links and references.",
)
LINK_ELSEWHERE = Code(
    "link-elsewhere",
    Topic.TEXT,
    Severity.ERROR,
    "A link shows one address and leads to another.",
    why="Whoever reads the document believes the address that they see.",
    mend="Show the address that the link leads to, or words that describe it.",
)
STRAY_TEMPLATE_TAG = Code(
    "stray-template-tag",
    Topic.TEXT,
    Severity.ERROR,
    "A text has braces that are not a simple blank.",
    why="Only `{{ parameter_name }}` is filled in; anything else would be printed as it stands, or run as code.",
    mend="Write `{{ name }}` with a declared parameter, or take the braces out.",
)
BROKEN_MARKUP = Code(
    "broken-markup",
    Topic.TEXT,
    Severity.ERROR,
    "A text that is printed has markup that has gone wrong, an id, or a place that was to be filled in later.",
    why="It would stand in a published document: `[] (#award.x)`, `{ name }`, `<<NAME>>`, `[tbd]`, `____`, `**note`.",
    mend="Write the words that a reader is to see; references are `[](#id)`, blanks `{{ name }}`.",
)
MERGE_CONFLICT = Code(
    "merge-conflict",
    Topic.READING,
    Severity.ERROR,
    "A file still has the markers of a merge conflict.",
    why="Both wordings stand in it; which one is meant, only a person can say.",
    mend="Choose one wording, delete the markers, and commit the file.",
)
DUPLICATE_ID = Code(
    "duplicate-id",
    Topic.STRUCTURE,
    Severity.ERROR,
    "Two things of one kind have the same id, or take the same fact of a procedure.",
    why="An id names one requirement, form or fact for ever; which of the two is meant would depend on their order.",
    mend="Give the newer one an id of its own.",
)
REFERENCE_TEXT = Code(
    "reference-text",
    Topic.STRUCTURE,
    Severity.ERROR,
    "A reference has a text of its own between the square brackets.",
    why='The text is computed ("award criterion 2"); one typed by hand can contradict it.',
    mend="Leave the brackets empty: `[](#id)`.",
)
DATE_ORDER = Code(
    "date-order",
    Topic.BLANKS,
    Severity.ERROR,
    "The dates of a procedure are not in order.",
    why=(
        "Publication comes first, then the last days for questions and for Tenders, the award, the start and the end "
        "of the contract."
    ),
    mend="Correct the dates under `dates`.",
)
UNREADABLE_TEMPLATE = Code(
    "unreadable-template",
    Topic.TEMPLATES,
    Severity.ERROR,
    "A template is not a sound Word document.",
    why="Only a .docx file that can be opened safely is filled in.",
    mend="Open it in Word and save it again as a Word document (.docx), without macros or password.",
)
UNSAFE_TEMPLATE = Code(
    "unsafe-template",
    Topic.TEMPLATES,
    Severity.ERROR,
    "A template fetches, runs or hides something, such as a file from elsewhere or an embedded object.",
    why="Every Tenderer who opens the document would fetch it, or be shown what was never checked.",
    mend="Take out in Word what the message names; pictures are embedded instead of linked.",
)
