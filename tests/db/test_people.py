"""What the pages keep, on both databases: people, sessions, links, tokens, the log, proposals, appeals."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from config.people import PersonRole
from db import tables
from db.access_tokens import AccessTokens
from db.audit import Audit
from db.backup import backup, restore
from db.bodies import Bodies
from db.errors import StoreError
from db.migrate import upgrade
from db.notices import Notices
from db.people import People, PersonRecord
from db.proposals import NewProposal, Proposals, Verdict
from db.prune import prune
from db.session import open_engine
from db.statements import NewAppeal, NewStatement, Statements
from db.web_sessions import Invitations, Level, Sessions

HOUR = timedelta(hours=1)
_AUDIT = tables.table(tables.AuditRow)


@pytest.fixture
def person(engine: Engine) -> PersonRecord:
    return People(engine).add("wang", (PersonRole.OFFICER, PersonRole.REVIEWER), ("jyj",), "测试", display="王明")


def test_a_person_is_kept_with_roles_and_units(engine: Engine, person: PersonRecord) -> None:
    found = People(engine).required("wang")
    assert (found.shown, found.roles, found.units) == ("王明", (PersonRole.OFFICER, PersonRole.REVIEWER), ("jyj",))


def test_a_name_is_given_once(engine: Engine, person: PersonRecord) -> None:
    with pytest.raises(StoreError, match="已有账号 wang"):
        People(engine).add("wang", (PersonRole.VIEWER,), (), "测试")


def test_a_one_time_code_is_good_once(engine: Engine, person: PersonRecord) -> None:
    people = People(engine)
    assert [people.take_step(person.id, step) for step in (7, 7, 6, 8)] == [True, False, False, True]


def test_a_session_is_found_by_its_secret_until_it_is_idle_over_or_ended(engine: Engine, person: PersonRecord) -> None:
    sessions = Sessions(engine)
    secret = sessions.open(person.id, Level.FULL, HOUR, "10.0.0.1", "browser")
    found = sessions.find(secret, HOUR)
    assert found is not None and found.person_id == person.id and secret not in found.token_hash
    assert sessions.find(secret, timedelta(0)) is None
    assert sessions.find(sessions.open(person.id, Level.FULL, timedelta(0), "", ""), HOUR) is None
    sessions.end_all(person.id)
    assert sessions.find(secret, HOUR) is None


def test_a_link_is_used_once_and_a_new_one_ends_the_old_one(engine: Engine, person: PersonRecord) -> None:
    links = Invitations(engine)
    old, new = links.make(person.id, HOUR), links.make(person.id, HOUR)
    assert (links.find(old), links.find(new)) == (None, person.id)
    assert [links.use(new), links.use(new)] == [True, False]
    assert links.find(new) is None
    assert links.find(links.make(person.id, timedelta(0))) is None


def test_a_token_opens_until_its_end_or_its_revocation(engine: Engine) -> None:
    tokens, now = AccessTokens(engine), datetime.now(UTC)
    secret = tokens.make("汇总", PersonRole.VIEWER, (), "测试", now + HOUR)
    found = tokens.find(secret)
    assert found is not None and found.role is PersonRole.VIEWER
    tokens.revoke(found.id)
    assert tokens.find(secret) is None
    assert tokens.find(tokens.make("旧", PersonRole.VIEWER, (), "测试", now - HOUR)) is None
    with pytest.raises(StoreError):
        tokens.revoke(found.id)


@pytest.mark.parametrize("change", [update(_AUDIT).values(who="别人"), delete(_AUDIT)])
def test_the_log_can_be_neither_changed_nor_shortened(engine: Engine, change: object) -> None:
    log = Audit(engine)
    log.write("王明", "sign_in", address="10.0.0.1")
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(change)  # type: ignore[call-overload]
    assert [row.who for row in log.rows()] == ["王明"]


def test_every_row_of_the_log_follows_from_the_one_before(engine: Engine) -> None:
    log = Audit(engine)
    for number in range(5):
        log.write("王明", "entry", f"jyj {number}", before={"points": "1"}, after={"points": "2"})
    assert log.broken_at() is None
    assert log.count(words="jyj") == 5
    with engine.begin() as connection:  # somebody with the database's own password
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_no_update"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_no_change"))
        connection.execute(update(_AUDIT).where(_AUDIT.c.id == 3).values(after="{}"))
    assert log.broken_at() == 3


def test_a_proposal_is_decided_once(engine: Engine) -> None:
    proposals = Proposals(engine)
    made = proposals.add(NewProposal("override", "jyj", "portal.posts", {"points": "5"}, "王明", "原因"))
    proposals.decide(made.id, Verdict.CONFIRMED, "李红", "")
    with pytest.raises(StoreError):
        proposals.decide(made.id, Verdict.REFUSED, "李红", "")
    assert proposals.all(waiting=True) == []


def test_an_appeal_keeps_what_was_said_and_handed_in(engine: Engine) -> None:
    kept = Statements(engine)
    digest = kept.keep(b"%PDF-1.7 x", "pdf")
    assert kept.keep(b"%PDF-1.7 x", "pdf") == digest
    appeal = NewAppeal("jyj", "2026-10", "finding", "LJ-000001", "无效链接", "王明", "2026-11-05")
    made = kept.open(appeal, NewStatement("opened", "王明", "链接当天可以打开", "", digest, "截图.pdf"))
    kept.say(made.thread, NewStatement("asked", "李红", "请补充时间"))
    assert [item.kind for item in kept.of(made.thread)] == ["opened", "asked"]
    assert kept.attachment(digest) == ("pdf", b"%PDF-1.7 x")


def test_a_message_is_sent_once(engine: Engine) -> None:
    notices = Notices(engine)
    assert [notices.sent("order:1"), notices.sent("order:1")] == [True, False]


def test_backup_and_restore_keep_people_and_the_log_and_sign_everybody_out(
    engine: Engine, person: PersonRecord, tmp_path: Path
) -> None:
    Audit(engine).write("王明", "sign_in")
    Statements(engine).keep(b"%PDF-1.7 x", "pdf")
    secret = Sessions(engine).open(person.id, Level.FULL, HOUR, "", "")
    backup(engine, tmp_path / "copy.db")
    Audit(engine).write("王明", "sign_out")
    restore(engine, tmp_path / "copy.db")
    assert People(engine).required("wang").display == "王明"
    assert [row.action for row in Audit(engine).rows()] == ["sign_in"]
    assert Sessions(engine).find(secret, HOUR) is None
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(delete(_AUDIT))


def test_a_restore_that_fails_leaves_the_log_guarded(engine: Engine, tmp_path: Path) -> None:
    Audit(engine).write("王明", "sign_in")
    backup(engine, tmp_path / "copy.db")
    copy = open_engine(f"sqlite:///{tmp_path / 'copy.db'}")
    with copy.begin() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.execute(text("DROP TABLE notices"))
    copy.dispose()
    with pytest.raises(DBAPIError):
        restore(engine, tmp_path / "copy.db")
    assert Audit(engine).count() == 1
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(delete(_AUDIT))


def test_pruning_forgets_old_sessions_and_keeps_the_log_and_appeals(
    engine: Engine, person: PersonRecord, tmp_path: Path
) -> None:
    Audit(engine).write("王明", "sign_in")
    Sessions(engine).open(person.id, Level.FULL, HOUR, "", "")
    Statements(engine).keep(b"%PDF-1.7 x", "pdf")
    pruned = prune(engine, Bodies(tmp_path / "evidence"), datetime.now(UTC).date() + timedelta(days=2))
    assert pruned.access == 1
    with engine.connect() as connection:
        left = [len(connection.execute(select(table)).all()) for table in (_AUDIT, tables.table(tables.Attachment))]
    assert left == [1, 1]


def test_an_office_that_upgrades_keeps_what_it_had(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine, "0001")
    upgrade(engine)
    assert People(engine).count() == 0
    engine.dispose()
