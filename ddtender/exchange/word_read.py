"""A Word document that came back from a translator: bytes in, texts by their names out.

A text is all that stands in its cell, wherever in it somebody typed. A cell has the name of its text twice, as the tag
of a content control and as a bookmark: LibreOffice 7.4 drops tags when it saves, and keeps bookmarks. Nothing else is
read, and tracked changes are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ddtender.exchange.values import PARAGRAPH, ReturnedParcel, ReturnedText, read_name
from ddtender.exchange.word import OF_LIBRARY, OF_TAG, OF_TEXTS
from ddtender.library.languages.spans import Span, Spans, tidy
from ddtender.library.looks.harmless import HIDDEN, STRUCK, on
from ddtender.library.looks.shown import Shown, unseen
from ddtender.library.provenance import own_properties
from ddtender.office.letters import SAYING, said
from ddtender.office.package import PackageError, open_package, parse_part
from ddtender.office.strict import in_usual_names
from ddtender.office.style_names import style_name
from ddtender.office.tracked import accept_all
from ddtender.office.wml import Element, W

#: The largest library has a tenth of it.
MAX_BYTES = 40_000_000
_MAX_TEXTS = 50_000
_DOCUMENT, _STYLES, _COMMENTS = "word/document.xml", "word/styles.xml", "word/comments.xml"
_TRACKED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
#: Words with these looks are not meant, whichever style or format says so.
_LEFT_OUT = {"hidden": HIDDEN, "struck": STRUCK}
#: The style of what Word itself writes into a control that somebody has emptied.
_ASKING = "placeholder text"
#: What an empty cell asks for, in whatever language.
_PROMPT = re.compile(r"\s*‹[^‹›]*›\s*")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_OF_COMMENT = 300


def read_word(content: bytes, prompts: tuple[str, ...]) -> ReturnedParcel:
    """The texts of a .docx; ``prompts`` are what stands in empty cells. Raises PackageError."""
    if not content:
        raise PackageError("the file is empty")
    parts = in_usual_names(open_package(content))
    root = parse_part(_DOCUMENT, parts[_DOCUMENT])
    tracked = {cell for mark in root.iter(*_TRACKED) for cell in mark.iterancestors(W + "tc")}
    accept_all(root)
    for fallback in [*root.iter(_FALLBACK)]:  # the same once more, for older programs
        for child in list(fallback):
            fallback.remove(child)
    reader = _Reader(root, Shown(parts), _looks(parts), prompts, tracked)
    told = own_properties(parts)
    texts = told.get(OF_TEXTS, "")
    return ReturnedParcel(
        [*reader.texts()],
        told.get(OF_TAG),
        told.get(OF_LIBRARY),
        int(texts) if texts.isdecimal() and len(texts) < 9 else None,
        [*reader.comments(parts)],
    )


def _looks(parts: Mapping[str, bytes]) -> Mapping[str, tuple[bool, bool] | None]:
    """What the character styles say of their words: strong, emphasised; None if they are nobody's."""
    if _STYLES not in parts:
        return {}
    named = {
        style.get(W + "styleId", ""): style_name(style).lower()
        for style in parse_part(_STYLES, parts[_STYLES]).iter(W + "style")
    }
    return {
        id_: None if name == _ASKING else (name.startswith("strong"), name == "emphasis") for id_, name in named.items()
    }


