"""A store that refuses is remembered, whoever swallows its error."""

from collections.abc import Callable

import pytest

from crawler.sink import WatchedStore, refusal_of


class Store:
    """Does what it is told to do at each call."""

    def __init__(self, *refuses: str) -> None:
        self.refuses, self.calls = refuses, []  # type: tuple[str, ...], list[str]

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*_: object) -> object:
            self.calls.append(name)
            if name in self.refuses:
                raise OSError(f"{name}: disk is full\nINSERT INTO pages VALUES ('secret')")
            return {"known": {}, "tonight": {}, "holds": True}.get(name)

        return call


CALLS: dict[str, Callable[[WatchedStore], object]] = {
    "known": lambda store: store.known(["a"]),
    "tonight": lambda store: store.tonight(["a"]),
    "extract": lambda store: store.extract("key"),
    "links": lambda store: store.links("key"),
    "body": lambda store: store.body("digest"),
    "holds": lambda store: store.holds("digest"),
    "add": lambda store: store.add([]),
    "close": lambda store: store.close(),
}


@pytest.mark.parametrize("name", CALLS)
def test_each_refusal_is_raised_and_remembered_without_the_rows(name: str) -> None:
    store = WatchedStore(Store(name))
    with pytest.raises(OSError, match="disk is full"):
        CALLS[name](store)
    assert store.refusal == f"OSError: {name}: disk is full"


@pytest.mark.parametrize("name", CALLS)
def test_what_is_not_refused_leaves_nothing_to_remember(name: str) -> None:
    inner = Store()
    store = WatchedStore(inner)
    store.expect("key")
    CALLS[name](store)
    assert store.refusal == "" and inner.calls == ["expect", name]


def test_the_first_refusal_is_the_one_that_is_told() -> None:
    store = WatchedStore(Store("add", "close"))
    for call in (CALLS["add"], CALLS["close"]):
        with pytest.raises(OSError, match="full"):
            call(store)
    assert store.refusal.startswith("OSError: add")


def test_one_who_may_not_write_any_more_is_stopped_before_the_store_which_refused_nothing() -> None:
    def lost() -> None:
        raise LookupError("the lease is another's")

    inner = Store()
    store = WatchedStore(inner, lost)
    with pytest.raises(LookupError):
        store.add([])
    assert store.refusal == "" and inner.calls == []


def test_a_refusal_without_a_word_is_told_by_its_name() -> None:
    assert refusal_of(MemoryError()) == "MemoryError: "
