"""The form through LibreOffice and back: what it keeps is enough to read the same answers."""

import subprocess
from pathlib import Path

from tests import tools
from tests.market.forms import HIGH, MEDIUM, POINTS, assessed, filled, form, read, ticks

FORMS = {
    "medium": (ticks(MEDIUM, "other"), {"company": "Delta Systems", "kind.other.text": "lessor", "contact": "Jo"}),
    "high": (ticks(HIGH, "reseller"), {"company": "=cmd|' /C calc'!A0", "actions": "Training"}),
    "all": ({f"{group}.{option}" for group, option, *_ in POINTS}, {"actions.digital-tools.text": "Tool"}),
    "empty": (set(), {}),
}


def saved_again(folder: Path, contents: dict[str, bytes]) -> dict[str, bytes]:
    """The documents as LibreOffice saves them."""
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = Path(tools._libreoffice_profile().name).as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    out = folder / "out"
    files = [str(folder / f"{name}.docx") for name in contents]
    subprocess.run(["soffice", *options, "--outdir", str(out), *files], check=True, capture_output=True, timeout=180)
    return {name: (out / f"{name}.docx").read_bytes() for name in contents}


def test_libreoffice_round_trip(tmp_path: Path, needs_libreoffice: None) -> None:
    before = {name: filled(names, texts) for name, (names, texts) in FORMS.items()}
    once = saved_again(tmp_path, before)
    twice = saved_again(tmp_path, once)
    for name in FORMS:
        ours, findings = read(before[name])
        for content in (once[name], twice[name]):
            theirs, more = read(content)
            assert content != before[name]
            assert more == findings == []
            for what in ("company", "contact", "kind", "kinds_ticked", "ticked", "unread", "texts", "remarks", "notes"):
                assert getattr(theirs, what) == getattr(ours, what), (name, what)
            assert assessed(theirs).suppliers[0].dimensions == assessed(ours).suppliers[0].dimensions


def test_libreoffice_shows_every_box_and_rule(tmp_path: Path, needs_libreoffice: None) -> None:
    (tmp_path / "form.docx").write_bytes(form())
    text = tools.pdf_text(tools.libreoffice_pdf(tmp_path / "form.docx", tmp_path))
    assert text.count("☐") == 25
    assert "Tick one statement only." in text
