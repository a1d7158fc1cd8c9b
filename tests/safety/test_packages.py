"""Zip and XML attacks on everything that reads a .docx or .xlsx: refused in words, in bounded time and memory."""

import io
import json
import sys
from collections.abc import Callable
from functools import cache
from itertools import product

import docx
import pytest

from ddtender.diagnostics import has_errors
from ddtender.diagnostics.formats import as_text
from ddtender.library.templates import read_template
from ddtender.office.package import PackageError
from ddtender.render.adopt import adopt
from ddtender.words import language
from tests.documents import build, built_of, notes_of, sources
from tests.examples import some
from tests.market.forms import form, questionnaire
from tests.packages import parts_of, zipped
from tests.safety.attacks import BOUNDED, REFUSED, UNSAFE
from tests.safety.bounded import bounded
from tests.sheets.workbooks import evaluation_of, register_of
from tests.tools import ROOT

SECONDS, MEGABYTES = 12, 900


@cache
def template() -> bytes:
    return (ROOT / "templates" / "tender.docx").read_bytes()


def _template(content: bytes) -> str:
    read, findings = read_template("t.docx", "tender", content)
    return as_text(findings) if read is None else "read"


def _form(content: bytes) -> str:
    from ddtender.market.read_form import read_form

    answers, findings = read_form("f.docx", content, questionnaire())
    return as_text(findings) if answers is None else "read"


def _workbook(reader: str) -> Callable[[bytes], str]:
    def read(content: bytes) -> str:
        from ddtender.contract.reading import read_register
        from ddtender.evaluation.reading import read_evaluation

        value, findings = (read_register if reader == "register" else read_evaluation)(content, "w.xlsx")
        return as_text(findings) if value is None else "read"

    return read


def _adopted(content: bytes) -> str:
    try:
        adopt(content, template())
    except PackageError as error:
        return f"error: {error}"
    return "read"


def _verified(content: bytes) -> str:
    from ddtender.library.provenance import read_provenance
    from ddtender.office.package import open_package
    from ddtender.verify import verify

    stated = read_provenance(open_package(build("low").documents["tender.docx"]))
    return as_text(verify(content, build("low").prepared.resolved, stated, notes_of("low", "tender"))) or "read"


def _market(content: bytes) -> str:
    from ddtender.render.paper import Paper

    try:
        Paper(content, language())
    except PackageError as error:
        return f"error: {error}"
    return "read"


READERS: dict[str, tuple[Callable[[], bytes], Callable[[bytes], str]]] = {
    "template": (template, _template),
    "returned form": (form, _form),
    "register": (lambda: register_of("laptops"), _workbook("register")),
    "evaluation": (lambda: evaluation_of("laptops"), _workbook("evaluation")),
    "document to adopt": (template, _adopted),
    "finished document": (lambda: build("low").documents["tender.docx"], _verified),
    "market template": (lambda: (ROOT / "templates" / "market.docx").read_bytes(), _market),
}
BAD = ("TOO MUCH", "RAISED", "SIGNAL")


@pytest.mark.parametrize("reader", READERS)
def test_a_sound_file_is_read(reader: str) -> None:
    content, read = READERS[reader]
    assert read(content()) == "read"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("attack", REFUSED)
def test_what_no_reader_accepts(attack: str, reader: str) -> None:
    content, read = READERS[reader]
    hostile = REFUSED[attack](content())
    said = bounded(lambda: read(hostile), SECONDS, MEGABYTES)
    assert said != "read" and "error" in said and not said.startswith(BAD), said
    assert "root:" not in said


@pytest.mark.parametrize(("attack", "reader"), some(product(BOUNDED, READERS), 2))
def test_what_costs_little_whether_it_is_accepted_or_not(attack: str, reader: str) -> None:
    content, read = READERS[reader]
    hostile = BOUNDED[attack](content())
    said = bounded(lambda: read(hostile), SECONDS, MEGABYTES)
    assert not said.startswith(BAD), said


@pytest.mark.parametrize(
    "reader", ["template", "returned form", "document to adopt", "finished document", "market template"]
)
def test_a_document_whose_text_is_something_else_is_refused(reader: str) -> None:
    content, read = READERS[reader]
    assert "error" in read(BOUNDED["another root"](content()))


@pytest.mark.parametrize("attack", UNSAFE)
def test_a_template_that_fetches_runs_or_hides_something(attack: str) -> None:
    said = _template(UNSAFE[attack](template()))
    assert said.startswith("t.docx:1:1: error[unsafe-template] it "), said


@pytest.mark.parametrize("attack", some([*REFUSED, *BOUNDED, *UNSAFE], 3))
def test_a_build_from_a_hostile_template_ends_in_words_or_in_documents(attack: str) -> None:
    attacks = {**REFUSED, **BOUNDED, **UNSAFE}
    files = {**sources().files, "templates/tender.docx": attacks[attack](template())}

    def work() -> str:
        built = built_of(files, "low")
        assert has_errors(built.diagnostics) != bool(built.documents)
        return as_text(built.diagnostics) or "built"

    said = bounded(work, 40, 1_500)
    assert not said.startswith(BAD), said
    assert attack in BOUNDED or said != "built"


def test_the_limits_are_those_of_the_system() -> None:
    """The tests above would notice: memory and time are really limited."""
    assert bounded(lambda: str(len(bytearray(700_000_000))), 5, 200) == "TOO MUCH MEMORY"
    assert bounded(lambda: str(sum(n for n in iter(int, 1))), 1) == "TOO MUCH TIME"
    assert json.loads(bounded(lambda: json.dumps(sys.maxsize))) == sys.maxsize


def _our_template(**changes: tuple[bytes, bytes]) -> bytes:
    """Our template with bytes of parts (word/….xml) replaced."""
    parts = parts_of(template())
    for name, (was, now) in changes.items():
        assert was in parts[f"word/{name}.xml"]
        parts[f"word/{name}.xml"] = parts[f"word/{name}.xml"].replace(was, now)
    return zipped(parts)


@pytest.mark.parametrize(
    "ours",
    [
        _our_template(numbering=(b"<w:abstractNumId ", b"<w:other ")),
        _our_template(numbering=(b"<w:num w:numId=", b"<w:num w:other=")),
        _our_template(styles=(b'<w:basedOn w:val="', b'<w:basedOn w:val="Nowhere')),
        zipped({name: data for name, data in parts_of(template()).items() if name != "word/numbering.xml"}),
    ],
    ids=["lists without levels", "no lists", "styles based on nothing", "no numbering"],
)
def test_a_template_of_ours_that_has_suffered_still_gives_its_styles(ours: bytes) -> None:
    own = io.BytesIO()
    docx.Document().save(own)
    made = adopt(own.getvalue(), ours)
    assert len(made.added) > 10
    docx.Document(io.BytesIO(made.content))


def test_a_template_of_ours_without_its_styles_is_said_to_lack_them() -> None:
    own = io.BytesIO()
    docx.Document().save(own)
    without = {name: data for name, data in parts_of(template()).items() if name != "word/styles.xml"}
    with pytest.raises(PackageError, match=r"it has no style '.+', and neither has the template"):
        adopt(own.getvalue(), zipped(without))
