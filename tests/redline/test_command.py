"""``ddtender redline`` as a maintainer runs it, between revisions, scenarios and templates of a repository."""

from pathlib import Path

import pytest
from lxml import etree

from ddtender.office.tracked import accept_all, reject_all
from tests.documents import W, Word, text_of
from tests.history.repository import LAPTOPS, PLAN, Repository, outputs
from tests.redline.settled import said, settled

NAMES = {"contract-redline.docx", "tender-redline.docx"}


def redline(repository: Repository, folder: Path, *arguments: object, code: int = 0):
    return repository.run("redline", "--output", folder, *arguments, code=code)


def properties(content: bytes) -> dict[str, str]:
    root = Word(content).tree("docProps/custom.xml")
    return {child.get("name"): "".join(child.itertext()) for child in root}


def test_a_changed_clause_is_seen_between_a_release_and_the_working_tree(
    repository: Repository, tmp_path: Path
) -> None:
    repository.build(tmp_path / "old", scenario="medium")
    repository.edit(PLAN, "two different Mitigating Actions", "two unlike Mitigating Actions")
    repository.edit(PLAN, "percent: 50", "percent: 60")
    repository.build(tmp_path / "new", scenario="medium")
    said_so = redline(repository, tmp_path, "--from", "v1.0.0", "--scenario", "medium", "--author", "A. Jurist")
    assert "tender-redline.docx with 4 changes" in said_so.out
    assert "contract-redline.docx with no changes" in said_so.out

    content = (tmp_path / "tender-redline.docx").read_bytes()
    body = Word(content).body
    changes = [(e.tag, text) for e in body.iter(W + "ins", W + "del") if (text := "".join(e.itertext()))]
    assert changes == [
        (W + "del", "different"),
        (W + "ins", "unlike"),
        (W + "del", "50 %"),
        (W + "ins", "60 %"),
    ]
    assert {e.get(W + "author") for e in body.iter(W + "ins", W + "del")} == {"A. Jurist"}
    old, new = ((tmp_path / side / "tender.docx").read_bytes() for side in ("old", "new"))
    assert said(settled(content, accept_all)) == said(Word(new))
    assert said(settled(content, reject_all)) == said(Word(old))


def test_two_scenarios_at_two_revisions_with_author_date_and_facts(repository: Repository, tmp_path: Path) -> None:
    repository.edit(PLAN, "version: 1.0.0", "version: 1.1.0")
    commit = repository.commit("A new version", tag="v1.1.0")
    arguments = [
        *("--from", "v1.0.0", "--to", "v1.1.0", "--from-scenario", "high", "--to-scenario", "medium"),
        *("--author", "B. Jurist", "--date", "2027-02-03T10:00"),
    ]
    redline(repository, tmp_path / "one", *arguments)
    redline(repository, tmp_path / "two", *arguments)
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")
    assert set(outputs(tmp_path / "one")) == NAMES
    content = outputs(tmp_path / "one")["tender-redline.docx"]
    found = properties(content)
    first = repository.git("rev-parse", "v1.0.0^{commit}")
    assert found["ddtender.redline-from"] == f"high@{first}"
    assert found["ddtender.redline-to"] == f"medium@{commit}"
    assert found["ddtender.redline-author"] == "B. Jurist"
    assert found["ddtender.redline-date"] == "2027-02-03T10:00:00Z"
    assert found["ddtender.scenario"] == "medium"
    dates = {e.get(W + "date") for e in Word(content).body.iter(W + "ins", W + "del")}
    assert dates == {"2027-02-03T10:00:00Z"}


def test_a_changed_template_is_compared_too(repository: Repository, tmp_path: Path) -> None:
    template = repository.root / "templates/tender.docx"
    read = Word(template.read_bytes())
    header = read.tree("word/header1.xml")
    mark = next(header.iter(W + "t"))
    mark.text = f"City of Example {mark.text}"
    body = read.tree("word/document.xml")
    heading = next(t for t in body.iter(W + "t") if t.text == "{{ word_overview }}")
    paragraph = heading.getparent().getparent()
    ours = etree.fromstring(etree.tostring(paragraph))
    next(ours.iter(W + "t")).text = "Each kind of provision, and each term, have the meaning given here"
    paragraph.addnext(ours)
    template.write_bytes(read.edited(document=etree.tostring(body), header1=etree.tostring(header)))
    redline(repository, tmp_path, "--from", "v1.0.0", "--scenario", "high", "--procedure", repository.root / LAPTOPS)
    content = (tmp_path / "tender-redline.docx").read_bytes()
    inserted = "".join(text_of(e) for e in Word(content).body.iter(W + "ins"))
    assert "have the meaning given" in inserted and inserted.count("Each kind of provision") == 1
    assert "City of Example" in "".join(Word(content).tree("word/header1.xml").itertext())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scenario", "high"], "both sides are the same"),
        (["--from", "v1.0.0"], "give --scenario"),
        (["--from-scenario", "high"], "give --scenario"),
        (["--from", "v9.9.9", "--scenario", "high"], "there is no revision 'v9.9.9'"),
        (["--from", " ", "--scenario", "high"], "name a revision"),
        (["--from", "v1.0.0", "--scenario", "extreme"], "there is no scenario 'extreme'"),
        (["--from", "v1.0.0", "--scenario", "high", "--author", "a\nb"], "on one line"),
        (["--from", "v1.0.0", "--scenario", "high", "--date", "yesterday"], "is not a date"),
        (["--from", "v1.0.0", "--scenario", "high", "--date", "0001-01-01"], "the year must be"),
    ],
)
def test_wrong_usage_is_explained_and_nothing_is_written(
    repository: Repository,
    tmp_path: Path,
    arguments: list[str],
    words: str,
) -> None:
    assert words in redline(repository, tmp_path / "out", *arguments, code=2).said
    assert not (tmp_path / "out").exists()


def test_a_side_that_cannot_be_built_is_named(repository: Repository, tmp_path: Path) -> None:
    repository.edit(PLAN, "title: Action plan", "title: ''")
    failed = redline(repository, tmp_path / "out", "--from", "v1.0.0", "--scenario", "medium", code=1)
    assert "in the working tree; nothing was written" in failed.err
    assert not (tmp_path / "out").exists()


def test_a_redline_beside_a_build_leaves_the_build_alone(repository: Repository, tmp_path: Path) -> None:
    repository.build(tmp_path / "build")
    before = outputs(tmp_path / "build")
    redline(repository, tmp_path / "build", "--from-scenario", "low", "--to-scenario", "high")
    after = outputs(tmp_path / "build")
    assert before.items() <= after.items() and after.keys() - before.keys() == NAMES
