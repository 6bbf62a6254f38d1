"""robots.txt as RFC 9309 reads it."""

import pytest

from crawler.wire.robots import LONGEST_DELAY, product_token, read_rules

AGENT = "HongqiaoMonitor/0.1 (nightly check of government-affairs columns)"
HOST = "http://h.cn"


def allows(text: str | bytes, path: str, agent: str = AGENT, status: int | None = 200) -> bool:
    return read_rules(status, text.encode() if isinstance(text, str) else text, agent).allow(f"{HOST}{path}")


SHUT = "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("HongqiaoMonitor", True), ("hongqiaomonitor", True), ("HongqiaoMonitor/0.1", True), ("HongqiaoMonitor*", True), ("*", True),
        ("Hongqiao", False), ("Monitor", False), ("check", False), ("nightly", False), ("government", False), ("columns", False), ("HongqiaoMonitor-Image", False),
    ],
)  # fmt: skip
def test_a_group_is_ours_by_its_product_token_alone(name: str, is_ours: bool) -> None:
    assert allows(f"User-agent: {name}\nDisallow: /\n", "/list/") is not is_ours


def test_our_own_group_goes_before_that_of_all() -> None:
    assert allows(f"{SHUT}\nUser-agent: HongqiaoMonitor\nDisallow: /shut/\n", "/list/")


@pytest.mark.parametrize("charset", ["gbk", "utf-8", "big5", "utf-8-sig"])
def test_a_rule_in_chinese_is_never_wider_than_it_is_written(charset: str) -> None:
    body = "User-agent: *\nDisallow: /管理\n".encode(charset)
    assert allows(body, "/")
    assert allows(body, "/%CA%D3%C6%B5/")
    asked = "".join(f"%{byte:02X}" for byte in "管理".encode(charset.removesuffix("-sig")))
    assert not allows(body, f"/{asked}/x.html")


def test_escapes_are_compared_whatever_their_case() -> None:
    assert not allows("User-agent: *\nDisallow: /%e7%ae%a1\n", "/%E7%AE%A1%E7%90%86/")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (429, True), (500, False), (503, False), (None, True)])  # fmt: skip
def test_only_a_good_answer_holds_rules_and_a_fault_of_the_server_shuts_the_night(
    status: int | None, allowed: bool
) -> None:
    assert allows(SHUT, "/list/", status=status) is allowed


def test_a_page_instead_of_rules_shuts_nothing() -> None:
    assert allows("<html><body>Disallow: /</body></html>", "/list/")


@pytest.mark.parametrize(("delay", "obeyed"), [("2", 2.0), ("100000", LONGEST_DELAY), ("-1", 0.0), ("nan", 0.0), ("两秒", 0.0)])  # fmt: skip
def test_a_crawl_delay_is_obeyed_within_reason(delay: str, obeyed: float) -> None:
    assert read_rules(200, f"User-agent: *\nCrawl-delay: {delay}\n".encode(), AGENT).delay == obeyed


@pytest.mark.parametrize(("agent", "token"), [(AGENT, "hongqiaomonitor"), ("某区监测/1", "-"), ("CaseMonitor/1 (+某区)", "casemonitor"), ("a_b-c", "a_b-c")])  # fmt: skip
def test_our_name_is_what_stands_before_the_slash(agent: str, token: str) -> None:
    assert product_token(agent) == token
