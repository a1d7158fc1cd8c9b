"""A document says what it was made from, and goes on saying it when other programs have saved it."""

import hashlib
import json
import re
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddtender import __version__
from ddtender.library.provenance import Provenance, read_provenance
from ddtender.office.package import PackageError, open_package
from ddtender.render.properties import set_provenance
from tests import tools
from tests.commands import ddtender
from tests.documents import LAPTOPS, Word, build, word
from tests.packages import parts_of
from tests.tools import ROOT

CUSTOM = "docProps/custom.xml"
NAMES = {
    "ddtender",
    "ddtender.document",
    "ddtender.scenario",
    "ddtender.procedure",
    "ddtender.procedure-sha256",
    "ddtender.library",
    "ddtender.library-version",
    "ddtender.commit",
    "ddtender.dirty",
    "ddtender.final",
}


def properties(read: Word) -> dict[str, str]:
    """Names and values, as in ECMA-376 part 1, 22.3; read without ddtender."""
    return {p.get("name"): "".join(p.itertext()) for p in read.tree(CUSTOM)}


@pytest.mark.parametrize("document", ["tender", "contract"])
def test_a_document_says_what_it_was_made_from(document: str) -> None:
    assert properties(word("laptops", document)) == {
        "ddtender": __version__,
        "ddtender.document": document,
        "ddtender.scenario": "high",
        "ddtender.procedure": "scenarios/procedures/laptops.yaml",
        "ddtender.procedure-sha256": hashlib.sha256(LAPTOPS.read_bytes()).hexdigest(),
        "ddtender.library": "Human rights due diligence in ICT procurement",
        "ddtender.library-version": "1.0.0",
        "ddtender.dirty": "false",
        "ddtender.final": "false",
        "ddtender.template": f"templates/{document}.docx",
        "ddtender.template-sha256": hashlib.sha256((ROOT / f"templates/{document}.docx").read_bytes()).hexdigest(),
    }
    assert properties(word("laptops-final", document))["ddtender.final"] == "true"
    assert "ddtender.procedure" not in properties(word("high", document))


def test_a_build_states_the_same_as_its_manifest(tmp_path: Path) -> None:
    """The commit of this checkout, and whether its sources are as committed."""
    assert ddtender("build", "--scenario", "high", "--procedure", LAPTOPS, "--output", tmp_path).returncode == 0
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    stated = read_provenance(open_package((tmp_path / "contract.docx").read_bytes()))
    assert stated == Provenance(
        ddtender=manifest["ddtender"],
        document="contract",
        scenario=manifest["scenario"],
        library=manifest["library"]["name"],
        library_version=manifest["library"]["version"],
        dirty=manifest["library"]["dirty"],
        final=manifest["final"],
        procedure=manifest["procedure"]["path"],
        procedure_sha256=manifest["procedure"]["sha256"],
        commit=manifest["library"]["commit"],
        template="templates/contract.docx",
        template_sha256=hashlib.sha256((ROOT / "templates/contract.docx").read_bytes()).hexdigest(),
    )


def test_the_folders_of_somebodys_machine_stay_private(tmp_path: Path) -> None:
    procedure = tmp_path / "ours.yaml"
    procedure.write_bytes(LAPTOPS.read_bytes())
    arguments = ("build", "--scenario", "high", "--procedure", procedure, "--output", tmp_path / "out")
    assert ddtender(*arguments).returncode == 0
    assert properties(Word((tmp_path / "out/tender.docx").read_bytes()))["ddtender.procedure"] == "ours.yaml"


@pytest.mark.usefixtures("needs_libreoffice")
def test_libreoffice_keeps_what_a_document_says_of_its_origin(tmp_path: Path) -> None:
    for variant in ("laptops", "laptops-final"):
        (tmp_path / f"{variant}.docx").write_bytes(build(variant).documents["tender.docx"])
        (tmp_path / "saved").mkdir(exist_ok=True)
        saved = tools.libreoffice_docx(tmp_path / f"{variant}.docx", tmp_path / "saved").read_bytes()
        assert saved != word(variant, "tender").content
        assert read_provenance(open_package(saved)) == read_provenance(word(variant, "tender").parts)


def test_python_docx_keeps_it_too(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word("high", "tender").content)
    document = docx.Document(tmp_path / "a.docx")
    document.add_paragraph("An edit")
    document.save(tmp_path / "b.docx")
    assert read_provenance(open_package((tmp_path / "b.docx").read_bytes())).scenario == "high"


OWN = """<?xml version="1.0"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="Client"><vt:lpwstr>City</vt:lpwstr></property>
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="8" name="ddtender.scenario"><vt:lpwstr>x</vt:lpwstr>
</property>
</Properties>"""
TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


