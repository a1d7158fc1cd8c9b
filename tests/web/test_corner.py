"""The corner of whoever keeps the library: states, translations out and back, a newer base, versions."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddtender.desk.library import conflicts
from ddtender.library.languages.kinds import place_of_translation
from tests.commands import ddtender
from tests.folders import files_in
from tests.history.repository import Repository, init
from tests.languages.parcels import OWN, TAG, Exchange, typed
from tests.layers.houses import PLEDGE, base, changed, put
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown, let_in

_BUYER = place_of_translation("clause_library/definitions/buyer.md", TAG)
_HERE = f"/library/translations/{TAG}"


@pytest.fixture
def kept(tmp_path: Path) -> Repository:
    """A small library with translations into Dutch, released."""
    root = put(tmp_path / "library", Exchange().files)
    (root / "templates").mkdir()
    for name in ("market", "tender", "contract"):
        shutil.copy(ROOT / f"templates/{name}.docx", root / f"templates/{name}.docx")
    init(root).git("tag", "v1.0.0")
    return Repository(root)


@pytest.fixture
def maintainer(kept: Repository, purchases: Path) -> Iterator[Browser]:
    with let_in(kept.root, purchases) as found:
        found.submit(found.see("/you"), {"who": "M. Keeper", "role": "maintainer"})
        yield found


def test_texts_go_to_a_translator_and_come_back(maintainer: Browser, kept: Repository, tmp_path: Path) -> None:
    page = maintainer.see("/library/translations")
    assert _HERE in page.links()
    out = tmp_path / "out.docx"
    kept.run("translate", TAG, "-o", out, "--missing")
    sent = maintainer.get(f"{_HERE}/sent", params={"kind": ".docx", "missing": "1"})
    assert sent.content == out.read_bytes() and "translation-nl.docx" in sent.headers["content-disposition"]
    assert b"urn:oasis:names:tc:xliff" in maintainer.get(f"{_HERE}/sent", params={"kind": ".xlf"}).content
    assert maintainer.see(f"{_HERE}/sent?kind=.pdf").status == 404
    name = Exchange().name("definition.buyer", "title")
    back = typed(sent.content, {name: "Koper", Exchange().name("definition.buyer", "text.1"): "betekent {{ buyer }}."})
    files = {"returned": ("van de vertaler.docx", back)}
    page = maintainer.wait(maintainer.submit(maintainer.see(_HERE), files=files, action=f"{_HERE}/returned"))
    assert "2 texts are taken over." in page.text and _BUYER in page.text, page.text
    assert "title: Koper" in kept.read(_BUYER)
    assert not [*Path(maintainer.settings.state, "handed-in").iterdir()]
    wrong = {"returned": ("brief.docx", b"%PDF-1.7")}
    page = maintainer.submit(maintainer.see(_HERE), files=wrong, action=f"{_HERE}/returned")
    assert page.status == 422 and "neither a Word document nor an XLIFF file" in page.problems[0]


def test_a_translation_is_approved_and_one_that_still_holds_is_said_so(maintainer: Browser, kept: Repository) -> None:
    assert maintainer.submit(maintainer.see(_HERE), action=_HERE, button=("do", "approve")).problems == [
        "Tick the texts first."
    ]
    kept.git("config", "user.name", "Somebody Else")
    before = maintainer.see(_HERE)
    ticks = before.ticks("award.actions")
    done = maintainer.submit(before, ticks, action=_HERE, button=("do", "approve"))
    assert "1 text is approved, in your name." in done.text, done.text
    assert (kept.root / f"clause_library/reviews/{TAG}/award.actions.yaml").is_file()
    kept.edit("clause_library/award_criteria/actions.md", "title: Actions", "title: Measures")
    page = maintainer.see(f"{_HERE}?state=stale")
    assert "award.actions" in page.text and "What has changed" in page.text, page.text
    why = {"why": "Another word for the same."}
    given = page.ticks("award.actions") | why
    for wrong in (page.ticks("award.actions"), ticks | why, {"id": ["award.actions"]} | why):
        assert maintainer.submit(page, wrong, action=_HERE, button=("do", "holds")).status == 422
    assert "has changed since" in maintainer.submit(page, ticks, action=_HERE, button=("do", "approve")).problems[0]
    done = maintainer.submit(page, given, action=_HERE, button=("do", "holds"))
    assert "1 translation holds: that is on record." in done.text
    assert "Another word for the same." in kept.read(OWN)
    page = maintainer.submit(maintainer.see("/library/translations"), {"tag": "SV"})
    assert page.problems and not (kept.root / "clause_library/languages/sv").exists()
    page = maintainer.submit(maintainer.see("/library/translations"), {"tag": "sv"})
    assert page.address == "/library/translations/sv" and "to be filled in" in page.text


def test_versions_are_raised_with_a_reason(maintainer: Browser, kept: Repository) -> None:
    path = "clause_library/award_criteria/actions.md"
    page = maintainer.see("/library/versions")
    assert "Nothing waits" in page.text
    kept.edit(path, "title: Actions", "title: Measures against harm")
    page = maintainer.see("/library/versions")
    assert "award.actions" in page.tree.cssselect("table")[0].text_content()
    assert len(maintainer.submit(page, {"why": ""}).problems) == 3
    given = page.ticks("award.actions") | {"why": "Said more clearly.", "level": "patch"}
    refused = maintainer.submit(page, given)
    assert refused.status == 422 and "award.actions" in refused.problems[0], refused.problems
    done = maintainer.submit(refused, {**given, "level": "major"})
    assert "The version of 1 text is raised." in done.text
    assert "version: 2.0.0" in kept.read(path) and "Said more clearly." in kept.read(path)
    once = maintainer.submit(page, {**given, "level": "major"})  # sent again
    assert once.status == 422 and "version: 2.0.0" in kept.read(path), once.problems
    found = maintainer.wait(maintainer.submit(maintainer.see("/library"), action="/library/check"))
    assert "finding" in found.text and "/library" in found.links()


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A layer that has changed a clause of its base, and the same again for the command line."""
    small = put(tmp_path / "base", base())
    assert ddtender("init", "house", "--authority", "City", "--base", small, cwd=tmp_path).returncode == 0
    assert ddtender("replace", "award.pledge", cwd=tmp_path / "house").returncode == 0
    pledge = tmp_path / "house" / PLEDGE
    pledge.write_text(pledge.read_text().replace("all workers", "all persons"))
    shutil.copytree(tmp_path / "house", tmp_path / "same")
    return tmp_path / "house"


