"""How markup that has gone wrong and places that are still to be filled in are written: the patterns of ``markup``.

Each stands with what it is and how it is mended; the first of those that overlap is told.
"""

# ruff: noqa: E501 -- a pattern that is cut in two can be read by nobody

from __future__ import annotations

import re

from ddtender.library.form_values import ID, KINDS

WORDS = "Write the words that a reader is to see; a reference is `[](#id)`, a blank `{{ name }}`."
LATER = "Write what belongs here, or a blank such as `{{ name }}`, which stays visible until it is filled in."
PLAIN = "Nothing is emphasised here, nor are there lists or links: write the words alone."
#: No text without one of these signs, or of these pieces in small or capital letters, has anything that is looked for.
SIGN = re.compile(r"[\[\]{}<>*_`|#&\\]")
PIECES = (
    *(f"{kind}." for kind in KINDS.split("|")),
    "!!!", "tbd", "tbc", "tba", "todo", "fixme", "xx", "lorem", "~~", "---", "==", "«",
    "»", "•", "%", "t.b", "t. b", "to be ", "placeholder", "mm/", "dd/", "yyyy", "jjjj", "aaaa", "error!",
    "../", "--/", "00.0", "00/0", "dd m", "tt m", "20x", "(date",
    "(amount", "(insert", "(fill", "□", "☐", "☑", "☒", "■", "@", "$", "ref!", "mergefield", "docproperty",
    "formtext", "delete ", "strike ", "draft", "note to ", "above/", "click ", "choose an item", "insert ", "(?", "( ", "// ", "please confirm", " to follow",
    "check ", "ã", "â", "...", "…", "??", ".. ", "dd.", "dd-", "‹", "●", "+00", "undefined", "null",
    "(ask", "(n", "dolor", "to do", "sample text", "dummy text", "text here", "text to ", "text goes",
    "type here", "n. n", "n.n", "mr/", "m/f", "xyz", "john doe", "jane doe", "joe bloggs", "mustermann",
    "asdf", "is foo", "foo bar", "mr x", "ms x", "mrs x", "mr. x", "ms. x", "company abc", "firm abc", "firma abc",
    "none days", "none weeks", "none months", "none years", " nan ", " n days", " n weeks", " n months", " n years", " /20", "//20", "name@", "@domain", ".md", ".yaml", "(x",
    "later", "pending", "follows",
)  # fmt: skip
#: What a small or a capital letter makes another thing: the days of `x days`, a value that is no number.
LETTER = re.compile(
    r"\bNaN\b|(?<!\w)(?:[xX]+|N+|N\.N\.)\s[a-zA-Z€%]|[€RroOsS]\s?(?:XX?|NN)|(?<!\S):[a-z]|\d[xX]\b|\sOR\s*$|^/{1,2}20"
)
#: What is still to be done to a place; `a list to be completed by the Tenderer` says who does it, and is a term.
_DONE_LATER = (
    "defined|completed|confirmed|determined|decided|inserted|added|agreed|announced|advised|specified|filled in|filled"
    "|named|chosen|supplied|provided|entered|nominated|fixed|finalised"
)
#: What of it is said of words alone: nobody inserts a site, but a site is confirmed.
_WRITTEN_LATER = "inserted|drafted|written|filled in|determined|defined|specified|decided|announced"
_WRITTEN = "clause|wording|text|section|paragraph|provision|annex|definition|sentence|criterion|percentage|term|threshold|details"
#: Days, months and years as signs that stand for figures, in the languages that forms come in.
_DATE = (
    r"\b(?:dd|tt|jj|xx)\s?[./-]\s?(?:mm|xx)\s?[./-]\s?(?:[yjax]{4}|[yjx]{2})\b|\b(?:yyyy|jjjj|aaaa)-mm(?:-[dtj]{2})?\b"
    r"|\b(?:dd|tt|jj|xx)[./-](?:mm|xx)\b(?:[./-](?:19|20)\d\d\b)?"
    r"|\b(?:dd|tt|jj)\s+(?:mmm?m?|month|monat|mois)\s+(?:yyyy|jjjj|aaaa|yy)\b"
    r"|\?\?[./-]\?\?(?:[./-](?:\?+|(?:19|20)\d\d))?|(?<![\w:/])/{1,2}(?:19|20)\d\d\b|\b20(?:\.{2,}|…)|\b\dx[./-]\d\d?\b"
    r"|(?<![\w.,])00?([./-])00?\1(?:0{2,4}|20\d\d)(?![\w,]|\.\d)"
    r"|(?<![\w.-])(\.{2}|-{2}|_{2})([./-])\2\3(?:\2{1,2}|(?:19|20)\d\d)(?![\w/])|\b20(?:\dx|xx|__)(?!\w)"
)
#: What text is counted in: `within x days`.
_UNITS = r"(?:(?:calendar|working|business)\s+)?(?:days?|weeks?|months?|years?|hours?|euros?|EUR|per\s?cent)\b"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BLANK_WORDS = (
    "date|name|number|amount|address|place|title|value|price|period|signature|email|day|month|year|percentage"
)
_WAITING = (
    rf"tb[dca]|(?i:to\s?do)|to be (?:{_DONE_LATER})|insert\b[^\]>]*"
    r"|fill in\b[^\]>]*|add\b[^\]>]*here|[xX]+|\?+|n\.?n\.?|NB\b[^\]>]*"
    r"|(?i:confirm|check|verify)\b[^\]>]*|(?i:note to )[^\]>]*|[•●■▪_\s]+"
    rf"|(?i:the |your )?(?i:(?:[a-z]+ )?(?:text|{_BLANK_WORDS}))(?: of [^\W\d][\w ]{{1,30}})?\??"
    rf"|(?i:{_BLANK_WORDS})(?:(?:/| and |, )(?i:{_BLANK_WORDS}))+|(?i:please|ask|enter|see with|discuss|delete|remove)\b[^\]>]*"
    r"|(?i:to follow|pending|open|n/a|to be \w+ by [^\]>]*|work in progress|draft)|(?i:optional|alternative|option)\b[^\]>]*"
    r"|(?i:(?:drafting |drafter['’]?s? )?(?:note|comment|remark)s?\b[^\]>:]*:.*?)|object Object|[€$£]|[*]+"
    r"|(?:one|two|three|\d+)(?:/(?:one|two|three|four|five|six|\d+))+"
    r"|M[rs]s?/M[rs]s?\b[^\]>]*|[\w’' ]+/[\w’' ]+|[A-Z][a-z]+(?: [a-z]+){0,2}: [^\]]*"
    r"|(?i:if|where|when) (?i:applicable|relevant|appropriate|needed|required|necessary)\b[^\]]*"
    rf"|(?i:(?:[\w'’-]+ ){{0,3}}(?:{_BLANK_WORDS})(?:,? [^\]]*)?)"
)
#: What stands for a figure before a unit: `within … months`.
_STANDS = (
    r"(?:…+|_+|\.{2,}|\?{1,3}|n|#\w*#?|\*|%[dsn]|\$\w|null|None|NULL|undefined|nan"
    r"|\({1,2}(?:number(?: of)?|amount|…|\.+|_*|[nNxX])\){1,2}|\[(?:\d+(?:/\d+)*|number(?: of)?)\])"
)
#: Whole texts that stand where others belong.
_FILLERS = (
    r"(?:sample|dummy|placeholder|example|some) text|text (?:to follow|goes here|here)|your text(?: here)?"
    r"|(?:insert|enter|add|type|put|write|paste)(?: (?:the|your|some))?(?: text)? here|draft only|draft - .*"
)
_TAGS = (
    "a|b|i|u|s|p|q|br|hr|em|strong|span|div|table|tr|td|th|tbody|ul|ol|li|sub|sup|font|h[1-6]|img|code|pre|small|center"
    "|del|ins|mark|blockquote|script|style|input"
)
_NOTE, CODE, _BRACES = "a note to oneself", "a code for a character", "braces that are not a blank"
_MERGE = "a merge field of another program"
_PLACE, _ERROR = "a place to fill in", "what another program says for an error"
BOTH: tuple[tuple[str, str, str], ...] = (
    (r"\[\s*\]\s*\(?#?[^\s)]*\)?", "a reference that is none", WORDS),
    (r"\(#[\w.-]*\)?|\[#[\w.-]+\]?|(?<![\w&])#(?:" + KINDS + r")\.[\w-]+", "half of a reference", WORDS),
    (rf"(?<![\w./#@-])(?:{KINDS})\.{ID}(?:@\d[\d.]*\d)?(?![\w@]|\.[a-z])", "the id of a provision", WORDS),
    (r"[$%]\{(?!\{)[^{}]*\}?|(?<![{%#])\{(?![{%#])[^{}]*\}?|(?<![}%#])\}(?![}%#])", _BRACES, WORDS),
    (rf"\[(?:{_WAITING}|\.{{2,}}|…+|_+)\]|<(?:{_WAITING})>", _PLACE, LATER),
    (r"<<\s?[\w .-]{1,40}\s?>>|«(?:[a-z]\w*|[\w ]*_[\w ]*|" + _WAITING + ")»", _MERGE, LATER),
    (r"\[\[[^\[\]]*\]\]|(?<![\w%])%\w*[a-zA-Z]\w*%(?!\w)", _MERGE, LATER),
    (r"(?<![\w$])\$[a-zA-Z]\w*\$(?![\w$])|(?<!\S):[a-z_]+:(?!\w)", _MERGE, LATER),
    (r"(?<=[\s(])@{1,2}[a-zA-Z]\w*@{0,2}|(?<![\w@.])@{1,2}[a-zA-Z]\w*@", _MERGE, LATER),
    (rf"(?<![\w#&])#\w+#(?!\w)|<(?:[A-Z][A-Z0-9_-]{{2,30}}|[A-Za-z]{{2,15}}(?:_[A-Za-z]{{2,15}})+|[A-Za-z][\w-]{{0,30}} (?i:{_BLANK_WORDS}))>", _MERGE, LATER),
    (r"%%\w+%%|(?<![\w$])\$[A-Z]{3,}\b|‹[^›\n]{1,40}›|«(?i:name|date|datum|nom)\b[^»]*»|(?<!\S)>>\s?[\w .-]{1,40}\s?<<", _MERGE, LATER),
    (r"\b(?:MERGEFIELD|DOCPROPERTY|DOCVARIABLE)\b(?:\s+\w+)?|\bFORM(?:TEXT|CHECKBOX|DROPDOWN)\b", _MERGE, LATER),
    (r"(?i)\bclick (?:or tap )?(?:here )?to (?:enter|add|choose|select)\b[^.]*|^choose an item\b", _MERGE, LATER),
    (r"(?<!\w)#?REF!|#(?:VALUE|NULL|NUM|DIV/0)!|#NAME\?|#N/A(?!\w)|\bNaN\b", _ERROR, LATER),
    (r"[□☐☑☒]|(?<!\w)[■▪]{2,}", "a box to tick or to fill in", LATER),
    (rf"(?<!\d )(?<!\w)(?:[xX]+|N+|N\.N\.)(?=\s+{_UNITS})", _PLACE, LATER),
    (rf"(?<![^\s(]){_STANDS}(?=\s+(?:\[\d+\]\s+)?{_UNITS})|(?<!\S)(?:[xX]{{1,2}}|N{{1,2}}|\.{{2,3}}|…|\?{{1,2}}|_+)(?=\s+(?:{_MONTHS})\b)", _PLACE, LATER),
    (r"(?:\bEUR|€|\beuros?)\s?(?:X+|x{2,}|N{2,}|(?:…|\.{3,}|_{2,})(?!\s+[a-z]))", _PLACE, LATER),
    (r"\b[xX]{2,}(?=\s?€)|(?<![\w.,])(?:[xX]{1,3}|_{1,3}|\?{1,2}|…|\.{2,3})\s?%(?!\})", _PLACE, LATER),
    (r"\b(?:on|by|at|within|until|of) (?:undefined|null|NULL|None)(?=[.,;]|$)", _ERROR, LATER),
    (r"(?<!\S)\w+\\[nrt][a-z]+(?![\w\\])", "a line break of a program", WORDS),
    (r"(?<=[.,;:])\[\d{1,2}\]", "a note that is not there", WORDS),
    (r"[:]\s*(?:…|\.{3})\s*\.?\s*$|(?<!…\s)…(?:\s…)+(?=\s+\d{4})|(?<=\w )[●•](?=\s*[.,;]|$)", _PLACE, LATER),
    (r"\b(?:John|Jane) Doe\b|\bJoe Bloggs\b|\b(?:Max|Erika) Mustermann\b|\b(?:Company|Firm|Firma) (?:ABC|XYZ)\b", _PLACE, LATER),
    (r"\bN\.\s?N\.|\bM(?:r|s|rs)\.?\sX\b|\bMrs?/M(?:r|s|rs)\b|\b(?i:xyz|asdf|(?<=is )foo|foo bar)\b|\bname@\S*|(?<!\S)\S{1,80}@domain\b", _PLACE, LATER),
    (r"(?<!\w)\+00\b[\d ]*|\bXX\d\d[\d ]*|\b[xX]{2,}(?:-[xX]{2,})+\b", _PLACE, LATER),
    (r"\((?i:ask|check with|confirm with|verify with|discuss with)\b[^)]*\)|\((?i:note|comment)\s*:\s*(?i:to be|ask|check)\b[^)]*\)", _NOTE, LATER),
    (r"\bComment \[\w+\]:?|\bTO DO\b|\s\bOR\s*$", _NOTE, LATER),
    (rf"(?i)^\s*\[?(?:{_FILLERS})\]?\.?\s*$|\bdolor sit amet\b", _NOTE, LATER),
    (r"(?<=[a-z.] )#(?= [a-z])|(?<!\S)={2,}\w[^=]*==|(?<=\s)(?:-{3,}|={3,}|\*{3,})(?=\s|$)", "a sign of a markup", WORDS),
    (r"\b\w+(?:[/-]\w+){0,30}\.(?:md|ya?ml)\b", "the name of a file of the library", WORDS),
    (r"(?<!\S)(?:#{2,}|~{2,}|@{2,}|\${2,}|%{2,}|\^{2,})(?=[\s.,;:)]|$)", _PLACE, LATER),
    (r"\b(?:YYYY|JJJJ|AAAA(?!\s+(?:batter|cell)))\b", "a date to fill in", LATER),
    (rf"(?i)\b(?:on|by|at|is|within|until|before|after|from|of)\s\((?:{_BLANK_WORDS})(?:(?:,| and) (?:{_BLANK_WORDS})| of \w+)*\)(?=[.,;]|$)", _PLACE, LATER),
    (rf"(?i)\((?:insert|fill in)(?: (?:here|the|a|your|{_BLANK_WORDS})\b[^)]*)?\)", _PLACE, LATER),
    (r"\bINSERT(?: [A-Z]+)+\b", _PLACE, LATER),
    (rf"(?i)(?<!words )(?<!word )[\"“'‘](?:to be (?:{_DONE_LATER})|tb[dca])[\"”'’]", _PLACE, LATER),
    (rf"(?i)\b(?:on|at|due in|by|within|until|before|after) to be (?:{_DONE_LATER})\b", _PLACE, LATER),
    (r"(?i)\b(?:delete|strike out|strike through) (?:as|where|if|what(?:ever)?|whichever) (?:is |does |are )?(?:in)?"
     r"(?:not|appropriate|applicable|necessary|required)\b(?: \w+)?", "a choice not made", LATER),
    (r"(?i)(?<=see )above\s?/\s?below", "a choice not made", LATER),
    (r"^\s*DRAFT\s*[:–—-]|[(\[]DRAFT[)\]]|\b(?i:note to )(?:the )?(?i:self|editors?|drafters?)\b", _NOTE, LATER),
    (r"\bCHECK (?:THIS|THAT|IF|WITH|WHETHER|AGAIN)\b", _NOTE, LATER),
    (r"â‚¬|â„¢|â€[“”™˜œ¦–—\x80-\x9f]?|Ã[\x80-\xbf©€Ÿ]|Â[\xa0§°·«»]", "letters that were read in another encoding", WORDS),
    (rf"(?i)\(\s*(?:to be (?:{_DONE_LATER})|tb[dca])\s*\)", _PLACE, LATER),
    (rf"(?i)(?:\bdue|[:–—]|^)\s*(?:still |yet )?to be (?:{_DONE_LATER}|{_WRITTEN_LATER}|discussed)\s*(?=[.;]|$)", _PLACE, LATER),
    (rf"(?i)\b(?:is|are|remains?) (?:still |yet )?to be (?:{_WRITTEN_LATER})(?=[.;)]|$)", _PLACE, LATER),
    (rf"(?i)\b(?:(?:is|are|remains?) (?:still|yet)|has yet|have yet|still has|still have) to be (?:{_DONE_LATER}|{_WRITTEN_LATER})(?=[.;)]|$)", _PLACE, LATER),
    (rf"(?i)\b(?:{_BLANK_WORDS}|{_WRITTEN})s?(?: of (?:the |this |each )?[\w’'-]+(?: [\w’'-]+)?)? (?:is|are|remains?) to be (?:{_DONE_LATER})(?=[.;)]|$)", _PLACE, LATER),
    (rf"(?i)\b(?:{_BLANK_WORDS}|{_WRITTEN})s? (?:will|shall|is to|are to) be (?:{_DONE_LATER}|{_WRITTEN_LATER}) (?:later|in due course)(?=[.;)]|$)", _PLACE, LATER),
    (rf"(?i)\b(?:{_WRITTEN})s? (?:is|are) pending(?=[.;)]|$)|^(?:{_WRITTEN})s? (?:follows?|pending)\.?$|^placeholder\.?$", _NOTE, LATER),
    (rf"(?i){_DATE}", "a date to fill in", LATER),
    (rf"\b(?:TO BE (?:{_DONE_LATER.upper()}))\b|(?:--|–|—)\s?[xX]{{2,}}\s?(?:--|–|—)", _PLACE, LATER),
    (r"(?i)(?<!\w)t\.\s?b\.\s?[dca]\.?(?!\w)", _NOTE, LATER),
    (r"\bPLACEHOLDER\b|\bXX\b(?=\s+(?:days?|weeks?|months?|years?|hours?|euros?|EUR|per)\b)", _NOTE, LATER),
    (r"(?i)\berror! (?:reference source|bookmark|not a valid|no text|unknown)\b[^.]*", "a reference that Word has lost", WORDS),
    (r"(?<!\w)_(?:\s_)+(?!\w)", "a line to write on", LATER),
    (r"_{3,}|\.{4,}|…{2,}", "a line to write on", LATER),
    (r"\b(?:TODO|FIXME|TB[DCA]|[Tt]b[dca]|[Tt]odo(?=\s*:))\b|\?{3,}|!{3,}|\b[Ll]orem ipsum\b", _NOTE, LATER),
    (r"(?<!Annex )(?<!Chapter )(?<!Title )(?<!Part )(?<!Article )(?<!Book )\bX{3,}\b(?![IVXLC])", _NOTE, LATER),
    (rf"</?(?:{_TAGS})(?:\s+[a-zA-Z-]+=[^<>]*)?\s*/?>|<!--.*?(?:-->|$)", "HTML", WORDS),
    (r"&(?:[a-zA-Z][a-zA-Z0-9]{1,9}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});", CODE, "Write the character itself."),
    (r"\[[A-Z]{2,3}: [^\]]{0,400}\]|\([A-Z]{2,3}: (?i:check|ask|confirm|verify|see|to be)\b[^)]{0,400}\)|(?<!\S)//\s[a-z][^.]*|/\*.{0,400}?\*/", _NOTE, LATER),
    (r"\(\?\)|(?<=\s)\(\s+\)", _PLACE, LATER),
    (r"(?<!\S)%(?:[sd]|\(\w+\)[sd])(?!\w)|<%.{0,400}?%>|\[%.{0,400}?%\]|\[=\s?\w+\]|(?<![\w/.-])[A-Z]{2,}(?:_[A-Z]{2,})+(?![\w/-]|\.\w)", _MERGE, LATER),
    (r"\\u[0-9a-fA-F]{4}|(?<=[a-z])\\[nrt](?=\s|$)|\\(?:newpage|pagebreak|clearpage|par)\b", "a sign of a program", WORDS),
    (r"(?i)\[{1,2}_?toc_?\]{1,2}", "a sign of a markup", WORDS),
    (rf"(?i)(?:^|(?<=[.;:]\s))(?:please confirm (?:the |this )?(?:{_BLANK_WORDS})|(?:insert|enter|add) (?:the )?(?:{_BLANK_WORDS}) here"
     rf"|(?:{_BLANK_WORDS}) to follow)(?=[.;]|$)", _NOTE, LATER),
    (rf"(?i)\b(?:an?|the) (?:{_BLANK_WORDS}) (?:yet )?to be (?:determined|confirmed|inserted|completed|filled in)(?=[.;]|$)", _PLACE, LATER),
    (r"`+", "a back quote", WORDS),
    (r"\*{2,}|(?<![\w*)\d])\*(?=\w)|(?<=[\w.,;:!?)])\*(?!\w|\s*\d)", "a stray star", WORDS),
    (r"(?<!\w)_+(?=[^\W_])|(?<=[^\W_])_+(?!\w)", "a stray underscore", WORDS),
    (r"^\s*\|.*|\|\s*$|\|[^|]*\|", "a table of signs", WORDS),
    (r"^\s*#{1,6}\s+\S|^#{2,}", "the sign of a heading", WORDS),
    (r"^\s*(?:-{3,}|={3,}|~{3,})|~~\S", "the sign of a line or of struck text", WORDS),
)  # fmt: skip
RUNNING = (
    (
        r"(?<![\w./@-])(?=\w*[a-z]{3})(?:[a-z]+\.)?[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w@/]|\.\w)",
        "the name of a parameter",
        WORDS,
    ),
)
TYPED = (
    (r"!?\[[^\[\]]*\]\([^()\s]*\)?", "a link of Markdown", PLAIN),
    (r"\\[\\*_`\[\]{}<>#]", "a backslash of Markdown", PLAIN),
    (r"\*(?=\S)[^*]*\*", "a stray star", PLAIN),
)
