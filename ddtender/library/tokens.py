"""The tokens of markdown-it for a provision file.

Most texts have no character that could begin a heading, a quotation, code or HTML. For them the rules of the parser
that look for such things at every line and every sign are left out; where there is any doubt, all rules are asked.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from ddtender.model.text import any_of

#: A reference to an id, in which no character can need an escape.
_PLAIN_TARGET = re.compile(r"#[a-z0-9.-]+")
#: Rules that need something which ``_is_unusual`` looks for.
_LEFT_OUT = (
    "blockquote", "code", "fence", "heading", "hr", "html_block", "lheading", "reference",
    "autolink", "backticks", "entity", "escape", "html_inline", "image",
)  # fmt: skip
#: Code, struck text, tables, HTML, quotations, entities, escapes, underlined headings; images, link definitions, and
#: code that is indented.
_SIGNS = (*"`~|<>&\\=\t\r\0", "![", "]:", "    ")
#: A line that could be more than words; an underlined heading, or a rule across the page.
_DRAWN = re.compile(r"[-*_][ ]*$", re.MULTILINE)
_RULED = re.compile(r"^[ ]*-+[ ]*$|(?:[-*_][ ]*){3}$", re.MULTILINE)
#: What ends front matter (three dashes, or three dots as in YAML), or could be taken for its end.
_FENCE = re.compile(r"\n(?:[ \t]*-{3,}|\.{3})[ \t]*$", re.MULTILINE)
_OPENING = "---\n"


@cache
def full_parser() -> MarkdownIt:
    """CommonMark with front matter. Tables and strike-through are switched on so that they are seen and refused, not
    printed as pipes and tildes."""
    return _with_plain_targets(MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin))


@cache
def _short_parser() -> MarkdownIt:
    return _with_plain_targets(MarkdownIt("commonmark").disable(_LEFT_OUT))


def _with_plain_targets(parser: MarkdownIt) -> MarkdownIt:
    normal = parser.normalizeLink
    parser.normalizeLink = lambda url: url if _PLAIN_TARGET.fullmatch(url) else normal(url)
    return parser


def tokens_of(text: str) -> tuple[tuple[int, int] | None, list[Token], dict]:
    """The first line of the front matter and the line after it (from 0; None without any), the tokens of the text below
    it, and the parser's notes, with link definitions under ``references`` and ``duplicate_refs``."""
    fence = _FENCE.search(text, len(_OPENING) - 1) if text.startswith(_OPENING) else None
    if fence and fence.group() == "\n---":
        body = text[fence.end() :]
        if not _is_unusual(body):
            lines = text.count("\n", 0, fence.end())
            return (0, lines + 1), _short_parser().parse("\n" * lines + body, {}), {}
    env: dict = {}
    tokens = full_parser().parse(text, env)
    if tokens and tokens[0].type == "front_matter":
        first, end = tokens[0].map or (0, 1)
        return (first, end), tokens[1:], env
    return None, tokens, env


def _is_unusual(body: str) -> bool:
    """Whether a text could have something for one of the rules that are left out. (Many short questions are answered in
    a tenth of the time of one long expression.)"""
    if any_of(_SIGNS, body) or body.count("#") != body.count("(#"):  # a heading; after a bracket it is a reference
        return True
    return bool(_DRAWN.search(body) and _RULED.search(body))