class _Reader:
    def __init__(
        self,
        root: Element,
        shown: Shown,
        looks: Mapping[str, tuple[bool, bool] | None],
        prompts: tuple[str, ...],
        tracked: set[Element],
    ) -> None:
        self.root, self.shown, self.looks, self.prompts, self.tracked = root, shown, looks, prompts, tracked
        self.numbers = {paragraph: n for n, paragraph in enumerate(root.iter(W + "p"), 1)}

    def texts(self) -> Iterator[ReturnedText]:
        holders = self._holders()
        if len(holders) > _MAX_TEXTS:
            raise PackageError(f"it has {len(holders):,} texts; at most {_MAX_TEXTS:,} are read")
        for holder, name in holders.items():
            yield self._text(holder, name)

    def _holders(self) -> dict[Element, str]:
        """What holds each text, with its name: that of the outermost control, else that of the first bookmark."""
        found: dict[Element, str] = {}
        for control in self.root.iter(W + "sdt"):
            tag = control.find(f"{W}sdtPr/{W}tag")
            name = "" if tag is None else tag.get(W + "val", "")
            if read_name(name):
                found.setdefault(self._holder(control), name)
        for mark in self.root.iter(W + "bookmarkStart"):
            name = mark.get(W + "name", "")
            cell = next(mark.iterancestors(W + "tc"), None)
            if cell is not None and read_name(name):
                found.setdefault(cell, name)
        return found

    def _holder(self, control: Element) -> Element:
        cell = next(control.iterancestors(W + "tc"), None)
        if cell is None:
            cell = next(control.iter(W + "tc"), None)  # a control around the cell
        return control if cell is None else cell

    def _text(self, holder: Element, name: str) -> ReturnedText:
        remarks: list[str] = []
        paragraphs: list[list[Span]] = []
        for paragraph in holder.iter(W + "p"):
            paragraphs.append([*self._spans(paragraph, remarks)])
        if not paragraphs:  # a control within a paragraph
            paragraphs.append([*self._spans(holder, remarks)])
        texts = ["".join(one.text for one in spans) for spans in paragraphs]
        filled = [spans for spans, text in zip(paragraphs, texts, strict=True) if text.strip()]
        if len(filled) > 1:
            remarks.append("paragraphs")
        if holder in self.tracked:
            remarks.append("tracked")
        spans: list[Span] = []
        for n, one in enumerate(filled):
            spans += [*([Span(PARAGRAPH)] if n else []), *one]
        first = next(holder.iter(W + "p"), None)
        if first is None:
            first = next(holder.iterancestors(W + "p"), None)
        line = self.numbers.get(first, 1) if first is not None else 1
        return ReturnedText(name, self._without_prompt(spans), line, tuple(dict.fromkeys(remarks)))

    def _without_prompt(self, spans: list[Span]) -> Spans:
        text = "".join(one.text for one in spans)
        if _PROMPT.fullmatch(text):
            return ()
        for prompt in self.prompts:
            at = text.find(prompt)
            if at >= 0:  # somebody typed beside it
                letters = [Span(letter, one.strong, one.emphasis) for one in spans for letter in one.text]
                spans = [*letters[:at], *letters[at + len(prompt) :]]
                text = "".join(one.text for one in spans)
        return tidy(spans)

    def _spans(self, root: Element, remarks: list[str]) -> Iterator[Span]:
        for element in root.iter(*SAYING, W + "sym"):
            run = next(element.iterancestors(W + "r"), None)
            if run is None:
                continue
            if element.tag == W + "sym":
                remarks.append("sign")
                continue
            seen = {*self.shown.run(run)}
            if gone := [remark for remark, look in _LEFT_OUT.items() if look in seen]:
                remarks += gone
                continue
            if (look := self._look(run.find(W + "rPr"))) is not None:
                remarks += ["faint"] if unseen(seen) else []
                yield Span(said(element).replace("\t", " "), *look)

    def _look(self, properties: Element | None) -> tuple[bool, bool] | None:
        if properties is None:
            return False, False
        style = properties.find(W + "rStyle")
        look = self.looks.get("" if style is None else style.get(W + "val", ""), (False, False))
        if look is None:
            return None
        strong, emphasis = look
        return self._is(properties, "b", strong), self._is(properties, "i", emphasis)

    @staticmethod
    def _is(properties: Element, name: str, otherwise: bool = False) -> bool:
        found = properties.find(W + name)
        return otherwise if found is None else on(found)

    def comments(self, parts: Mapping[str, bytes]) -> Iterator[tuple[int, str]]:
        """What somebody says in the margin, with the number of its paragraph."""
        if _COMMENTS not in parts:
            return
        places = {}
        for mark in self.root.iter(W + "commentReference"):
            paragraph = next(mark.iterancestors(W + "p"), None)
            places.setdefault(mark.get(W + "id"), self.numbers.get(paragraph, 1) if paragraph is not None else 1)
        for comment in parse_part(_COMMENTS, parts[_COMMENTS]).iter(W + "comment"):
            text = " ".join(" ".join(said(one) for one in comment.iter(*SAYING)).split())
            author = " ".join(comment.get(W + "author", "").split())[:60]
            if text:
                yield places.get(comment.get(W + "id"), 1), f"a comment of {author}: “{text[:_MOST_OF_COMMENT]}”"
