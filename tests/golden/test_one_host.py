"""Both sites on one host, told apart by their prefixes, on PostgreSQL: the same truth, one crawl."""

import pytest

from app.looking.view import latest_good
from tests.golden.conftest import Golden
from tests.golden.test_nights import shown

pytestmark = pytest.mark.xdist_group("one_host")


@pytest.mark.parametrize("night", [0, 1])
def test_one_host_gives_the_same_truth(one_host: Golden, night: int) -> None:
    assert shown(one_host.results[night].comparisons) == []


def test_one_host_is_crawled_by_one_crawl(one_host: Golden) -> None:
    assert len(latest_good(one_host.context).notes["crawls"]) == 1
