"""What is found in a translator's file that comes back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

UNREADABLE_TRANSLATION = Code(
    "unreadable-translation",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A translator's file cannot be read.",
    why="What is not a sound .docx or .xlf file is not opened any further: it could be damaged, protected or hostile.",
    mend="Ask the translator to save it once more, as the kind of file that was sent.",
)
OTHER_TRANSLATION = Code(
    "other-translation",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A translator's file has texts of another language or another library, or none at all.",
    why="Its words would be those of something else.",
    mend="Give the language that it was made for, in the folder of the library that it was made from.",
)
UNKNOWN_TEXT = Code(
    "unknown-text",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A translator's file has a text that the library does not have, or has lost some that were sent.",
    why="The source was renamed or shortened since, or a table was changed; what has no place is written nowhere.",
    mend="Compare the message with the file; `translate TAG -o FILE.docx ID` sends the texts once more.",
)
TEXT_TWICE = Code(
    "text-twice",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A text stands in a translator's file twice, with different words.",
    why="Nobody can tell which of the two is meant.",
    mend="Delete one of them in the file.",
)
SOURCE_HAS_CHANGED = Code(
    "source-has-changed",
    Topic.LANGUAGES,
    Severity.ERROR,
    "The source of a text has other words than when it was sent to the translator.",
    why="The translation is one of words that are gone.",
    mend="Send the text once more with `translate TAG -o FILE.docx ID`, and carry the work over.",
)
TRANSLATION_CONFLICT = Code(
    "translation-conflict",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A translation was changed in the library while a translator worked on it.",
    why="Whichever was written last would undo the work of the other.",
    mend="Choose: write the one that holds into both, or name the other ids behind TAG to take them alone.",
)
LOST_TAG = Code(
    "lost-tag",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A translated text has other references, links or blanks than its source.",
    why="A fact or a reference that one language lacks makes two rules of one.",
    mend="Copy each from the source into the translation, as often as it stands there.",
)
NO_ROOM_FOR_TEXT = Code(
    "no-room-for-text",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A translated text has more characters than there is room for.",
    why="Titles and labels stand in headings and narrow columns.",
    mend="Say it in fewer words.",
)
UNWRITABLE_TEXT = Code(
    "unwritable-text",
    Topic.LANGUAGES,
    Severity.ERROR,
    "Translated words cannot be written into the library's files as they stand.",
    why="Markdown has no way to write them, such as bold on half a word; or the file cannot be read.",
    mend="Take the bold or italics off, or write the text into the file by hand.",
)
PART_OF_TEXT = Code(
    "part-of-text",
    Topic.LANGUAGES,
    Severity.WARNING,
    "Of a text only some paragraphs are translated; none of them is written.",
    why="Paragraphs have their places by their number: one that is missing would give the others wrong ones.",
    mend="Apply the file again when all of its paragraphs are translated; nothing is lost in it.",
)
STILL_STALE = Code(
    "still-stale",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A translation was changed, and still is not one of its source as it is now.",
    why="What has changed in the source was not touched, or is not known. Nothing clears itself.",
    mend="Compare both, then say so with `ddtender translate TAG --follows ID`; with --why if it holds as it is.",
)
TRANSLATORS_REMARK = Code(
    "translators-remark",
    Topic.LANGUAGES,
    Severity.WARNING,
    "Something in a translator's file is for a person to see.",
    why="A comment is nowhere in the library; tracked changes were accepted; what is hidden or no text was left out.",
    mend="Look at it in the file.",
)
