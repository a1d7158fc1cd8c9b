"""Notes disturb nothing: the pages stay as they are, LibreOffice keeps them, and a template's own comments stay."""

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from tests import tools
from tests.commands import ddtender
from tests.documents import VARIANTS, W, Word, build, built_of, sources, word
from tests.notes.margin import comments, own
from tests.office import Office
from tests.tools import ROOT

DRAFTS = [variant for variant, (_, _, final) in VARIANTS.items() if not final]


@pytest.mark.parametrize("document", ["tender", "contract"])
@pytest.mark.parametrize("variant", DRAFTS)
def test_without_its_marks_a_draft_is_the_document_that_has_no_notes(variant: str, document: str) -> None:
    scenario, procedure, _ = VARIANTS[variant]
    read = sources(procedure)
    plain = Word(built_of(read.files, scenario, read.procedure, notes=False).documents[f"{document}.docx"])
    body = word(variant, document).tree("word/document.xml")
    for mark in list(body.iter(W + "commentRangeStart", W + "commentRangeEnd")):
        mark.getparent().remove(mark)
    for mark in list(body.iter(W + "commentReference")):
        run = mark.getparent()
        assert len(run) == 1
        run.getparent().remove(run)
    assert etree.tostring(body, method="c14n") == etree.tostring(plain.body, method="c14n")
    # The digests of what was said (customXml) have those of the notes, too.
    others = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "customXml/item1.xml"}
    same = plain.parts.keys() - others
    assert all(word(variant, document).parts[name] == plain.parts[name] for name in same)


@pytest.mark.usefixtures("needs_libreoffice")
@pytest.mark.parametrize(("variant", "document"), [("high", "tender"), ("low", "contract")])
def test_not_a_dot_on_a_page_moves(tmp_path: Path, variant: str, document: str) -> None:
    read = sources(VARIANTS[variant][1])
    plain = built_of(read.files, VARIANTS[variant][0], read.procedure, notes=False).documents[f"{document}.docx"]
    pages, words = [], []
    for name, content in (("with", word(variant, document).content), ("without", plain)):
        (tmp_path / f"{name}.docx").write_bytes(content)
        pdf = tools.libreoffice_pdf(tmp_path / f"{name}.docx", tmp_path)
        words.append(tools.pdf_words(pdf))
        pages.append([image.read_bytes() for image in tools.pdf_page_images(pdf, tmp_path, dpi=60)])
    assert len(pages[0]) > 3
    for (one, other), (ones, others) in zip(zip(*pages, strict=True), zip(*words, strict=True), strict=True):
        # Behind a note's anchor LibreOffice may set a line with a filled-in value anew: by less than half a point,
        # which nobody sees. All other pages are the same to the dot.
        assert one == other or ones != others
        assert [word for word, _ in ones] == [word for word, _ in others]
        for (_, here), (_, there) in zip(ones, others, strict=True):
            assert max(abs(a - b) for a, b in zip(here, there, strict=True)) < 0.5


def test_libreoffice_shows_and_keeps_every_note_on_its_title(office: Office, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(build("high").documents["tender.docx"])
    document = office.open(tmp_path / "draft.docx")
    wanted = sorted((c.author, c.on, "\n".join(c.lines)) for c in comments(word("high", "tender")))
    assert sorted((c["author"], c["on"].strip(), c["words"]) for c in document.comments()) == wanted
    document.save(tmp_path / "saved.docx")
    document.close()
    saved = Word((tmp_path / "saved.docx").read_bytes())
    assert sorted((c.author, c.on, "\n".join(c.lines)) for c in comments(saved)) == wanted


def own_templates(folder: Path, change) -> Path:
    document = docx.Document(ROOT / "templates/tender.docx")
    change(document)
    folder.mkdir()
    document.save(folder / "tender.docx")
    return folder


@pytest.mark.usefixtures("needs_validator")
def test_a_template_keeps_its_own_comments(tmp_path: Path) -> None:
    def comment(document) -> None:
        document.add_comment(document.paragraphs[0].runs, text="Our house style", author="Clerk", initials="C")

    templates = own_templates(tmp_path / "templates", comment)
    for options, wanted in (([], 1), (["--no-notes"], 0)):
        out = tmp_path / f"out{wanted}"
        result = ddtender("build", "--scenario", "high", "--templates", templates, "--output", out, *options)
        assert result.returncode == 0, result.stderr
        tree = Word((out / "tender.docx").read_bytes()).tree("word/comments.xml")
        (clerk,) = [c for c in tree if c.get(W + "author") == "Clerk"]
        assert "".join(clerk.itertext()) == "Our house style"
        assert bool(own(tree)) == bool(wanted)
        assert len({c.get(W + "id") for c in tree}) == len(tree)
        assert tools.validate_docx([out / "tender.docx"]) == []


@pytest.mark.usefixtures("needs_validator")
def test_words_own_styles_for_comments_are_used_where_a_template_has_them(tmp_path: Path) -> None:
    def styles(document) -> None:
        document.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH).element.set(W + "styleId", "CommentText")
        reference = document.styles.add_style("annotation reference", WD_STYLE_TYPE.CHARACTER)
        reference.element.set(W + "styleId", "CommentReference")

    templates = own_templates(tmp_path / "templates", styles)
    result = ddtender("build", "--scenario", "low", "--templates", templates, "--output", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    read = Word((tmp_path / "out/tender.docx").read_bytes())
    paragraphs = list(read.tree("word/comments.xml").iter(W + "p"))
    assert {p.find(f"{W}pPr/{W}pStyle").get(W + "val") for p in paragraphs} == {"CommentText"}
    for mark in read.body.iter(W + "commentReference"):
        assert mark.getparent().find(f"{W}rPr/{W}rStyle").get(W + "val") == "CommentReference"
    assert tools.validate_docx([tmp_path / "out/tender.docx"]) == []


def test_a_note_of_an_earlier_draft_in_a_template_is_refused(tmp_path: Path) -> None:
    """Whoever makes a template of a draft gets told; its notes would speak of another version."""

    def comment(document) -> None:
        document.add_comment(document.paragraphs[0].runs, text="Version: 0.1", author="ddtender", initials="dd")

    templates = own_templates(tmp_path / "templates", comment)
    for options in ([], ["--no-notes"]):
        arguments = ("--scenario", "low", "--templates", templates, "--output", tmp_path / "out", *options)
        result = ddtender("build", *arguments)
        assert result.returncode == 1
        assert "a drafting note stands where none belongs (in no provision): 'Version: 0.1'" in result.stderr
