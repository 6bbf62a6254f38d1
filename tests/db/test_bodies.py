"""Copies of pages, in a folder and in an object store."""

import threading
from pathlib import Path

import pytest

from db.bodies import Bodies, BodyStore, ObjectBodies, open_bodies


@pytest.fixture(params=["folder", "objects"])
def bodies(request: pytest.FixtureRequest, tmp_path: Path) -> BodyStore:
    if request.param == "folder":
        return open_bodies(str(tmp_path))
    pytest.importorskip("fsspec", reason="the extra fleet is not installed")
    return open_bodies(f"memory://{tmp_path}")


def test_what_was_put_is_got(bodies: BodyStore) -> None:
    bodies.put_all({"abcd": b"page"})
    assert bodies.get("abcd") == b"page" and bodies.holds("abcd") and list(bodies.digests()) == ["abcd"]


def test_what_was_never_put_is_not_kept(bodies: BodyStore) -> None:
    assert bodies.get("abcd") is None and not bodies.holds("") and list(bodies.digests()) == []


def test_what_was_removed_is_kept_no_longer(bodies: BodyStore) -> None:
    bodies.put_all({"abcd": b"page"})
    bodies.remove("abcd")
    bodies.remove("abcd")
    assert not bodies.holds("abcd") and list(bodies.digests()) == []


def test_copies_wait_for_an_object_store_together(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra fleet is not installed")
    both = threading.Barrier(2)

    class Slow(ObjectBodies):
        def holds(self, digest: str) -> bool:
            both.wait(timeout=10)
            return super().holds(digest)

    slow = Slow(f"memory://{tmp_path}")
    slow.put_all({"ab": b"one", "cd": b"two"})
    assert sorted(slow.digests()) == ["ab", "cd"]


def test_a_damaged_copy_is_written_again(tmp_path: Path) -> None:
    folder = Bodies(tmp_path)
    folder.put_all({"abcd": b"page"})
    folder.path("abcd").write_bytes(b"half")
    folder.put_all({"abcd": b"page", "abef": b"other"})
    assert (folder.get("abcd"), folder.get("abef")) == (b"page", b"other")