@pytest.mark.usefixtures("needs_validator")
def test_a_template_keeps_its_own_properties(tmp_path: Path) -> None:
    """Also where its part has another name; what an earlier document of ours said in it is replaced."""
    template = Word((tools.ROOT / "templates/tender.docx").read_bytes())
    related = f'<Relationship Id="own" Type="{RELATION}" Target="/docProps/Own.xml"/></Relationships>'
    typed = f'<Override PartName="/docProps/Own.xml" ContentType="{TYPE}"/></Types>'
    parts = {
        "docProps/Own.xml": OWN.encode(),
        "_rels/.rels": template.parts["_rels/.rels"].replace(b"</Relationships>", related.encode()),
        "[Content_Types].xml": template.parts["[Content_Types].xml"].replace(b"</Types>", typed.encode()),
    }
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/tender.docx").write_bytes(template.with_parts(parts))
    result = ddtender("build", "--scenario", "low", "--templates", tmp_path / "templates", "--output", tmp_path)
    assert result.returncode == 0, result.stderr
    built = Word((tmp_path / "tender.docx").read_bytes())
    assert CUSTOM not in built.parts
    found = [(p.get("name"), p.get("pid"), "".join(p.itertext())) for p in built.tree("docProps/Own.xml")]
    assert ("Client", "7", "City") in found
    assert [text for name, _, text in found if name == "ddtender.scenario"] == ["low"]
    assert len({pid for _, pid, _ in found}) == len(found)
    assert read_provenance(built.parts).scenario == "low"
    assert tools.validate_docx([tmp_path / "tender.docx"]) == []


def test_a_document_of_nobody_in_particular_has_no_provenance(tmp_path: Path) -> None:
    docx.Document().save(tmp_path / "plain.docx")
    assert read_provenance(open_package((tmp_path / "plain.docx").read_bytes())) is None
    assert read_provenance({}) is None
    assert read_provenance({**word("high", "tender").parts, CUSTOM: OWN.encode()}) is None


def spoilt(old: str, new: str) -> dict[str, bytes]:
    parts = word("laptops", "tender").parts
    text = parts[CUSTOM].decode()
    assert re.search(old, text)
    return {**parts, CUSTOM: re.sub(old, new, text, count=1).encode()}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name="ddtender.library"', 'name="library"', "lack ddtender.library"),
        (">tender<", ">invoice<", "ddtender.document is not what"),
        (">false<", ">perhaps<", "ddtender.dirty is not what"),
        (">high<", "><", "'ddtender.scenario' is not what"),
        (">high<", ">high&#9;<", "'ddtender.scenario' is not what"),
        (">high<", f">{'high' * 1000}<", "'ddtender.scenario' is not what"),
        ("<vt:lpwstr>high</vt:lpwstr>", "<vt:i4>7</vt:i4>", "'ddtender.scenario' is not what"),
        ('name="ddtender.library"', 'name="ddtender.final"', "'ddtender.final' is not what"),
        (r">[0-9a-f]{64}<", ">--upload-pack=touch<", "ddtender.procedure-sha256 is not what"),
        (
            "<Properties",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Properties",
            "declares a document type",
        ),
        ("</Properties>", "", "not well-formed"),
    ],
)
def test_what_ddtender_never_writes_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(PackageError, match=message):
        read_provenance(spoilt(old, new))


TEXT = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
ANY = st.builds(
    Provenance,
    ddtender=TEXT,
    document=st.sampled_from(["tender", "contract"]),
    scenario=TEXT,
    library=TEXT,
    library_version=TEXT,
    dirty=st.booleans(),
    final=st.booleans(),
    procedure=st.none() | TEXT,
    procedure_sha256=st.none() | HEX,
    commit=st.none() | HEX,
)


@given(ANY)
def test_what_is_written_is_what_is_read(provenance: Provenance) -> None:
    assert {*provenance.properties()} <= NAMES
    parts = dict(word("laptops", "tender").parts)
    set_provenance(parts, provenance)
    assert read_provenance(parts) == provenance
    before = dict(parts)
    set_provenance(parts, provenance)
    assert parts == before


@given(st.data())
def test_damaged_properties_give_a_reason_and_never_a_crash(data: st.DataObject) -> None:
    parts = word("laptops", "tender").parts
    custom = parts[CUSTOM]
    start = data.draw(st.integers(0, len(custom)))
    end = data.draw(st.integers(start, min(len(custom), start + 200)))
    damaged = custom[:start] + data.draw(st.binary(max_size=8)) + custom[end:]
    try:
        found = read_provenance({**parts, CUSTOM: damaged})
    except PackageError as error:
        assert str(error)
    else:
        assert found is None or found.document in ("tender", "contract")


def test_what_is_given_away_does_not_tell_whose_home_it_was_made_in(tmp_path: Path) -> None:
    home = tmp_path / "home/anna.jansen"
    home.mkdir(parents=True)
    procedure = home / "laptops.yaml"
    procedure.write_bytes((ROOT / "scenarios/procedures/laptops.yaml").read_bytes())
    out, build = home / "out", ("build", "--scenario", "high", "--procedure", procedure)
    assert ddtender(*build, "--output", out, HOME=str(home)).returncode == 0
    assert '"laptops.yaml"' in (out / "manifest.json").read_text()
    for path in out.iterdir():
        parts = parts_of(path.read_bytes()).values() if path.suffix in (".docx", ".xlsx") else [path.read_bytes()]
        assert not any(b"anna.jansen" in part for part in parts), path.name
