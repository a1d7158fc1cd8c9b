"""What the page keeps that is no file, in SQLite and in PostgreSQL: the same, whoever asks at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from ddtender.web.guard.rates import is_too_often
from ddtender.web.store import answers, invitations, jobs, sessions
from ddtender.web.store.database import LATEST, MIGRATIONS, STEPS, now, opened, raise_to, version_of
from ddtender.web.store.tables import METADATA
from ddtender.workspace.errors import WorkspaceError
from tests.threads import at_once
from tests.web.conftest import Store

WHO = {"name": "Ž. Buyer", "role": "officer"}


@pytest.fixture
def engine(store: Store) -> Iterator[Engine]:
    found = store.engine()
    yield found
    found.dispose()


def test_a_session_lasts_until_it_ends(engine: Engine) -> None:
    secret, begun = sessions.begin(engine, "a@city", "Ž. Buyer", "officer", "nl")
    assert sessions.find(engine, secret) == begun and begun.told is None
    sessions.change(engine, begun.key, told={"said": "Opgeslagen – “zo”."})
    found = sessions.find(engine, secret)
    assert found and found.told == {"said": "Opgeslagen – “zo”."}
    sessions.change(engine, begun.key, seen=now() - timedelta(minutes=6))
    assert sessions.find(engine, secret)  # and it is noted that it is used
    for idle in ({"seen": now() - sessions.IDLE * 2}, {"seen": now(), "begun": now() - sessions.WHOLE * 2}):
        sessions.change(engine, begun.key, **idle)
        assert sessions.find(engine, secret) is None
    other, kept = sessions.begin(engine)
    with engine.connect() as connection:  # those that are over are gone
        assert connection.execute(text("SELECT count(*) FROM sessions")).scalar() == 1
    sessions.end(engine, kept.key)
    assert sessions.find(engine, other) is None and sessions.find(engine, None) is None


def test_a_token_lets_one_in_whoever_is_first(engine: Engine) -> None:
    before, token = sessions.new_token(engine), sessions.new_token(engine)
    assert not sessions.take_token(engine, before)
    assert sorted(at_once(lambda: sessions.take_token(engine, token))) == [False] * 5 + [True]


def test_answers_are_kept_by_person(engine: Engine) -> None:
    mine = ("2027-ict-014", "facts what", "a@city")
    answers.keep(engine, *mine, {"title": "“Laptops”\nand more", "none": ""})
    answers.keep(engine, *mine[:2], "b@city", {"title": "Theirs"})
    answers.keep(engine, *mine, {"title": "Later"})
    kept = answers.kept(engine, *mine)
    assert kept and kept.values == {"title": "Later"} and now() - kept.saved < timedelta(minutes=1)
    at_once(lambda: answers.keep(engine, *mine, {"title": "At once"}))
    kept = answers.kept(engine, *mine)
    assert kept and kept.values == {"title": "At once"}
    answers.forget(engine, *mine)
    assert answers.kept(engine, *mine) is None
    other = answers.kept(engine, *mine[:2], "b@city")
    assert other and other.values == {"title": "Theirs"}


def test_requests_are_counted_by_all_together(engine: Engine) -> None:
    assert sorted(at_once(lambda: is_too_often(engine, "x" * 64, 4))) == [False] * 4 + [True] * 2
    assert is_too_often(engine, "y", 0) and not is_too_often(engine, "z", 1)


def test_a_job_is_done_by_one(engine: Engine) -> None:
    id = jobs.ask(engine, "one", "draft", {"why": "“so”", "n": 1}, WHO)
    other = jobs.ask(engine, "one", "pages", {}, WHO)
    assert [one.id for one in jobs.of(engine, "one")] == [other, id]
    assert [one.id for one in jobs.of(engine, "one", "draft")] == [id]
    assert jobs.waiting(engine) == [] and jobs.waiting(engine, is_all=True) == [id, other]
    assert sorted(at_once(lambda: jobs.begin(engine, id, "first"))) == [False] * 5 + [True]
    jobs.tell(engine, id, "web.job.building")
    found = jobs.find(engine, id)
    assert found and found.is_under_way and found.said == "web.job.building" and found.asked["why"] == "“so”"
    jobs.end(engine, id, "done", {"written": ["draft/tender.docx"]})
    found = jobs.find(engine, id)
    assert found and (found.state, found.result, found.by) == ("done", {"written": ["draft/tender.docx"]}, WHO)
    assert jobs.find(engine, "0" * 32) is None


def test_a_job_of_a_process_that_has_ended_is_told(engine: Engine) -> None:
    ids = [jobs.ask(engine, "one", "draft", {}, WHO) for _ in range(3)]
    for id, worker in zip(ids, ("ended", "silent", "alive"), strict=True):
        assert jobs.begin(engine, id, worker)
    with engine.begin() as connection:
        old = {"beat": now() - jobs.DEAD * 2, "worker": "silent"}
        connection.execute(text("UPDATE jobs SET beat = :beat WHERE worker = :worker"), old)
    jobs.stop_dead(engine, ["ended"])
    assert [jobs.find(engine, id).state for id in ids] == ["stopped", "stopped", "running"]  # type: ignore[union-attr]


def test_the_tables_are_those_of_the_program(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    there = sorted(one.name[:4] for one in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert tuple(there) == STEPS and version_of(engine) == LATEST


def older(store: Store, step: str) -> Engine:
    """A database as an older version has left it."""
    found = opened(store.database)
    METADATA.drop_all(found)
    with found.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    raise_to(found, step)
    return found


def test_an_older_database_grows_and_keeps_what_it_has(store: Store) -> None:
    before = older(store, "0001")
    with before.begin() as connection:
        names = 'id, procurement, kind, asked, "by", state, said, made, is_seen'
        values = ":id, 'one', 'draft', '{}', '{\"name\": \"A\"}', 'running', '', :made, :seen"
        given = {"id": "a" * 32, "made": now(), "seen": False}
        connection.execute(text(f"INSERT INTO jobs ({names}) VALUES ({values})"), given)
    before.dispose()
    for after in at_once(lambda: opened(store.database), 4):  # of several processes that start together
        found = jobs.find(after, "a" * 32)
        assert found and (found.procurement, found.by, found.state) == ("one", {"name": "A"}, "running")
        assert version_of(after) == LATEST
        after.dispose()


def test_whoever_came_in_by_a_link_stays_in(store: Store) -> None:
    before = older(store, "0003")
    with before.begin() as connection:
        given = {"id": "a" * 32, "now": now(), "later": now() + timedelta(days=1)}
        names = 'key, id, procurement, name, role, may, made, until, used, "by"'
        values = "'of the link', :id, 'tel', 'B', 'counsel', 'lawyer', :now, :later, :now, 'A'"
        connection.execute(text(f"INSERT INTO invitations ({names}) VALUES ({values})"), given)
        names = "key, csrf, identity, name, role, language, begun, seen, invitation"
        values = "'of the session', '', 'link', 'B', 'counsel', '', :now, :now, :id"
        connection.execute(text(f"INSERT INTO sessions ({names}) VALUES ({values})"), given)
    before.dispose()
    after = opened(store.database)
    (one,) = invitations.of(after, "tel")
    assert one.session == "of the session"
    after.dispose()


def test_several_processes_begin_an_empty_database_together(store: Store) -> None:
    for one in at_once(lambda: opened(store.database), 4):
        assert version_of(one) == LATEST
        one.dispose()


def test_what_grows_grows_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that ends in the middle leaves nothing behind, so that the next start is not in its way."""
    from alembic import op

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(op, "drop_column", broken)
        with pytest.raises(KeyboardInterrupt):
            opened(store.database)
    found = opened(store.database)
    assert version_of(found) == LATEST
    found.dispose()


def test_a_database_of_a_later_version_is_refused_in_words(store: Store) -> None:
    found = opened(store.database)
    with found.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    found.dispose()
    with pytest.raises(WorkspaceError, match="one of a later ddtender"):
        opened(store.database)


@pytest.mark.parametrize(
    "address", ["postgresql://page:secret@127.0.0.1:1/page", "no address:secret", "sqlite:////nowhere/secret/x.sqlite"]
)
def test_a_database_that_is_none_is_told_in_words(address: str) -> None:
    with pytest.raises(WorkspaceError, match="database") as told:
        opened(address)
    assert "secret@" not in str(told.value) and ":secret" not in str(told.value)
