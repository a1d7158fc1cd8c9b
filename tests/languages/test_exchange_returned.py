"""A translator's file comes back from other programs, and from anybody: what can be read is; the rest does no harm."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ddtender.exchange.values import Parcel, Sheet, TextLine, name_of
from ddtender.exchange.word import write_word
from ddtender.exchange.xliff import write_xliff
from ddtender.library.languages.pieces import TextPiece
from ddtender.library.languages.spans import Span, UnwritableText, as_markdown, of_markdown, of_plain, tidy
from ddtender.office.package import PackageError, open_package, parse_part
from ddtender.office.packaging import serialize, write
from ddtender.words import language
from tests.languages.parcels import ACTIONS, KINDS, OWN, WORD, XLIFF, Exchange, W, X, codes, control, read, typed
from tests.market.test_libreoffice import saved_again
from tests.tools import ROOT, validate_docx

PLAN = "award.actions"
both = pytest.mark.parametrize("kind", KINDS)
_LETTERS = "ab é*_[]()<>&;\\`~|#-+=:!1.{}\u00a0\n\"'’"
_WORDS = st.text(_LETTERS, max_size=8).filter(lambda text: "](" not in text and "{{" not in text)
_TAGS = st.sampled_from(["[](#award.x)", "{{ a_b }}", "[des Ä](#c.d)", "[see](https://example.org/a_b)"])
_SPANS = st.lists(st.builds(Span, st.one_of(_WORDS, _TAGS), st.booleans(), st.booleans()), max_size=5).map(tidy)


@given(_SPANS)
def test_words_are_the_same_through_markdown(spans: tuple[Span, ...]) -> None:
    assert tidy(spans) == spans
    try:
        written = as_markdown(spans)
    except UnwritableText:
        return
    assert of_markdown(written) == spans


@both
@settings(max_examples=12)
@given(texts=st.lists(_SPANS, min_size=1, max_size=12))
def test_words_are_the_same_on_both_ways(kind: str, texts: list[tuple[Span, ...]]) -> None:
    pieces = [TextPiece(("text", n), of_plain("x [](#a.b)"), spans or None) for n, spans in enumerate(texts)]
    lines = tuple(TextLine(name_of(f"{n:012x}", piece), piece) for n, piece in enumerate(pieces))
    parcel = Parcel("nl", "L", "1.0.0", (Sheet(PLAN, "T", "1.0.0", "clause_library/x.md", "draft", lines),))
    if kind == XLIFF:
        content = write_xliff(parcel, language(), "en-GB", "nl-NL")
    else:
        template, day = (ROOT / "templates/market.docx").read_bytes(), datetime(2027, 1, 4, tzinfo=UTC)
        content = write_word(parcel, template, day, language(), language(), "nl-NL")
    back = read(content)
    assert [(one.name, one.words) for one in back.found] == [(line.name, texts[n]) for n, line in enumerate(lines)]
    assert (back.tag, back.library, back.texts) == ("nl", "L", len(texts))


def test_the_document_is_sound(tmp_path: Path, needs_validator: None) -> None:
    one = Exchange()
    one.edit(ACTIONS, "- by letter;", "- by registered letter;")
    (tmp_path / "out.docx").write_bytes(one.send(WORD))
    assert validate_docx([tmp_path / "out.docx"]) == []


def test_xliff_keeps_the_rules_of_its_core() -> None:
    """What a schema cannot say (XLIFF 2.1, 4.2 and 4.3): ids, what codes refer to, and what a state needs."""
    one = Exchange()
    one.edit(ACTIONS, "- by letter;", "- by registered letter;")
    root = etree.fromstring(one.send(XLIFF))
    files = [*root.iter(f"{X}file")]
    assert root.get("version") == "2.1" and len({file.get("id") for file in files}) == len(files) > 5
    states = set()
    for file in files:
        units = file.findall(f"{X}unit")
        assert len({unit.get("id") for unit in units}) == len(units)
        for unit in units:
            order = [child.tag.rpartition("}")[2] for child in unit]
            assert order == sorted(order, key=["glossary", "notes", "originalData", "segment"].index)
            data = {one.get("id") for one in unit.iterfind(f"{X}originalData/{X}data")}
            ids: list[str] = [segment.get("id") for segment in unit.iter(f"{X}segment")]
            for segment in unit.iter(f"{X}segment"):
                states.add((segment.get("state"), segment.get("subState")))
                assert segment.get("state") == "initial" or segment.find(f"{X}target") is not None
                held = [{c.get("id"): c.tag for c in side.iter(f"{X}ph", f"{X}pc")} for side in segment]
                ids += held[0]
                for codes_ in held[1:]:  # the same code has the same id on both sides
                    assert all(held[0].get(id_, tag) == tag for id_, tag in codes_.items())
                assert {c.get("dataRef") for c in segment.iter(f"{X}ph") if c.get("dataRef")} <= data
            assert len(set(ids)) == len(ids)
    assert states == {("initial", None), ("translated", None), ("initial", "ddtender:source-changed")}


def test_libreoffice_keeps_which_text_is_which(tmp_path: Path, needs_libreoffice: None) -> None:
    """Its 7.4 drops the tags of the controls; the bookmarks stay, and so do bold words and references."""
    one = Exchange()
    name = one.name(PLAN, "text.2")
    sent = one.send(WORD)
    changed = typed(sent, {name: "De Opdrachtnemer antwoordt **snel**, *zeer* snel: {{ answer_days }}"})
    back = saved_again(tmp_path, {"same": sent, "changed": changed})
    assert f'w:val="{name}"'.encode() not in open_package(back["changed"])["word/document.xml"]
    done = one.take(back["same"])
    assert not done.files and not done.findings
    done = one.take(back["changed"])
    assert not done.findings
    assert "\nDe Opdrachtnemer antwoordt **snel**, *zeer* snel: {{ answer_days }}\n" in done.files[OWN].decode()


def _edited(content: bytes, edit) -> bytes:
    parts = open_package(content)
    document = parse_part("word/document.xml", parts["word/document.xml"])
    edit(document)
    return write({**parts, "word/document.xml": serialize(document)})


def test_what_is_typed_anywhere_in_a_cell_counts_and_what_is_tracked_is_accepted_and_told() -> None:
    one = Exchange()
    name, other = one.name(PLAN, "title"), one.name(PLAN, "text.3")

    def edit(document: etree._Element) -> None:
        held = control(document, name)
        paragraph = held.getparent()
        ns = f'xmlns:w="{W[1:-1]}"'
        paragraph.append(etree.fromstring(f"<w:r {ns}><w:t xml:space='preserve'> (achteraan)</w:t></w:r>"))
        run = control(document, other).find(f"{W}sdtContent/{W}r")
        deleted = etree.fromstring(f"<w:del {ns} w:id='1' w:author='x'/>")
        inserted = etree.fromstring(f"<w:ins {ns} w:id='2' w:author='x'><w:r><w:t>per fax;</w:t></w:r></w:ins>")
        run.addprevious(deleted)
        run.addprevious(inserted)
        deleted.append(run)
        run.find(f"{W}t").tag = f"{W}delText"
        hidden = etree.fromstring(f"<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>")
        inserted.addnext(hidden)

    done = one.take(_edited(one.send(WORD), edit))
    assert codes(done) == ["translators-remark"] * 2
    assert "tracked changes" in done.findings[1].message and "hidden" in done.findings[0].message
    text = done.files[OWN].decode()
    assert "title: Maatregelen (achteraan)\n" in text and "- per fax;\n" in text and "geheim" not in text


@pytest.mark.parametrize(
    ("looks", "style", "told"),
    [
        ("<w:strike/>", "", "struck through were left out"),
        ("<w:dstrike/>", "", "struck through were left out"),
        ("<w:rStyle w:val='Own'/>", "<w:strike/>", "struck through were left out"),
        ("<w:rStyle w:val='Own'/>", "<w:vanish/>", "hidden were left out"),
        ("<w:color w:val='FFFFFF'/>", "", "can hardly be seen"),
        ("<w:rStyle w:val='Own'/>", "<w:sz w:val='2'/>", "can hardly be seen"),
    ],
)
def test_what_its_look_takes_away_is_no_text_and_what_it_hides_is_told(looks: str, style: str, told: str) -> None:
    one = Exchange()
    name, ns = one.name(PLAN, "title"), f'xmlns:w="{W[1:-1]}"'
    own = f"<w:style {ns} w:type='character' w:styleId='Own'><w:name w:val='Own'/><w:rPr>{style}</w:rPr></w:style>"

    def edit(document: etree._Element) -> None:
        run = f"<w:r {ns}><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'> vergeten</w:t></w:r>"
        control(document, name).getparent().append(etree.fromstring(run))

    parts = open_package(_edited(one.send(WORD), edit))
    styles = parse_part("word/styles.xml", parts["word/styles.xml"])
    styles.append(etree.fromstring(own))
    done = one.take(write({**parts, "word/styles.xml": serialize(styles)}))
    assert [told in finding.message for finding in done.findings] == [True]
    text = done.files.get(OWN, b"").decode()
    assert ("vergeten" in text) == ("hardly" in told)


def test_a_paragraph_that_was_split_is_one_again_and_a_prompt_is_no_text() -> None:
    one = Exchange()
    name = one.name(PLAN, "title")
    empty = one.name("definition.buyer", "title")

    def edit(document: etree._Element) -> None:
        cell = next(control(document, name).iterancestors(f"{W}tc"))
        second = etree.SubElement(cell, f"{W}p")
        etree.SubElement(etree.SubElement(second, f"{W}r"), f"{W}t").text = "en meer"
        run = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:t>Koper</w:t></w:r>')
        control(document, empty).addnext(run)  # typed behind the prompt, which stays

    done = one.take(_edited(one.send(WORD), edit))
    assert codes(done) == ["translators-remark"] and "joined to one" in done.findings[0].message
    assert "title: Maatregelen en meer\n" in done.files[OWN].decode()
    (begun,) = (content for path, content in done.files.items() if path.endswith("buyer.md"))
    assert "\ntitle: Koper\n" in begun.decode()


def test_what_word_asks_for_in_an_emptied_cell_is_no_text() -> None:
    one = Exchange()
    name = one.name(PLAN, "title")
    parts = open_package(typed(one.send(WORD), {name: "Click or tap here to enter text."}))
    style = '<w:style w:type="character" w:styleId="Asks"><w:name w:val="Placeholder Text"/></w:style></w:styles>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", style.encode())
    document = parse_part("word/document.xml", parts["word/document.xml"])
    properties = control(document, name).find(f"{W}sdtContent/{W}r/{W}rPr")
    properties.append(etree.fromstring(f'<w:rStyle xmlns:w="{W[1:-1]}" w:val="Asks"/>'))
    done = one.take(write({**parts, "word/document.xml": serialize(document)}))
    assert codes(done) == ["translators-remark"] and "the library keeps its words" in done.findings[0].message
    assert not done.files


@both
def test_another_language_or_library_is_refused(kind: str) -> None:
    one, other = Exchange(), Exchange()
    other.tag = "fr"
    done = other.take(one.send(kind))
    assert codes(done) == ["other-translation"] and "into 'nl', not into fr" in done.findings[0].message
    other = Exchange()
    other.edit("clause_library/library.yaml", "A small library for tests", "Another one")
    done = other.take(one.send(kind))
    assert codes(done) == ["other-translation"] and "'A small library for tests'" in done.findings[0].message


@both
def test_names_that_somebody_made_up_lead_nowhere(kind: str) -> None:
    one = Exchange()
    name = one.name(PLAN, "title")
    sent = typed(one.send(kind, PLAN), {name: "Weg"})
    made_up = {
        "t_" + "_".join(["0" * 12] * 3): "unknown-text",
        "../../library.yaml": "unknown-text",
        one.name(PLAN, "text.1"): "text-twice",
    }
    for new, code in made_up.items():
        if kind == XLIFF:
            content = sent.replace(name.encode(), new.encode())
        else:
            content = _edited(sent, lambda document, new=new: _rename(document, name, new))
        done = one.take(content)
        assert code in codes(done) and not done.files, new


def _rename(document: etree._Element, name: str, new: str) -> None:
    for element in document.iter(f"{W}tag", f"{W}bookmarkStart"):
        for key, value in element.attrib.items():
            if value == name:
                element.set(key, new)


HOSTILE = {
    "nothing": b"",
    "text": b"Bonjour",
    "entities": b'<!DOCTYPE x [<!ENTITY a "b">]><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0">&a;</xliff>',
    "deep": b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0">' + b"<a>" * 5000,
    "old": b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
    "other": b"<html/>",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_xliff_is_said_to_be_none(what: str) -> None:
    with pytest.raises(PackageError):
        read(HOSTILE[what])


def test_a_document_that_unpacks_to_more_than_any_is_refused() -> None:
    parts = open_package(Exchange().send(WORD, PLAN))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("word/media/big.xml", b" " * 60_000_000)
    with pytest.raises(PackageError, match="unpacks to more"):
        read(made.getvalue())


def test_codes_of_another_program_are_read_as_ours() -> None:
    """Spans in two halves, a character by its number, an annotation: XLIFF allows a program all of these."""
    one = Exchange()
    name = one.name(PLAN, "text.4")
    root = etree.fromstring(one.send(XLIFF, PLAN))
    target = next(s for s in root.iter(f"{X}segment") if s.get("id") == name).find(f"{X}target")
    new = '<target xmlns="%s">of\n   <mrk id="m1" type="comment">snel</mrk>: <sc id="9" type="fmt" subType="xlf:b"/>nu'
    new += '<ec startRef="9"/> <pc id="7"><ph id="8" equiv="of"/> <cp hex="0007"/>nooit</pc></target>'
    target.getparent().replace(target, etree.fromstring(new % X[1:-1]))
    done = one.take(etree.tostring(root))
    assert not done.findings and done.files[OWN].decode().endswith("- of snel: **nu** of nooit\n")
