"""Whatever file of a procurement is broken: every page says so, with what it can still show, and leads on; no form is
offered that relies on it, and nobody is told where on the machine the folder lies."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ddtender.desk.evaluation import evaluation_folder
from ddtender.desk.speaking import speaker
from ddtender.web.broken import BrokenFile, without_told
from ddtender.web.language import LANGUAGES
from ddtender.web.pages import PAGES
from ddtender.web.whereabouts import below
from ddtender.words import language
from tests.commands import approved_workspace
from tests.web.browsing import Browser, Shown, let_in

HERE = "/p/tel"
FACTS, RECORD, COMMENT = "procedure.yaml", "record.jsonl", "comments/tender-0.yaml"
#: What stands for the names in the address of a page.
NAMES = {
    "name": "tel",
    "step": "places",
    "row": "2",
    "group": "what",
    "key": "title",
    "set": "1",
    "book": "evaluation",
    "part": "tenderers",
    "contract": "acme",
    "entry": "1",
    "path": FACTS,
}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def without_a_line(path: Path) -> None:
    first, _, *others = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + b"".join(others))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def a_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_bytes(b"x")


def written(content: bytes, is_added: bool = False) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes((path.read_bytes() if is_added else b"") + content)

    return write


def with_more(content: bytes) -> Callable[[Path], None]:
    return written(content, is_added=True)


#: What is done to a file, by its name below the folder: for the two that all pages go by whether they can be read.
DAMAGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "facts cut off": (FACTS, with_more(b'\nx: "')),
    "facts not UTF-8": (FACTS, written(b"\xff\xfe\x00a")),
    "facts empty": (FACTS, written(b"")),
    "facts a folder": (FACTS, a_folder),
    "facts a link in a circle": (FACTS, a_loop),
    "facts a list": (FACTS, written(b"- a\n")),
    "facts a word": (FACTS, written(b"hello\n")),
    "facts with a wrong key": (FACTS, with_more(b"\nnosuchkey: 1\n")),
    "facts with a key twice": (FACTS, with_more(b"\ntitle: again\n")),
    "facts of no scenario": (FACTS, with_more(b"\nscenario: nosuch\n")),
    "facts of no release": (FACTS, with_more(b"\nlibrary: v9.9.9\n")),
    "record cut off": (RECORD, cut),
    "record without a line": (RECORD, without_a_line),
    "record not UTF-8": (RECORD, written(b"\xff\xfe\x00a")),
    "record a folder": (RECORD, a_folder),
    "record with a foreign line": (RECORD, with_more(b"{}\n")),
    "seal cut off": ("issued/1/seal.json", cut),
    "seal a list": ("issued/1/seal.json", written(b"[]")),
    "outline a folder": ("issued/1/outline.json", a_folder),
    "sealed facts not UTF-8": ("issued/1/procedure.yaml", written(b"\xff")),
    "a set that is a file": ("issued/1", a_file),
    "worksheet cut off": ("risks/risks.xlsx", cut),
    "worksheet a folder": ("risks/risks.xlsx", a_folder),
    "lock of the worksheet a folder": ("risks/.~lock.risks.xlsx#", lambda path: path.mkdir()),
    "lock of the worksheet not UTF-8": ("risks/.~lock.risks.xlsx#", written(b"\xff\xfe")),
    "assessment a list": ("market/assessment.json", written(b"[]")),
    "assessment a folder": ("market/assessment.json", a_folder),
    "evaluation cut off": ("evaluation/evaluation.xlsx", cut),
    "register cut off": ("contracts/acme/kpi-register.xlsx", cut),
    "register a link in a circle": ("contracts/acme/kpi-register.xlsx", a_loop),
    "comment not UTF-8": (COMMENT, written(b"\xff")),
    "contracts a file": ("contracts", a_file),
}
SOFT = ("facts with a wrong key", "facts of no scenario", "facts of no release")
CLOSED = (FACTS, RECORD, COMMENT, "comments", "issued", "issued/1", "issued/1/tender.docx", "contracts/acme", "draft")
CLOSED += ("risks", "market", "evaluation", "award", "contracts")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, approved_issued: Path) -> Path:
    """A procurement with a file of each kind that pages read."""
    folder = tmp_path_factory.mktemp("whole") / "tel"
    shutil.copytree(approved_issued, folder)
    evaluation_folder.begin(folder, speaker(approved_workspace()))
    (folder / "contracts/acme").mkdir()
    shutil.copy(folder / "issued/1/kpi-register.xlsx", folder / "contracts/acme")
    (folder / "market/assessment.json").write_text(json.dumps({"suppliers": 5}))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        with let_in(approved_workspace(), folder.parent) as browser:
            browser.submit(browser.see("/you"), {"who": "A. Buyer", "role": "procurement officer"})
            browser.submit(browser.see(f"{HERE}/risks"), {"product": "laptops"}, button=("do", "begin"))
            page = browser.see(f"{HERE}/comments?about=tender")
            browser.submit(page, {"said": "Why?"}, button=("do", "comment"))
    (made,) = (folder / "comments").glob("*.yaml")
    made.rename(folder / COMMENT)
    return folder


@pytest.fixture
def there(officer: Browser, purchases: Path, whole: Path) -> Path:
    """The same, to be broken, before somebody who may do everything."""
    shutil.copytree(whole, purchases / "tel")
    return purchases / "tel"


def addresses(browser: Browser, saves: bool = False) -> list[str]:
    """An address of every page of the procurement; ``saves``: of every form."""
    asked = [one.split("/")[-2:] for one in browser.see(f"{HERE}/decisions").links("main .card a")]
    names = {**NAMES, **dict(zip(("about", "number"), asked[0] if asked else ("a", "1"), strict=True))}
    paths = [one.path for one in PAGES if one.path.startswith("/p/{name}") and (one.save if saves else one.show)]
    found = [re.sub(r"\{(\w+)(?::path)?\}", lambda m: names.get(m[1], "x"), one) for one in paths]
    return [*found, "/", "/portfolio", "/batch"] if not saves else found


def told(answer: Any, folder: Path) -> Shown | None:
    """The page of an answer, which is no fault, says nothing of the machine, and leads on."""
    body = answer.content.decode("utf-8", "replace")
    assert answer.status_code in (200, 404, 409, 422), (answer.status_code, body[-800:])
    if not answer.headers["content-type"].startswith("text/html"):
        return None
    assert str(folder.parent) not in body and "/purchases" not in body, body[body.find(str(folder.parent)) - 200 :][
        :600
    ]
    page = Shown(answer)
    if answer.status_code != 404 and page.address.startswith(HERE) and page.tree.cssselect("main"):
        assert {"/", HERE} <= {page.address, *page.links("a")}, "there is a way back"
    return page


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_broken_file_takes_a_page(officer: Browser, there: Path, damage: str) -> None:
    listed = addresses(officer)
    assert len(listed) > 40
    name, broken = DAMAGES[damage]
    broken(there / name)
    of = {FACTS: "facts", RECORD: "record"}.get(name)
    for address in listed:
        page = told(officer.get(address), there)
        if page is None or not page.address.startswith(HERE) or page.status == 404 or of is None:
            continue
        boxes = [one.get("aria-labelledby") for one in page.tree.cssselect("main > section.broken")]
        assert damage in SOFT or boxes == [f"broken-{of}"], address
        if damage not in SOFT:
            assert relying(page, of) == [], address


def relying(page: Shown, of: str) -> list[str]:
    """The forms of a page that rely on the facts or the record."""
    sent = [(one.get("action") or page.address).partition("?")[0] for one in page.tree.cssselect("main form")]
    patterns = [re.sub(r"\{\w+\}", "[^/]+", one.path) for one in PAGES if of in one.relies_on]
    return [one for one in sent if any(re.fullmatch(pattern, one) for pattern in patterns)]


def test_forms_that_rely_on_no_broken_file_are_offered(officer: Browser, there: Path) -> None:
    sound = {address: relying(officer.see(address), "record") for address in addresses(officer)}
    assert sum(map(bool, sound.values())) > 4, sound
    cut(there / RECORD)
    assert officer.see(f"{HERE}/facts/what").form() is not None
    assert officer.see(f"{HERE}/market").form(f"{HERE}/market/returned") is not None


@pytest.mark.parametrize("closed", CLOSED)
def test_what_may_not_be_read_takes_no_page(
    officer: Browser, there: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    listed = addresses(officer)
    close(monkeypatch, there / closed)
    pages = {one: told(officer.get(one), there) for one in listed}
    shown = pages[f"{HERE}/comments" if closed == COMMENT else HERE]
    assert shown is not None and shown.status == 200 and closed in shown.text, "it is told what cannot be read"
    if closed == "comments":
        comments = pages[f"{HERE}/comments"]
        assert comments is not None and comments.status == 200 and "A file cannot be read" in comments.text


def close(monkeypatch: pytest.MonkeyPatch, closed: Path) -> None:
    """As the system does it for whoever may not read a file, or a folder: whoever runs the tests may read all."""
    is_folder = closed.is_dir()

    def guarded(name: str) -> None:
        usual = getattr(os, name)

        def asked(path: Any = ".", *more: Any, **options: Any) -> Any:
            place = "" if isinstance(path, int) else os.path.abspath(os.fsdecode(path))
            inside = place.startswith(f"{closed}{os.sep}")
            if inside or (place == str(closed) and name in (("listdir", "scandir") if is_folder else ("open",))):
                raise PermissionError(13, "Permission denied", str(path))
            return usual(path, *more, **options)

        monkeypatch.setattr(os, name, asked)

    for name in ("open", "stat", "lstat", "listdir", "scandir"):
        guarded(name)


@pytest.mark.parametrize("damage", ["facts cut off", "facts a folder", "record cut off", "record not UTF-8"])
def test_no_form_writes_over_what_is_broken(officer: Browser, there: Path, damage: str) -> None:
    listed = addresses(officer, saves=True)
    csrf = officer.see("/you").form().fields["csrf"]
    buttons = {
        button.get("value", "")
        for address in addresses(officer)
        if address.startswith(HERE)
        for button in officer.see(address).tree.cssselect("main [name=do]")
    }
    assert len(buttons) > 15 and len(listed) > 20
    name, broken = DAMAGES[damage]
    broken(there / name)
    before = (there / name).read_bytes() if (there / name).is_file() else None
    filled = {"said": "x", "why": "x", "topic": "other", "answer": "x", "scenario": "low", "who": "B. Lawyer"}
    filled |= {"role": "counsel", "may": "lawyer", "days": "7", "title": "Other", "name": "x", "about": "tender"}
    for address in listed:
        for do in sorted(buttons) if re.search(r"comments|record|award|issue|questions|colleagues", address) else [""]:
            told(officer.post(address, data={"csrf": csrf, "do": do, **filled}), there)
    after = (there / name).read_bytes() if (there / name).is_file() else None
    assert after == before


@pytest.mark.parametrize("tag", [*LANGUAGES])
def test_a_broken_file_is_told_in_the_words_of_whoever_reads(officer: Browser, there: Path, tag: str) -> None:
    csrf = officer.see("/you").form().fields["csrf"]
    officer.post("/language", data={"csrf": csrf, "language": tag})
    cut(there / RECORD)
    page = officer.see(f"{HERE}/decisions")
    assert page.status == 200 and page.tree.cssselect("main .card h2")  # what is asked is shown
    assert language(tag).say("web.broken.unread.record", file=RECORD) in page.text
    assert f"{HERE}/files/{RECORD}" in page.links("main > section.broken a")


def test_facts_that_cannot_be_read_show_no_questions_without_their_answers(officer: Browser, there: Path) -> None:
    with_more(b"\n\tx: 1\n")(there / FACTS)
    for address in (f"{HERE}/facts", f"{HERE}/facts/what"):
        page = officer.see(address)
        assert page.status == 409 and not page.tree.cssselect("main input[type=text], main ol.tasks"), address
    page = officer.see(f"{HERE}/provisions")
    assert page.status == 200 and "until the facts can be read" in page.text and not page.tree.cssselect(".card")


def test_a_fact_that_names_what_is_not_there_is_mended_where_it_is_asked_for(officer: Browser, there: Path) -> None:
    facts = there / FACTS
    facts.write_bytes(facts.read_bytes() + b"\nscenario: nosuch\n")
    page = officer.see(f"{HERE}/preview")
    assert page.status == 200 and "nosuch" in page.text, page.text
    assert officer.see(f"{HERE}/facts/what").form() is not None


def test_where_a_broken_file_lies_is_not_taken_out_of_a_longer_path() -> None:
    assert below("/srv/data/x, /data/y, “/data” and /data2", ["/data"]) == "/srv/data/x, y, “data” and /data2"


def test_a_path_from_where_the_page_was_started_is_one_below_the_procurement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = "purchases/tel/record.jsonl:2:1 and hotel/record.jsonl, in “purchases/tel”"
    assert below(said, [tmp_path / "purchases/tel"]) == "record.jsonl:2:1 and hotel/record.jsonl, in “tel”"


def test_what_is_told_at_the_top_hides_nothing_of_a_file_that_is_called_the_same() -> None:
    row = {"code": "unreadable-file", "line": 1, "column": 1, "path": "/srv/tel/procedure.yaml"}
    broken = [BrokenFile(FACTS, "facts", [row])]
    for path, left in ((FACTS, 0), ("tel/procedure.yaml", 0), ("issued/1/procedure.yaml", 1)):
        found = without_told({"findings": [{**row, "path": path}]}, broken, "tel")
        assert (len(found["findings"]), found["is_told"]) == (left, not left), path


def test_a_page_of_what_cannot_be_made_does_not_say_that_nothing_is_open(officer: Browser, there: Path) -> None:
    with_more(b'\nx: "')(there / FACTS)
    page = officer.see(f"{HERE}/preview")
    say = language("en").say
    assert page.status == 200 and say("web.broken.nothing") in page.text
    assert say("web.preview.open_none") not in page.text and "listed below" not in page.text


def test_a_sealed_file_is_not_mended_among_the_facts(officer: Browser, there: Path) -> None:
    with_more(b"# more")(there / "issued/1/procedure.yaml")
    page = officer.see(f"{HERE}/issue/1")
    assert "was altered since it was sealed" in page.text and f"{HERE}/facts" not in page.links("main .finding a")
