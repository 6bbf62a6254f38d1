"""Copies of pages, in a folder and in an object store."""

from pathlib import Path

import pytest

from db.bodies import BodyStore, open_bodies


@pytest.fixture(params=["folder", "objects"])
def bodies(request: pytest.FixtureRequest, tmp_path: Path) -> BodyStore:
    if request.param == "folder":
        return open_bodies(str(tmp_path))
    pytest.importorskip("fsspec", reason="the extra fleet is not installed")
    return open_bodies(f"memory://{tmp_path}")


def test_what_was_put_is_got(bodies: BodyStore) -> None:
    bodies.put("abcd", b"page")
    assert bodies.get("abcd") == b"page" and bodies.holds("abcd") and list(bodies.digests()) == ["abcd"]


def test_what_was_never_put_is_not_kept(bodies: BodyStore) -> None:
    assert bodies.get("abcd") is None and not bodies.holds("") and list(bodies.digests()) == []


def test_what_was_removed_is_kept_no_longer(bodies: BodyStore) -> None:
    bodies.put("abcd", b"page")
    bodies.remove("abcd")
    bodies.remove("abcd")
    assert not bodies.holds("abcd") and list(bodies.digests()) == []
