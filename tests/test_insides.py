"""What we use of other libraries that they do not document is still as we use it.

Each library's insides stand in one file. When a new version breaks one of these tests, the message says where to look;
the older version stays pinned in ``.requirements/`` until that file fits the new one.
"""

import ast
import inspect
import io
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from ddtender.render.steps import Steps
from ddtender.sheets.insides import give_look, has_values, look_of, put_text, size_known
from tests.documents import W
from tests.packages import parts_of, zipped
from tests.tools import ROOT

HOUSE = ROOT / "ddtender"
STEPS, INSIDES = "ddtender/render/steps.py", "ddtender/sheets/insides.py"
#: Documented, although they begin with a mark: of named tuples, of enums, of the end of a process,
#: and the name of lxml's own type.
DOCUMENTED = {"_replace", "_fields", "_asdict", "_make", "_value_", "_exit", "_Element"}


def changed(library: str, what: str, where: str) -> str:
    return f"{library} {version(library)}: {what}. What we rely on stands in {where}: write it for this version."


@cache
def house() -> dict[str, list[ast.AST]]:
    """What every source of ours is made of, by its path."""
    return {
        path.relative_to(ROOT).as_posix(): nodes_of(path.read_text(encoding="utf-8")) for path in HOUSE.rglob("*.py")
    }


def nodes_of(text: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(text)))


def private(nodes: list[ast.AST]) -> Iterator[str]:
    """Names of others that begin with a mark, where a source asks for them."""
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {node.attr for node in nodes if isinstance(node, ast.Attribute) and _is_own(node.value)}
    own |= {node.target.id for node in nodes if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and not _is_own(node.value):
            names = [node.attr]
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("ddtender"):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        else:
            continue
        yield from (n for n in names if n.startswith("_") and not n.startswith("__") and n not in own | DOCUMENTED)


def _is_own(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("self", "cls")


def test_no_private_name_of_a_library_is_used_outside_of_the_one_place() -> None:
    used = {(path, name) for path, nodes in house().items() for name in private(nodes)}
    assert used == {(INSIDES, "_style"), ("ddtender/library/yaml_events.py", "_yaml")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cell._value = 1", ["_value"]),
        ("from docx.oxml._shared import it", ["_shared"]),
        ("from openpyxl.cell import _writer", ["_writer"]),
        ("class A:\n    def f(self, other):\n        self._n = 1\n        return other._n", []),
        ("from __future__ import annotations\nx: etree._Element = found._replace(a=1)", []),
    ],
)
def test_a_private_name_is_seen(text: str, names: list[str]) -> None:
    assert [*private(nodes_of(text))] == names


def importers(library: str) -> set[str]:
    found = set()
    for path, nodes in house().items():
        names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        names += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        if any(name.partition(".")[0] == library for name in names):
            found.add(path)
    return found


def test_one_file_knows_docxtpl_and_none_python_docx() -> None:
    assert importers("docxtpl") == {STEPS}
    assert importers("docx") == set()


#: The steps of docxtpl, each with the arguments that we give it.
_OF_DOCXTPL = {
    "render_init": (),
    "get_xml": (),
    "patch_xml": ("xml",),
    "render_xml_part": ("xml", "part", {}, None),
    "resolve_listing": ("xml",),
    "fix_tables": ("xml",),
    "fix_docpr_ids": ("tree",),
}


def test_every_step_of_docxtpl_that_we_use_is_there() -> None:
    """``docx`` and ``docx_ids_index`` are what the steps keep."""
    used = {n.attr for n in house()[STEPS] if isinstance(n, ast.Attribute) and ast.unparse(n.value) in _TEMPLATES}
    assert used == {*_OF_DOCXTPL, "docx", "docx_ids_index"}
    for name, arguments in _OF_DOCXTPL.items():
        step = getattr(DocxTemplate, name, None)
        assert callable(step), changed("docxtpl", f"there is no {name} any more", STEPS)
        try:
            inspect.signature(step).bind(None, *arguments)
        except TypeError as error:
            pytest.fail(changed("docxtpl", f"{name} takes other arguments ({error})", STEPS))


_TEMPLATES = ("template", "self._template", "super()")
_CONTEXT = {"name": "A < B & C", "lines": "one\ntwo\tthree", "yes": True, "rows": [{"n": 1}, {"n": 2}], "wide": "abc"}


@pytest.fixture(scope="module")
def template() -> bytes:
    """A template with all that docxtpl looks at: divided tags, loops, rows and columns, a picture, a header."""
    document = docx.Document()
    divided = document.add_paragraph()
    for piece in ("{", "{ na", "me }", "}, ", "{{ lines }}"):
        divided.add_run(piece)
    for text in ("{%p if yes %}", "kept", "{%p else %}", "left out", "{%p endif %}"):
        document.add_paragraph(text)
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).text, table.cell(1, 0).text = "{%tr for row in rows %}", "{{ row.n }}"
    table.cell(1, 1).text = "{% cellbg 'FF0000' %}red"
    table.cell(2, 0).text = "{%tr endfor %}"
    wide = document.add_table(rows=1, cols=3).rows[0].cells
    wide[0].text, wide[1].text, wide[2].text = "{%tc for c in wide %}", "{{ c }}", "{%tc endfor %}"
    for _ in range(2):
        document.add_paragraph().add_run()._r.append(parse_xml(_DRAWING))
    document.sections[0].header.paragraphs[0].text = "{{ name }}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_DRAWING = (
    f"<w:drawing {nsdecls('w', 'wp', 'a')}><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='1' name='one'/>"
    "<a:graphic><a:graphicData uri='urn:none'/></a:graphic></wp:inline></w:drawing>"
)


