"""One crawl a host at any time: whatever is killed, paused or tried again."""

import os
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from crawler.engines.lease import LeaseLost
from db import tables
from db.held_leases import LOST, MOST_ATTEMPTS, HeldLease, LeaseBusy, LeaseSpent, held
from db.leases import Leases
from db.migrate import upgrade
from db.processes import STALE, may_live, this_process
from db.session import open_engine

HOSTS = ("a.example.cn", "b.example.cn")


class Clock:
    """Time that passes when a test says so: the database's and everybody's steady clock."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def database(self, _: object) -> datetime:
        return datetime(2026, 10, 28, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def steady(self) -> float:
        return self.seconds


def test_a_host_is_held_once(engine: Engine) -> None:
    one, other = Leases(engine, "1"), Leases(engine, "1", holder="elsewhere/1:1")
    taken = one.take(HOSTS[:1])
    assert taken is not None and other.take(HOSTS[:1]) is None


def test_hosts_of_one_crawl_are_taken_all_or_none(engine: Engine) -> None:
    leases = Leases(engine, "1")
    leases.take(HOSTS[:1])
    assert leases.take(HOSTS) is None
    assert leases.take(HOSTS[1:]) is not None


def test_what_was_given_back_can_be_taken_and_its_attempts_are_counted(engine: Engine) -> None:
    leases = Leases(engine, "1")
    first = leases.take(HOSTS)
    assert first is not None and leases.end(first, done=False)
    second = leases.take(HOSTS)
    assert second is not None and (first.attempts, second.attempts) == (1, 2)


def test_what_was_crawled_is_not_crawled_again_in_the_same_run(engine: Engine) -> None:
    taken = Leases(engine, "1").take(HOSTS)
    assert taken is not None and Leases(engine, "1").end(taken, done=True)
    again, next_run = Leases(engine, "1").take(HOSTS), Leases(engine, "2").take(HOSTS)
    assert again is not None and again.is_done
    assert next_run is not None and not next_run.is_done and next_run.attempts == 1


def test_a_holder_elsewhere_is_dead_when_its_heart_is_silent_for_a_minute(engine: Engine) -> None:
    clock = Clock()
    elsewhere = Leases(engine, "1", clock.database, "elsewhere/1:1")
    here = Leases(engine, "1", clock.database)
    taken = elsewhere.take(HOSTS)
    clock.seconds = STALE.total_seconds()
    assert here.take(HOSTS) is None
    clock.seconds += 1
    assert here.take(HOSTS) is not None
    assert taken is not None and not elsewhere.beat(taken) and not elsewhere.end(taken, done=True)


def test_a_holder_on_this_machine_is_dead_as_soon_as_its_process_is_gone(engine: Engine) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    gone = f"{this_process().rpartition(':')[0]}:{child.pid}"
    assert not may_live(gone) and may_live(this_process()) and may_live(f"{socket.gethostname()}:1")
    assert Leases(engine, "1", holder=gone).take(HOSTS) is not None
    assert Leases(engine, "1").take(HOSTS) is not None


def test_many_who_want_one_host_at_once_get_it_one_after_the_other(engine: Engine) -> None:
    inside, most, taken = 0, 0, 0
    door = threading.Lock()

    def work(number: int) -> None:
        nonlocal inside, most, taken
        leases = Leases(engine, str(number))
        while (lease := leases.take(HOSTS)) is None:
            pass
        with door:
            inside, taken = inside + 1, taken + 1
            most = max(most, inside)
        with door:
            inside -= 1
        leases.end(lease, done=True)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, taken) == (1, 6)


def test_waiting_ends_when_the_other_does_not(engine: Engine, database_url: str) -> None:
    Leases(engine, "1").take(HOSTS)
    with pytest.raises(LeaseBusy), held(database_url, "1", 0.0, HOSTS):
        pass


def test_a_crawl_that_ended_its_holders_again_and_again_is_given_up(engine: Engine, database_url: str) -> None:
    for _ in range(MOST_ATTEMPTS):
        with held(database_url, "1", 0.0, HOSTS):
            pass
    with pytest.raises(LeaseSpent), held(database_url, "1", 0.0, HOSTS):
        pass


def test_a_finished_crawl_is_told_to_be_done(engine: Engine, database_url: str) -> None:
    with held(database_url, "1", 0.0, HOSTS) as lease:
        lease.finish()
    with held(database_url, "1", 0.0, HOSTS) as lease:
        assert lease.is_done


def test_a_process_that_lost_its_lease_ends_within_a_heartbeat(engine: Engine, database_url: str) -> None:
    code = f"""
