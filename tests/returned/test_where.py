"""Where a review takes place: clones with half a history, folders inside repositories, worktrees, and no git at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.repository import LAPTOPS, Repository, copy_of_ours, init
from tests.packages import parts_of, zipped
from tests.returned.drafts import TRANSPARENCY, Authority, reasons, said
from tests.returned.editor import NOBODY, Editor
from tests.returned.test_sent import SAID, without_digests

CLAUSE = "contract.transparency-reporting-per-site"
EDIT = (CLAUSE, "in detail", "precisely")


def sent(repository: Repository, folder: Path, *options: object) -> Editor:
    """The contract that is built in a workspace, in the hands of a reviewer."""
    repository.build(folder, "--procedure", repository.root / LAPTOPS, *options)
    return Editor((folder / "contract.docx").read_bytes())


def there(repository: Repository, folder: Path) -> Authority:
    return Authority(repository, folder, LAPTOPS)


def edited(draft: Editor) -> Editor:
    draft.replace("in detail", "precisely")
    return draft


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return init(copy_of_ours(tmp_path / "workspace"))


def reword(repository: Repository) -> None:
    """A colleague changes the clause that is under review."""
    repository.edit(TRANSPARENCY, "updated list of the names", "updated list of the full names")


@pytest.fixture
def shallow(repository: Repository, tmp_path: Path) -> Callable[[], Repository]:
    def clone() -> Repository:
        repository.commit("Later")
        repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(tmp_path / "clone"))
        return Repository(tmp_path / "clone")

    return clone


@pytest.mark.parametrize("lost", [True, False], ids=["without digests", "with digests"])
@pytest.mark.parametrize("raised", [True, False], ids=["with a new version", "under the same version"])
def test_a_shallow_clone_does_not_undo_what_a_colleague_has_written(
    repository: Repository, shallow: Callable[[], Repository], tmp_path: Path, raised: bool, lost: bool
) -> None:
    """By the digests that the draft carries, the colleague's words are no edit of the reviewer, whose own is sure."""
    draft = edited(sent(repository, tmp_path / "built"))
    if lost:
        del draft.parts["customXml/item1.xml"]
    reword(repository)
    if raised:
        repository.run("bump", CLAUSE, "--minor", "--why", "Full names are needed.")
    authority = there(shallow(), tmp_path)
    review = authority.apply(draft)
    warnings = [d for d in review["diagnostics"] if d["code"] == "draft-uncertain"]
    assert any("git fetch --unshallow --tags" in warning["hint"] for warning in warnings)
    text = authority.repository.read(TRANSPARENCY)
    assert "updated list of the full names" in text
    assert ("explain precisely with" in text) is not (raised and lost)
    left = [entry["reason"] for entry in review["entries"] if entry["old"] == "full "]
    if not lost:
        assert left == [SAID] and any("not applied: contract.tra" in w["message"] for w in warnings)
        return
    assert len(left) == 1 and ("1.0.0 was reviewed, 1.1.0 is there" if raised else "nobody tracked it") in left[0]


def test_after_the_rest_is_fetched_a_shallow_clone_is_as_good_as_another(
    repository: Repository, shallow: Callable[[], Repository], tmp_path: Path
) -> None:
    draft = edited(sent(repository, tmp_path / "built"))
    clone = shallow()
    clone.git("fetch", "--quiet", "--unshallow", "--tags")
    review = there(clone, tmp_path).apply(draft)
    assert (review["diagnostics"], said(review), reasons(review)) == ([], [EDIT], [None])


def test_a_revision_that_is_named_is_taken_for_the_draft(
    repository: Repository, shallow: Callable[[], Repository], tmp_path: Path
) -> None:
    draft = sent(repository, tmp_path / "built")
    draft.replace("in detail", "precisely", NOBODY)
    clone = there(shallow(), tmp_path)
    # What was sent is known by its digests, so an edit that nobody tracked is one all the same; the doubt is told.
    doubted = clone.review(draft)
    assert reasons(doubted) == [None] and doubted["diagnostics"]
    result = clone.run(clone.received(draft), "--library-ref", "HEAD", "--format", "json").json()
    assert (said(result), reasons(result), result["diagnostics"]) == ([EDIT], [None], [])