def same(content: bytes | etree._Element) -> bytes:
    return etree.tostring(etree.fromstring(content) if isinstance(content, bytes) else content, method="c14n")


def test_our_steps_make_what_docxtpl_makes(template: bytes) -> None:
    environment = Environment(autoescape=True)
    whole, saved = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    whole.render(_CONTEXT, environment, autoescape=True)
    whole.save(saved)
    theirs = parts_of(saved.getvalue())

    steps = Steps(template)
    for _ in range(2):  # a template can be filled any number of times
        body = steps.tree(steps.filled(steps.body, _CONTEXT, environment))
        expected = etree.fromstring(theirs["word/document.xml"]).find(W + "body")
        assert same(body) == same(expected), changed("docxtpl", "its render makes another body than its steps", STEPS)
    (name,) = (name for name in steps.parts if name.startswith("word/header"))
    header = steps.filled(steps.cleaned(steps.parts[name].decode()), _CONTEXT, environment).encode()
    assert same(header) == same(theirs[name]), changed("docxtpl", "its render makes another header", STEPS)
    text = "".join(t.text or "" for t in body.iter(W + "t"))
    assert text == "A < B & C, onetwothreekept1red2redabc" and b"A &lt; B &amp; C" in header


def test_a_template_whose_parts_do_not_belong_together_is_told_by_the_first_step(template: bytes) -> None:
    parts = parts_of(template)
    del parts["word/document.xml"]
    with pytest.raises((AttributeError, KeyError, LookupError, SyntaxError, ValueError)):
        Steps(zipped(parts))


def styled(cell) -> None:
    cell.font, cell.fill = Font(name="Arial", bold=True), PatternFill("solid", fgColor="FF0000")
    cell.border, cell.protection = Border(top=Side("thin")), Protection(locked=False)
    cell.alignment, cell.number_format = Alignment(wrap_text=True), "0.00"


def test_the_look_of_a_cell_can_be_copied_to_another() -> None:
    book, made = Workbook(), []
    first, second, plain = (book.active.cell(row, 1, row) for row in (1, 2, 3))
    before = look_of(first)
    for cell in (first, second):
        give_look(cell, ("key",), lambda cell: (made.append(cell), styled(cell)))
    what = changed("openpyxl", "a cell's _style is no longer its whole look, as a value that can be copied", INSIDES)
    assert made == [first] and look_of(first) == look_of(second) != before == look_of(plain), what
    second.font = Font(name="Arial", italic=True)
    assert first.font.b and not first.font.i, what

    saved = io.BytesIO()
    give_look(second, ("key",), styled)
    book.save(saved)
    one, two, three = (load_workbook(saved).active.cell(row, 1) for row in (1, 2, 3))
    for name in ("font", "fill", "border", "protection", "alignment", "number_format"):
        assert repr(getattr(one, name)) == repr(getattr(two, name)) != repr(getattr(three, name)), what


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "12", "TRUE", "@x", "2027-01-02"])
@pytest.mark.parametrize("quoted", [True, False])
def test_a_text_stays_text(text: str, quoted: bool) -> None:
    book, saved = Workbook(), io.BytesIO()
    put_text(book.active["A1"], text, quoted)
    book.save(saved)
    cell = load_workbook(saved).active["A1"]
    what = changed("openpyxl", "it no longer keeps a cell's data_type as it was set", INSIDES)
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", quoted), what


def test_a_workbook_that_was_just_made_has_no_calculated_values() -> None:
    book, saved = Workbook(), io.BytesIO()
    book.active["A1"], book.active["A2"] = 1, "=A1+1"
    book.save(saved)
    parts = parts_of(saved.getvalue())
    what = changed("openpyxl", "it writes formulas in another way, so that our workbooks are read twice", INSIDES)
    assert not has_values(parts.values()), what
    sheet = "xl/worksheets/sheet1.xml"
    assert has_values([parts[sheet].replace(b"</f><v></v>", b"</f><v>2</v>")]), what


def test_a_sheet_that_is_written_row_by_row_says_its_size() -> None:
    book, saved = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("one")
    size_known(sheet, "A1:B2")
    sheet.append(["a", 1])
    sheet.append(["b", 2])
    book.save(saved)
    written = parts_of(saved.getvalue())["xl/worksheets/sheet1.xml"]
    what = changed("openpyxl", "it asks a sheet for its size in another way", INSIDES)
    assert b'<dimension ref="A1:B2"/>' in written, what