def test_a_newer_base_is_shown_taken_over_and_decided(
    house: Path, purchases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = changed(base(), PLEDGE, "all workers", "all people")
    newer = put(tmp_path / "newer", changed(newer, "clause_library/library.yaml", "version: 1.0.0", "version: 1.1.0"))
    monkeypatch.setattr("ddtender.workspace.bases.library_at_hand", lambda: str(newer))
    shutil.copytree(house, tmp_path / "handed-in")
    with let_in(house, purchases) as keeper:
        page = keeper.see("/library/layers")
        assert "Clauses of City" in page.text and "award.pledge@1.0.0" in page.text
        page = keeper.see("/library/update")
        assert "from version 1.0.0 to 1.1.0" in page.text and "to be decided" in page.text
        assert [one.text_content() for one in page.tree.cssselect("ins")] == ["people"]
        done = keeper.submit(page)
        assert "1 thing is left to decide" in done.text and done.address == "/library/layers"
        assert ddtender("update", "--from", newer, cwd=tmp_path / "same").returncode == 0
        same = _files(house)
        assert same == _files(tmp_path / "same")  # as the command writes them
        assert keeper.see("/library").address == "/library/layers"  # where it is decided
        (link,) = [one for one in done.links() if one.startswith("/library/decide/")]
        assert keeper.see("/library/decide/clause_library/library.yaml").status == 404
        both = (house / PLEDGE).read_bytes()
        page = keeper.see(link)
        assert {"all persons", "all workers", "all people"} <= _worded(page.text)
        assert keeper.submit(page).problems == ["Choose one wording."]
        assert keeper.submit(page, {"side-0": "own", "words-0": " "}).status == 422
        (house / PLEDGE).write_bytes(both + b"\n")
        page = keeper.submit(page, {"side-0": "theirs"})
        assert "The file has changed" in page.problems[0]
        assert page.tree.cssselect("input[checked]")[0].get("value") == "theirs"  # of the same wordings as before
        (house / PLEDGE).write_bytes((both + b"\n").replace(b"all people", b"all humans"))
        assert not keeper.submit(page).tree.cssselect("input[checked]")  # of these nothing is chosen
        (house / PLEDGE).write_bytes(both + b"\n")
        done = keeper.submit(keeper.see(link), {"side-0": "own", "words-0": "The Tenderer pledges it to all."})
        assert done.address == "/library/layers" and "is decided" in done.text
        text = (house / PLEDGE).read_text()
        assert "The Tenderer pledges it to all.\n" in text and "<<<<<<<" not in text
        (aside,) = [one for one in (house / "decided").iterdir() if not one.name.startswith(".")]
        assert aside.read_bytes() == both + b"\n"
        # the same file is decided once more on that day, and what the library says of itself is not decided here
        info = house / "clause_library/library.yaml"
        kept = (house / PLEDGE).read_bytes(), info.read_bytes()
        (house / PLEDGE).write_bytes(both)
        info.write_bytes(kept[1] + b"".join(both.partition(b"<<<<<<<")[1:]))
        assert [one.path for one in conflicts.undecided(house)] == [PLEDGE]
        (once,) = conflicts.undecided(house)
        conflicts.settle(house, PLEDGE, once.digest, [conflicts.WordingChoice("theirs")])
        asides = {one.read_bytes() for one in (house / "decided").iterdir() if not one.name.startswith(".")}
        assert asides == {both, both + b"\n"}
        (house / PLEDGE).write_bytes(kept[0])
        info.write_bytes(kept[1])
        assert ddtender("check", cwd=house).returncode == 0
        assert "there is nothing to update" in keeper.see("/library/update").text
    monkeypatch.setattr("ddtender.workspace.bases.library_at_hand", lambda: None)
    a_base_is_handed_in(tmp_path / "handed-in", newer, purchases, same)


def _worded(text: str) -> set[str]:
    return {one for one in ("all persons", "all workers", "all people") if one in text}


def _files(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in files_in(folder).items() if not path.startswith(".git/")}


def a_base_is_handed_in(house: Path, newer: Path, purchases: Path, same: dict[str, bytes]) -> None:
    """As a .zip, as it is packed by hand and by those who offer it in the net; what leads out of it is refused."""
    files = files_in(newer)
    with let_in(house, purchases) as keeper:
        page = keeper.see("/library/update")
        before = _files(house)

        def given(*parts: tuple[zipfile.ZipInfo | str, bytes]) -> Shown:
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as made:
                for name, content in parts:
                    made.writestr(name, content)
            return keeper.submit(page, files={"base": ("b.zip", packed.getvalue())}, action="/library/update/base")

        link = zipfile.ZipInfo("clause_library/definitions/link.md")
        link.external_attr = 0o120777 << 16
        wanted = [(name, content) for name, content in files.items()]
        for more, said in (
            (("../../evil.md", b"x"), "is not allowed"),
            ((link, b"/etc/passwd"), "is a link"),
            (("CLAUSE_LIBRARY/library.yaml", b"x"), "twice"),
            (("bomb.md", b"0" * 41_000_000), "more than such a file ever needs"),
            ((f"clause_library/{'a/' * 1500}x.md", b"x"), "is not allowed"),
        ):
            refused = given(*wanted, more)
            assert refused.status == 422 and said in refused.problems[0], refused.problems
        assert "no clause library" in given(("readme.md", b"x")).problems[0]
        other = [(name, content.replace(b"name: A small", b"name: Another")) for name, content in wanted]
        assert "which yours extends, is not in it" in given(*other).text
        (extended,) = (house / "vendor").iterdir()
        assert "extends already: there is nothing to update" in given(*files_in(extended).items()).text
        assert keeper.see("/library/update?base=../../..").status == 404
        torn = [(name, content if name != PLEDGE else content[:40]) for name, content in wanted]
        shown = given(*torn)  # whatever extends it could make nothing
        assert "pledge.md" in shown.text and not shown.tree.cssselect("[name=shown]"), shown.text
        assert str(purchases.parent) not in shown.tree.cssselect("main")[0].text_content()
        beside = (("base-1.1.0/.git/config", b"x"), ("__MACOSX/._base-1.1.0", b"x"))  # as a Mac packs a folder
        shown = given(*[(f"base-1.1.0/{name}", content) for name, content in wanted], *beside)
        assert "from version 1.0.0 to 1.1.0" in shown.text, shown.text
        kept = Path(keeper.settings.state, "bases", shown.tree.cssselect("[name=of]")[0].get("value", ""))
        assert "clause_library" in {one.name for one in kept.iterdir()} and not (kept / ".git").exists()
        assert _files(house) == before
        done = keeper.submit(shown)
        assert "1 thing is left to decide" in done.text and not kept.exists()
        again = keeper.submit(shown)
        assert again.address == "/library/layers" and "is not here any more" in again.text
        assert _files(house) == same
