"""A document's main part as lines that a lawyer can read and compare.

A paragraph is one line: its style, its number, its text. Inside the text stand

    ‹blank:NAME [label]›    a content control with its tag and what it shows
    {REF name \\r \\h = 2}     a field and its cached result
    «name»                  a bookmark, before what it marks
    *text*                  text with a character style, here Emphasis; other styles say their name: *Strong:text*
    <address>               the address of a web link, after its text

    (note 3)                the end of what a comment stands on; below the paragraph follow its lines, after "¦"

A provision's control is a pair of lines with its tag, and what it contains is indented. A table row is a line that
begins with "|", or with "#" if it is repeated as a header.
"""

from collections.abc import Iterator

from lxml import etree

from tests.documents import W, Word

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def project(word: Word) -> str:
    lines = _Projection(word).blocks(word.body.find(W + "body"), "")
    return "".join(f"{line.rstrip()}\n" for line in lines)


class _Projection:
    def __init__(self, word: Word) -> None:
        self.paragraphs = {p.element: p for p in word.paragraphs}
        relations = word.tree("word/_rels/document.xml.rels")
        self.targets = {r.get("Id"): r.get("Target") for r in relations}
        comments = word.tree("word/comments.xml") if "word/comments.xml" in word.parts else ()
        self.comments = {comment.get(W + "id"): comment for comment in comments}

    def blocks(self, parent: etree._Element, indent: str) -> Iterator[str]:
        for child in parent:
            if child.tag == W + "p":
                yield indent + self.paragraph(child)
                yield from self.notes(child, indent)
            elif child.tag == W + "tbl":
                yield from self.table(child, indent)
            elif child.tag == W + "sdt":
                tag = child.find(f"{W}sdtPr/{W}tag").get(W + "val")
                yield f"{indent}begin {tag}"
                yield from self.blocks(child.find(W + "sdtContent"), indent + "  ")
                yield f"{indent}end {tag}"

    def notes(self, p: etree._Element, indent: str) -> Iterator[str]:
        for mark in p.iter(W + "commentReference"):
            comment = self.comments[mark.get(W + "id")]
            yield f"{indent}  ¦ note {comment.get(W + 'id')} by {comment.get(W + 'author')}"
            yield from (f"{indent}  ¦ {''.join(line.itertext(W + 't'))}" for line in comment.iter(W + "p"))

    def table(self, table: etree._Element, indent: str) -> Iterator[str]:
        style = table.find(f"{W}tblPr/{W}tblStyle")
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        named = [e.get(W + "val") for e in (style, caption) if e is not None]
        yield f"{indent}table: {', '.join(named)}".rstrip(": ")
        for row in table.findall(W + "tr"):
            mark = "#" if row.find(f"{W}trPr/{W}tblHeader") is not None else "|"
            cells = [" ¶ ".join(self.inlines(p) for p in cell.iter(W + "p")) for cell in row.iter(W + "tc")]
            yield f"{indent}{mark} " + f" {mark} ".join(cells)

    def paragraph(self, p: etree._Element) -> str:
        known = self.paragraphs[p]
        return " ".join(part for part in (f"[{known.style}]", known.number, self.inlines(p)) if part)

    def inlines(self, parent: etree._Element) -> str:
        """Runs, controls, links and bookmarks; the runs of a field become one piece."""
        shown, state, code = "", "", ""
        for child in parent:
            if child.tag == W + "r":
                mark = child.find(W + "fldChar")
                if mark is not None:
                    state = mark.get(W + "fldCharType")
                    code = "" if state == "begin" else code
                    shown += {"separate": f"{{{code.strip()} = ", "end": "}"}.get(state, "")
                else:
                    code += "".join(child.itertext(W + "instrText"))
                    shown += _run(child)
            elif child.tag == W + "sdt":
                tag = child.find(f"{W}sdtPr/{W}tag").get(W + "val")
                shown += f"‹{tag} {self.inlines(child.find(W + 'sdtContent')).strip()}›"
            elif child.tag == W + "hyperlink":
                shown += f"{self.inlines(child)}<{self.targets[child.get(_R + 'id')]}>"
            elif child.tag == W + "commentRangeEnd":
                shown += f"(note {child.get(W + 'id')})"
            elif child.tag == W + "bookmarkStart":
                shown += f"«{child.get(W + 'name')}»"
        return shown


def _run(run: etree._Element) -> str:
    text = "".join("⏎" if e.tag == W + "br" else e.text or "" for e in run.iter(W + "t", W + "br"))
    style = run.find(f"{W}rPr/{W}rStyle")
    name = style.get(W + "val") if style is not None else ""
    if not text or name in ("", "Blank", "Hyperlink"):
        return text
    return f"*{text}*" if name == "Emphasis" else f"*{name}:{text}*"