def test_a_library_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    folder = copy_of_ours(tmp_path / "city/law/clauses")
    whole = init(tmp_path / "city")
    inside = Repository(folder)
    draft = edited(sent(inside, tmp_path / "built"))
    (tmp_path / "city/README").write_text("Something else\n")
    whole.commit("Not about clauses")
    review = there(inside, tmp_path).apply(draft)
    assert (review["diagnostics"], said(review), reasons(review)) == ([], [EDIT], [None])
    assert whole.git("diff", "--name-only") == f"law/clauses/{TRANSPARENCY}"


def test_a_library_that_was_in_another_folder_when_the_draft_was_made(tmp_path: Path) -> None:
    copy_of_ours(tmp_path / "city/law")
    whole = init(tmp_path / "city")
    draft = edited(sent(Repository(tmp_path / "city/law"), tmp_path / "built"))
    whole.git("mv", "law", "clauses")
    whole.commit("Another folder")
    review = there(Repository(tmp_path / "city/clauses"), tmp_path).apply(draft)
    assert "has no clause_library/ in this folder" in review["diagnostics"][0]["message"]
    assert EDIT in said(review)
    applied = [entry for entry in review["entries"] if entry["status"] == "applied"]
    assert [entry["new"] for entry in applied] == ["precisely"]


@pytest.mark.parametrize("digests", [True, False], ids=["with digests", "digests lost"])
@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "by nobody"])
def test_without_git_what_is_tracked_or_proved_by_digests_is_applied(
    tmp_path: Path, tracked: bool, digests: bool
) -> None:
    plain = Repository(copy_of_ours(tmp_path / "plain"))
    draft = sent(plain, tmp_path / "built")
    draft.replace("in detail", "precisely", *([] if tracked else [NOBODY]))
    if not digests:
        draft = Editor(zipped(without_digests(parts_of(draft.bytes()))))
    review = there(plain, tmp_path).apply(draft)
    assert "sources that were not committed" in review["diagnostics"][0]["message"]
    assert said(review) == [EDIT]
    assert ("explain precisely with" in plain.read(TRANSPARENCY)) is (tracked or digests)
    assert (review["counts"]["applied"], review["counts"]["listed"]) == ((1, 0) if tracked or digests else (0, 1))


def test_a_draft_of_a_repository_in_a_copy_without_git(repository: Repository, tmp_path: Path) -> None:
    """The notes of the draft are not taken for a reviewer's comments, though they say something else by now."""
    draft = edited(sent(repository, tmp_path / "built"))
    plain = Repository(copy_of_ours(tmp_path / "plain"))
    plain.edit(TRANSPARENCY, "version: 1.0.0", "version: 1.1.0")
    review = there(plain, tmp_path).apply(draft)
    assert any("is not in a git repository; review it in the repository" in d["hint"] for d in review["diagnostics"])
    assert not any(entry["what"] == "comment" for entry in review["entries"])
    assert (said(review), reasons(review)) == ([EDIT], [None])
    assert "version: 1.1.0" not in repository.read(TRANSPARENCY) and "precisely" in plain.read(TRANSPARENCY)


def test_a_worktree_at_an_older_commit(repository: Repository, tmp_path: Path) -> None:
    draft = edited(sent(repository, tmp_path / "built"))
    old = repository.git("rev-parse", "HEAD")
    reword(repository)
    repository.commit("Reworded")
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "detached"), old)
    detached = Repository(tmp_path / "detached")
    review = there(detached, tmp_path).apply(draft)
    assert (review["diagnostics"], said(review), reasons(review)) == ([], [EDIT], [None])
    assert detached.git("diff", "--name-only") == TRANSPARENCY and repository.git("diff", "--name-only") == ""


def test_a_final_document_is_reviewed_like_a_draft(repository: Repository, tmp_path: Path) -> None:
    """It has no notes in its margin, and its clause is no longer approved once it is changed."""
    repository.approve_all()
    repository.commit("Approved", tag="v1.0.0")
    draft = edited(sent(repository, tmp_path / "final", "--final"))
    draft.comment("so far", "How far?")
    authority = there(repository, tmp_path)
    result = authority.run(authority.received(draft), "--apply")
    assert "2 changes and comments: 2 applied, 0 listed" in result.out and "stale-approval" in result.err
    assert "explain precisely with" in repository.read(TRANSPARENCY) and "How far?" in repository.read(TRANSPARENCY)
    assert repository.states()[CLAUSE] == "changed since approval"
