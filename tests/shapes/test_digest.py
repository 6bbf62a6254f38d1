"""READER_VERSION is raised when pages are read otherwise: stored extracts are then read again."""

import pytest

from crawler.pages.reader import READER_VERSION
from tests.shapes.digest import Marks, current, kept, mark_of, otherwise
from tests.shapes.pairs import CASES, expectation, read

RENEW = "python -m tests.shapes.digest"


@pytest.fixture(scope="module")
def now() -> Marks:
    """The marks of today's reader."""
    return current()


def test_the_version_is_raised_when_a_page_is_read_otherwise(now: Marks) -> None:
    version, before = kept()
    changed = otherwise(before, now)
    assert not changed or version != READER_VERSION, f"raise READER_VERSION, then {RENEW}: {changed[:10]}"


def test_the_marks_that_are_kept_are_todays(now: Marks) -> None:
    assert kept() == (READER_VERSION, now), f"pages or READER_VERSION changed: {RENEW}"


def test_a_page_that_is_read_otherwise_is_told_from_one_that_changed() -> None:
    before = {"a": ("page", "extract"), "b": ("page", "extract"), "c": ("page", "extract")}
    assert otherwise(before, {"a": ("page", "other"), "b": ("other", "other"), "d": ("page", "extract")}) == ["a"]


def test_reading_twice_gives_the_same_mark() -> None:
    path = CASES[0]
    assert mark_of(read(path, expectation(path))) == mark_of(read(path, expectation(path)))
