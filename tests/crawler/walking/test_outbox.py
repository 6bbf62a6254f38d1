"""The outbox: whole batches, and extracts at hand until the store has them."""

import pytest

from crawler.records.items import PageExtract
from crawler.records.observations import Answer, PageSeen
from crawler.walking.outbox import BATCH, Outbox
from tests.crawler.walking.builders import HOST, NOW, MemoryStore


def seen(number: int) -> PageSeen:
    answer = Answer(f"{HOST}/{number}", NOW, status=200, extract_key=f"key{number}")
    return PageSeen(answer, b"x", PageExtract(answer.url, "generic", "", "utf-8"))


def test_observations_are_stored_a_batch_at_a_time() -> None:
    store = MemoryStore()
    outbox = Outbox(store)
    for number in range(BATCH + 1):
        outbox.put(seen(number))
    assert (store.batches, len(store.seen)) == (1, BATCH)
    outbox.send()
    assert len(store.seen) == BATCH + 1


def test_an_extract_is_found_before_and_after_it_is_stored() -> None:
    outbox = Outbox(MemoryStore())
    outbox.put(seen(1))
    assert outbox.has_fresh("key1")
    outbox.send()
    assert not outbox.has_fresh("key1")
    assert outbox.extract("key1") is not None
    assert outbox.extract("") is None


def test_a_refusal_is_remembered_and_not_offered_again() -> None:
    class Refusing(MemoryStore):
        def add(self, batch: object) -> None:
            raise OSError("full")

    outbox = Outbox(Refusing())
    outbox.put(seen(1))
    with pytest.raises(OSError, match="full"):
        outbox.send()
    assert outbox.refused
