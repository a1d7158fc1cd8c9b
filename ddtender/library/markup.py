"""Markup that has gone wrong, and places that somebody meant to fill in: all that must not be printed as it stands.

It is looked for where texts are read, in every text of every file that reaches a reader: in running text after its
Markdown has been read, and in titles, labels, facts and the like, which have no markup at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import BROKEN_MARKUP, STRAY_TEMPLATE_TAG
from ddtender.library.form_values import ID, KINDS
from ddtender.library.yaml_reader import Path, YamlDocument
from ddtender.model.text import any_of

_HINT = "Write the words that a reader is to see; a reference is `[](#id)`, a blank `{{ name }}`."
_LATER = "Write what belongs here, or a blank such as `{{ name }}`, which stays visible until it is filled in."
_PLAIN = "Nothing is emphasised here, nor are there lists or links: write the words alone."
#: No text without one of these signs, or of these pieces in small or capital letters, has anything that is looked for.
_SIGN = re.compile(r"[\[\]{}<>*_`|#&\\]")
_PIECES = (
    *(f"{kind}." for kind in KINDS.split("|")),
    *("....", "……", "???", "!!!", "tbd", "tbc", "tba", "todo", "fixme", "xx", "lorem", "~~", "---", "==="),
    *("«", "»", "•", "%", "t.b", "t. b", "to be ", "placeholder", "mm/", "dd/", "yyyy", "jjjj", "aaaa", "error!"),
    *(
        "../",
        "--/",
        "00.0",
        "00/0",
        "dd/",
        "xx/",
        "xx.",
        "dd m",
        "tt m",
        "20x",
        "(date",
        "(name",
        "(number",
        "(amount",
        "(insert",
        "(fill",
    ),
    *("□", "☐", "☑", "☒", "■", "@", "$", "ref!", "mergefield", "docproperty", "formtext", "delete ", "strike "),
    *("draft", "note to ", "above/", "click ", "choose an item", "insert ", "check ", "ã", "â"),
)
#: What a small or a capital letter makes another thing: the days of `x days`, a value that is no number.
_LETTER = re.compile(r"\bNaN\b|(?<!\w)(?:[xX]+|N+|N\.N\.)\s[a-zE]|[€RroOsS]\s?(?:XX?|NN)|(?<!\S):[a-z]|\d[xX]\b")
#: Faults of one text that are told: whoever mends so many reads the rest of the text as well.
_MOST = 20
#: Addresses may have any of these signs.
_ADDRESS = re.compile(
    rf"(?<![^\s\[\]()])(?!(?:{KINDS})\.{ID}@\d+(?:\.\d+)*(?![\w@-]|\.\w))"
    r"[^\s\[\]()]*(?:://|\bwww\.|\w@(?=\w))[^\s\[\]()]*"
)
_BLANK = re.compile(r"\{\{\s*\w+\s*\}\}")
#: What is still to be done to a place; `a list to be completed by the Tenderer` says who does it, and is a term.
_DONE_LATER = (
    "defined|completed|confirmed|determined|decided|inserted|added|agreed|announced|advised|specified|filled in|filled"
)
#: Days, months and years as signs that stand for figures, in the languages that forms come in.
_DATE = (
    r"\b(?:dd|tt|jj|xx)\s?[./-]\s?(?:mm|xx)\s?[./-]\s?(?:[yjax]{4}|[yjx]{2})\b|\b(?:yyyy|jjjj|aaaa)-mm(?:-[dtj]{2})?\b"
    r"|\b(?:dd|tt|jj|xx)[./-](?:mm|xx)\b(?:[./-](?:19|20)\d\d\b)?"
    r"|\b(?:dd|tt|jj)\s+(?:mmm?m?|month|monat|mois)\s+(?:yyyy|jjjj|aaaa|yy)\b"
    r"|(?<![\w.,])00?([./-])00?\1(?:0{2,4}|20\d\d)(?![\w,]|\.\d)"
    r"|(?<![\w.-])(\.{2}|-{2}|_{2})([./-])\2\3(?:\2{1,2}|(?:19|20)\d\d)(?![\w/])|\b20(?:\dx|xx|__)(?!\w)"
)
#: What text is counted in: `within x days`.
_UNITS = r"(?:(?:calendar|working|business)\s+)?(?:days?|weeks?|months?|years?|hours?|euros?|EUR|per\s?cent)\b"
_BLANK_WORDS = "date|name|number|amount|address|place|title|value|price|period|signature|email"
_WAITING = (
    rf"tb[dca]|(?i:to\s?do)|to be (?:{_DONE_LATER})|insert\b[^\]>]*"
    r"|fill in\b[^\]>]*|add\b[^\]>]*here|[xX]+|\?+|n\.?n\.?|NB\b[^\]>]*"
    r"|(?i:confirm|check|verify)\b[^\]>]*|(?i:note to )[^\]>]*|[•●■▪_\s]+"
    rf"|(?i:the |your )?(?i:text|{_BLANK_WORDS})(?: of [^\W\d][\w ]{{1,30}})?\??"
)
_TAGS = (
    "a|b|i|u|s|p|q|br|hr|em|strong|span|div|table|tr|td|th|tbody|ul|ol|li|sub|sup|font|h[1-6]|img|code|pre|small|center"
    "|del|ins|mark|blockquote|script|style|input"
)
_NOTE, _CODE, _BRACES = "a note to oneself", "a code for a character", "braces that are not a blank"
_MERGE = "a merge field of another program"
_PLACE, _ERROR = "a place to fill in", "what another program says for an error"
_BOTH: tuple[tuple[str, str, str], ...] = (
    (r"\[\s*\]\s*\(?#?[^\s)]*\)?", "a reference that is none", _HINT),
    (r"\(#[\w.-]*\)?|\[#[\w.-]+\]?|(?<![\w&])#(?:" + KINDS + r")\.[\w-]+", "half of a reference", _HINT),
    (rf"(?<![\w./#@-])(?:{KINDS})\.{ID}(?:@\d[\d.]*\d)?(?![\w@]|\.[a-z])", "the id of a provision", _HINT),
    (r"[$%]\{(?!\{)[^{}]*\}?|(?<![{%#])\{(?![{%#])[^{}]*\}?|(?<![}%#])\}(?![}%#])", _BRACES, _HINT),
    (rf"\[(?:{_WAITING}|\.{{2,}}|…+|_+)\]|<(?:{_WAITING})>", _PLACE, _LATER),
    (r"<<\s?[\w .-]{1,40}\s?>>|«(?:[a-z]\w*|[\w ]*_[\w ]*|" + _WAITING + ")»", _MERGE, _LATER),
    (r"\[\[[^\[\]]*\]\]|(?<![\w%])%\w*[a-zA-Z]\w*%(?!\w)", _MERGE, _LATER),
    (r"(?<![\w$])\$[a-zA-Z]\w*\$(?![\w$])|(?<!\S):[a-z_]+:(?!\w)", _MERGE, _LATER),
    (r"(?<=[\s(])@{1,2}[a-zA-Z]\w*@{0,2}|(?<![\w@.])@{1,2}[a-zA-Z]\w*@", _MERGE, _LATER),
    (r"\b(?:MERGEFIELD|DOCPROPERTY|DOCVARIABLE)\b(?:\s+\w+)?|\bFORM(?:TEXT|CHECKBOX|DROPDOWN)\b", _MERGE, _LATER),
    (r"(?i)\bclick (?:or tap )?(?:here )?to (?:enter|add|choose|select)\b[^.]*|^choose an item\b", _MERGE, _LATER),
    (r"(?<!\w)#?REF!|#(?:VALUE|NULL|NUM|DIV/0)!|#NAME\?|#N/A(?!\w)|\bNaN\b", _ERROR, _LATER),
    (r"[□☐☑☒]|(?<!\w)[■▪]{2,}", "a box to tick or to fill in", _LATER),
    (rf"(?<!\d )(?<!\w)(?:[xX]+|N+|N\.N\.)(?=\s+{_UNITS})", _PLACE, _LATER),
    (r"(?:\bEUR|€|\beuros?)\s?(?:X+|x{2,}|N{2,})\b", _PLACE, _LATER),
    (r"(?<!\S)(?:#{2,}|~{2,}|@{2,}|\${2,}|%{2,}|\^{2,})(?=[\s.,;:)]|$)", _PLACE, _LATER),
    (r"\b(?:YYYY|JJJJ|AAAA(?!\s+(?:batter|cell)))\b", "a date to fill in", _LATER),
    (rf"(?i)\b(?:on|by|at|within|until|before|after|from|of)\s\((?:{_BLANK_WORDS})\)(?=[.,;]|$)", _PLACE, _LATER),
    (rf"(?i)\((?:insert|fill in)(?: (?:here|the|a|your|{_BLANK_WORDS})\b[^)]*)?\)", _PLACE, _LATER),
    (r"\bINSERT(?: [A-Z]+)+\b", _PLACE, _LATER),
    (rf"(?i)[\"“'‘](?:to be (?:{_DONE_LATER})|tb[dca])[\"”'’]", _PLACE, _LATER),
    (rf"(?i)\b(?:due (?:on|in)|by|within|until|before|after) to be (?:{_DONE_LATER})\b", _PLACE, _LATER),
    (r"(?i)\b(?:delete|strike out|strike through) (?:as|where|if|what(?:ever)?|whichever) (?:is |does |are )?(?:in)?"
     r"(?:not|appropriate|applicable|necessary|required)\b(?: \w+)?", "a choice not made", _LATER),
    (r"(?i)(?<=see )above\s?/\s?below", "a choice not made", _LATER),
    (r"^\s*DRAFT\s*[:–—-]|[(\[]DRAFT[)\]]|\b(?i:note to )(?:the )?(?i:self|editors?|drafters?)\b", _NOTE, _LATER),
    (r"\bCHECK (?:THIS|THAT|IF|WITH|WHETHER|AGAIN)\b", _NOTE, _LATER),
    (r"â€[“”™˜œ¦–—\x80-\x9f]?|Ã[\x80-\xbf©€Ÿ]|Â[\xa0§°·«»]", "letters that were read in another encoding", _HINT),
    (rf"(?i)\(\s*(?:to be (?:{_DONE_LATER})|tb[dca])\s*\)", _PLACE, _LATER),
    (rf"(?i)(?:\bdue|[:–—]|^)\s*to be (?:{_DONE_LATER})\s*(?=[.;]|$)", _PLACE, _LATER),
    (rf"(?i){_DATE}", "a date to fill in", _LATER),
    (rf"\b(?:TO BE (?:{_DONE_LATER.upper()}))\b|(?:--|–|—)\s?[xX]{{2,}}\s?(?:--|–|—)", _PLACE, _LATER),
    (r"(?i)(?<!\w)t\.\s?b\.\s?[dca]\.?(?!\w)", _NOTE, _LATER),
    (r"\bPLACEHOLDER\b|\bXX\b(?=\s+(?:days?|weeks?|months?|years?|hours?|euros?|EUR|per)\b)", _NOTE, _LATER),
    (r"(?i)\berror! (?:reference source|bookmark)\b[^.]*", "a reference that Word has lost", _HINT),
    (r"(?<!\w)_(?:\s_)+(?!\w)", "a line to write on", _LATER),
    (r"_{3,}|\.{4,}|…{2,}", "a line to write on", _LATER),
    (r"\b(?:TODO|FIXME|TB[DCA]|[Tt]b[dca]|[Tt]odo(?=\s*:))\b|\?{3,}|!{3,}|\b[Ll]orem ipsum\b", _NOTE, _LATER),
    (r"(?<!Annex )(?<!Chapter )(?<!Title )(?<!Part )(?<!Article )(?<!Book )\bX{3,}\b(?![IVXLC])", _NOTE, _LATER),
    (rf"</?(?:{_TAGS})(?:\s+[a-zA-Z-]+=[^<>]*)?\s*/?>|<!--.*?(?:-->|$)", "HTML", _HINT),
    (r"&(?:[a-zA-Z][a-zA-Z0-9]{1,9}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});", _CODE, "Write the character itself."),
    (r"`+", "a back quote", _HINT),
    (r"\*{2,}|(?<![\w*)\d])\*(?=\w)|(?<=[\w.,;:!?)])\*(?!\w|\s*\d)", "a stray star", _HINT),
    (r"(?<!\w)_+(?=[^\W_])|(?<=[^\W_])_+(?!\w)", "a stray underscore", _HINT),
    (r"^\s*\|.*|\|\s*$|\|[^|]*\|", "a table of signs", _HINT),
    (r"^\s*#{1,6}\s+\S|^#{2,}", "the sign of a heading", _HINT),
    (r"^\s*(?:-{3,}|={3,}|~{3,})|~~\S", "the sign of a line or of struck text", _HINT),
)  # fmt: skip
_RUNNING = (
    (r"(?<![\w./@-])(?:[a-z]+\.)?[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w@/]|\.\w)", "the name of a parameter", _HINT),
)
_TYPED = (
    (r"!?\[[^\[\]]*\]\([^()\s]*\)?", "a link of Markdown", _PLAIN),
    (r"\\[\\*_`\[\]{}<>#]", "a backslash of Markdown", _PLAIN),
    (r"\*(?=\S)[^*]*\*", "a stray star", _PLAIN),
)


def _compiled(faults: tuple[tuple[str, str, str], ...]) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(pattern), what, hint) for pattern, what, hint in faults)


class _Faults:
    """The patterns, compiled when a text first looks as if it had one."""

    running: tuple[tuple[re.Pattern[str], str, str], ...] = ()
    typed: tuple[tuple[re.Pattern[str], str, str], ...] = ()

    @classmethod
    def of(cls, is_typed: bool) -> tuple[tuple[re.Pattern[str], str, str], ...]:
        if not cls.running:
            cls.running, cls.typed = _compiled(_BOTH + _RUNNING), _compiled(_TYPED + _BOTH)
        return cls.typed if is_typed else cls.running


def suspect(text: str) -> bool:
    """Whether a text can have anything that is looked for; most have not, and this is quickly seen."""
    return bool(_SIGN.search(text) or _LETTER.search(text)) or any_of(_PIECES, text.casefold())


def broken_in(text: str, is_typed: bool = False) -> Iterator[tuple[int, str, str, str]]:
    """What is broken in a text: the offset, the piece, what it is, and how it is mended; of pieces that overlap one.

    ``is_typed`` if the text is printed as it stands, and not what Markdown has made of it.
    """
    if not suspect(text):
        return
    written = text
    text = _ADDRESS.sub(lambda match: "a" * len(match.group()), text)  # a word, as what stands beside it must see
    text = _BLANK.sub(lambda match: f"{{{{{' ' * (len(match.group()) - 4)}}}}}", text)
    taken: list[tuple[int, int]] = []
    for pattern, what, hint in _Faults.of(is_typed):
        for match in pattern.finditer(text):
            if what is _CODE and not _is_code(match.group()):
                continue
            start, end = match.span()
            if len(taken) >= _MOST:
                return
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield start, written[start:end].strip(), what, hint
    if is_typed and not taken:
        yield from _unbalanced(text)


def _is_code(text: str) -> bool:
    import html

    return html.unescape(text) != text


def _unbalanced(text: str) -> Iterator[tuple[int, str, str, str]]:
    """A square bracket without its other one."""
    is_open = -1
    for match in re.finditer(r"[\[\]]", text):
        if (match.group() == "[") is (is_open >= 0):
            break
        is_open = match.start() if is_open < 0 else -1
    else:
        if is_open < 0:
            return
    at = is_open if is_open >= 0 else match.start()
    yield at, text[at], "a bracket without its other one", _PLAIN


def finding(place: Location, piece: str, what: str, hint: str) -> Diagnostic:
    shown = piece if len(piece) <= 40 else f"{piece[:40]}…"
    return Diagnostic(BROKEN_MARKUP, place, f"'{shown}' is {what}, and would be printed as it stands", hint)


#: Keys whose texts are read as Markdown (and looked at there), or not printed for a reader.
_ELSEWHERE = {
    *("when", "indicator", "target", "measured_by", "instructions", "help"),
    *("notes", "history", "retired", "asks", "library", "why"),
}
#: The key of an invitation's texts: the only ones of these in which blanks are filled in.
_FILLED = "paragraphs"
_TAG = re.compile(r"\{\{(?:\s*\w+\s*\}\}|[^{}]*)|\}\}|\{[%#].*?(?:[%#]\}|$)|[%#]\}")


def broken_values(document: YamlDocument, fallback: Location) -> Iterator[Diagnostic]:
    """The findings in the texts of a file that are printed as they stand."""
    for path, text in _texts(document.value, ()):
        if suspect(text) and not _is_name(text):
            place = document.values.get(path, fallback)
            for _, piece, what, hint in broken_in(" ".join(text.split()), is_typed=True):
                yield finding(place, piece, what, hint)


def tags_in_values(document: YamlDocument, fallback: Location) -> Iterator[Diagnostic]:
    """Tags of templates in the texts of a file that are printed as they stand; only an invitation fills in blanks."""
    for path, text in _texts(document.value, ()):
        for match in _TAG.finditer(" ".join(text.split())) if "{" in text or "}" in text else ():
            if _FILLED in path and _BLANK.fullmatch(match.group()):
                continue
            message = f"'{match.group()[:40].strip()}' is a tag of a template, and would be printed as it stands"
            place = document.values.get(path, fallback)
            yield Diagnostic(STRAY_TEMPLATE_TAG, place, message, "Write the words themselves.")


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts that are printed as they stand, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _ELSEWHERE and not (key == "text" and path[:1] == ("evidence",)):
                yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _texts(inner, (*path, n))


def _is_name(value: str) -> bool:
    """Whether a value can be an id, the name of a parameter, or a key: what is not printed at all."""
    return value.isascii() and value.replace("-", "").replace("_", "").replace(".", "").isalnum() and value.islower()
