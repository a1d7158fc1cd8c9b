"""Words by which a text is known to be English: function words that no other of our languages has as well."""

import html
import re
from collections.abc import Iterable

from tests.packages import parts_of

_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        the and of with which shall must are is was were been has have had this that these those their they its it not
        but what when where who whose why how any each every other others only also such than then from by to into upon
        would should could does did be being your you our we there here both either neither if because until after
        before between within without against about under over same more most less least no yes or for on at as an all
        page""",
    )
)
#: Function words of English that are words of another language too, or names in its texts.
_ALSO = {
    "nl": "of is was had been over we after page been die er no at as be on",
    "fr": "on or an as page but",
    "de": "was die an also all must most not so",
    "nb": "by to be at for over and have on under no or had all",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: What is no language: addresses, names of files and programs, ids.
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\w-]+\.(?:docx|xlsx|html|json|ics|yaml)|\b[a-z]+(?:[.-][a-z-]+)+\b")


def english_in(tag: str, texts: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """The texts with an English function word, each word with its sentence; ``names`` are left out."""
    words = _FUNCTION_WORDS - frozenset(_ALSO[tag].split())
    found = []
    for text in texts:
        rest = _NO_WORDS.sub(" ", text)
        for name in names:
            rest = rest.replace(name, " ")
        if hit := [word for word in _WORD.findall(rest) if word.lower() in words]:
            found.append(f"{'/'.join(hit)}: {text[:160]}")
    return found


def margins_of(content: bytes) -> list[str]:
    """The texts of headers and footers of a Word document, without what fields show."""
    parts = parts_of(content)
    margins = [parts[name] for name in parts if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
    return [text for part in margins for text in re.findall(r"<w:t[^>]*>([^<]*)", part.decode())]


def notes_of(content: bytes) -> list[str]:
    """The paragraphs of the notes in the margin of a Word document, where it has any."""
    part = parts_of(content).get("word/comments.xml", b"").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", part, re.DOTALL)
    return [html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)", one))) for one in paragraphs]