import time
import db.held_leases as module
from db.leases import Leases
from db.session import open_engine
leases = Leases(open_engine({database_url!r}), "1")
with module.HeldLease(leases, leases.take({HOSTS!r}), beat=0.1).kept():
    print("held", flush=True)
    time.sleep(60)
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert child.stdout is not None and child.stdout.readline() == b"held\n"
    with engine.begin() as connection:
        connection.execute(delete(tables.table(tables.HostLease)))
    assert child.wait(5) == LOST
    child.stdout.close()


def test_a_holder_that_was_paused_may_store_nothing_when_somebody_took_over(engine: Engine) -> None:
    clock = Clock()
    leases = Leases(engine, "1", clock.database, "elsewhere/1:1")
    taken = leases.take(HOSTS)
    assert taken is not None
    lease = HeldLease(leases, taken, clock=clock.steady, taken_at=0.0)
    clock.seconds = 61.0
    assert Leases(engine, "1", clock.database).take(HOSTS) is not None
    with pytest.raises(LeaseLost):
        lease.require()


def test_a_holder_that_was_paused_goes_on_when_nobody_took_over(engine: Engine) -> None:
    clock = Clock()
    leases = Leases(engine, "1", clock.database)
    taken = leases.take(HOSTS)
    assert taken is not None
    lease = HeldLease(leases, taken, clock=clock.steady, taken_at=0.0)
    clock.seconds = 300.0
    lease.require()


class Worker:
    """One attempt to crawl: it takes the hosts, works off the pages that nobody stored, and gives the hosts back."""

    def __init__(self, engine: Engine, clock: Clock, number: int) -> None:
        self.leases = Leases(engine, "1", clock.database, f"elsewhere/1:{number}")
        self.clock = clock
        self.lease: HeldLease | None = None
        self.paused = self.ended = False

    def act(self, stored: list[int]) -> bool:
        """One step; whether something was asked and stored in it."""
        if self.lease is None:
            asked = self.clock.steady()
            taken = self.leases.take(HOSTS)
            if taken is not None and not taken.is_done:
                self.lease = HeldLease(self.leases, taken, clock=self.clock.steady, taken_at=asked)
            self.ended = taken is not None and taken.is_done
            return False
        try:
            self.lease.require()
        except LeaseLost:
            self.ended = True
            return False
        if len(stored) < PAGES:
            stored.append(len(stored))
            return True
        self.ended = self.leases.end(self.lease._taken, done=True)
        return False


PAGES = 4
STEPS = st.lists(
    st.tuples(st.sampled_from(["act", "act", "act", "kill", "pause", "resume", "wait"]), st.integers(0, 2)),
    max_size=40,
)


@pytest.fixture(scope="module")
def leased(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = open_engine(f"sqlite:///{tmp_path_factory.mktemp('leases') / 'store.db'}")
    upgrade(made)
    return made


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_kills_pauses_and_retries_give_one_crawl_at_a_time_and_the_undisturbed_result(
    leased: Engine, steps: list[tuple[str, int]]
) -> None:
    with leased.begin() as connection:
        connection.execute(delete(tables.table(tables.HostLease)))
    clock, count = Clock(), 3
    stored: list[int] = []
    workers = [Worker(leased, clock, number) for number in range(3)]
    for what, index in steps:
        worker = workers[index]
        if what == "act" and not (worker.paused or worker.ended):
            if worker.act(stored):
                assert worker.lease is not None and tokens(leased) == {worker.lease._taken.token}
        elif what == "kill" or worker.ended:  # the engine tries again elsewhere
            workers[index] = Worker(leased, clock, count)
            count += 1
        elif what in ("pause", "resume"):
            worker.paused = what == "pause"
        elif what == "wait":
            clock.seconds += 25
    last = Worker(leased, clock, count)
    clock.seconds += 61
    while not last.ended:
        last.act(stored)
    assert stored == list(range(PAGES))


def tokens(engine: Engine) -> set[str]:
    """Who holds the hosts."""
    with engine.connect() as connection:
        return set(connection.execute(select(tables.table(tables.HostLease).c.token)).scalars())


def test_the_lock_of_a_night_names_a_process_of_this_very_system(tmp_path: Path) -> None:
    assert this_process().startswith(f"{socket.gethostname()}/") and this_process().endswith(f":{os.getpid()}")
