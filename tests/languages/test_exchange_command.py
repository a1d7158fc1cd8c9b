"""`ddtender translate TAG -o` and `--apply`, as a maintainer and a translator use them."""

import shutil
from pathlib import Path

import pytest

from ddtender.library.languages.kinds import place_of_translation
from tests.history.repository import Repository, init
from tests.languages.parcels import ACTIONS, GOODS, OWN, TAG, Exchange, typed
from tests.tools import ROOT

PLAN = "award.actions"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("exchange") / "library"
    (root / "templates").mkdir(parents=True)
    for path, content in Exchange().files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for name in ("market", "tender", "contract"):
        shutil.copy(ROOT / f"templates/{name}.docx", root / f"templates/{name}.docx")
    init(root).git("tag", "v1.0.0")
    return root


@pytest.fixture
def library(small: Path, tmp_path: Path) -> Repository:
    return Repository(Path(shutil.copytree(small, tmp_path / "library", symlinks=True)))


def test_texts_go_out_and_come_back(library: Repository, tmp_path: Path) -> None:
    one, out = Exchange(), tmp_path / "out.docx"
    said = library.run("translate", TAG, "-o", out, "--missing").out
    assert "wrote " in said and " texts of " in said
    name = one.name("definition.buyer", "title")
    out.write_bytes(
        typed(out.read_bytes(), {name: "Koper", one.name("definition.buyer", "text.1"): "betekent {{ buyer }}."})
    )
    done = library.run("translate", TAG, "--apply", out)
    place = place_of_translation("clause_library/definitions/buyer.md", TAG)
    assert done.out == f"{place}\n2 texts taken over, 1 file changed.\n" and not done.err
    assert "title: Koper\nalso: []\n---\nbetekent {{ buyer }}.\n" in library.read(place)
    assert library.git("status", "--short") == f"?? {place}"
    assert library.run("translate", TAG, "--apply", out).out == "0 texts taken over, 0 files changed.\n"


def test_what_has_changed_is_sent_by_its_state_and_is_no_longer_stale_when_it_comes_back(
    library: Repository, tmp_path: Path
) -> None:
    out = tmp_path / "stale.xlf"
    assert "nothing is stale in nl" in library.run("translate", TAG, "-o", out, "--stale", code=2).said
    library.edit(ACTIONS, "title: Actions", "title: Measures")
    assert "8 texts of 1 file." in library.run("translate", TAG, "-o", out, "--stale").out
    text = out.read_text()
    assert 'subState="ddtender:source-changed"' in text and "De brontekst was: Actions" in text
    out.write_text(text.replace("<target>Maatregelen</target>", "<target>Maatregelen nu</target>"))
    assert "1 text taken over" in library.run("translate", TAG, "--apply", out).out
    assert library.run("translate", TAG, PLAN, "--format", "json").json()[0]["state"] == "draft"


def test_nothing_is_written_where_anything_is_wrong(library: Repository, tmp_path: Path) -> None:
    one, out = Exchange(), tmp_path / "out.docx"
    library.run("translate", TAG, "-o", out)
    texts = {one.name(PLAN, "title"): "Acties", one.name("definition.goods", "title"): "Waren"}
    out.write_bytes(typed(out.read_bytes(), texts))
    library.edit(OWN, "title: Maatregelen", "title: Stappen")
    library.commit()
    done = library.run("translate", TAG, "--apply", out, code=1)
    assert "error[translation-conflict] award.actions, title:" in done.err and "nothing was written" in done.err
    assert not library.git("status", "--short")
    library.run("translate", TAG, "--apply", out, "definition.goods")
    assert library.git("status", "--short") == f"M {GOODS}"


def test_what_a_check_says_of_the_new_words_is_said_at_once(library: Repository, tmp_path: Path) -> None:
    one, out = Exchange(), tmp_path / "out.docx"
    library.run("translate", TAG, "-o", out, PLAN)
    out.write_bytes(typed(out.read_bytes(), {one.name(PLAN, "text.2"): "Binnen 3 weken na {{ answer_days }}:"}))
    assert f"{OWN}:13:1: warning[translation-numbers]" in library.run("translate", TAG, "--apply", out).err


def test_wrong_ways_to_ask(library: Repository, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    for given, said in (
        (("-o", "out.pdf"), "is to be a .docx or .xlf file"),
        (("-o", out, "--list"), "Give one of --list, --begin, --follows, -o and --apply."),
        (("--stale",), "belong to -o"),
        (("-o", out, PLAN, "--missing"), "not both"),
        (("-o", out, "award.action"), "Did you mean 'award.actions'?"),
    ):
        assert said in " ".join(library.run("translate", TAG, *given, code=2).said.split()), given
    out.write_bytes(b"%PDF-1.7")
    done = library.run("translate", TAG, "--apply", out, code=1)
    assert "error[unreadable-translation] this is a PDF" in done.said and "Traceback" not in done.said
