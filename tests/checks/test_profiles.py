"""Basic information: what is valid for each role (MEASURING 6)."""

import pytest

from checks.profiles.validity import validity
from config.schema import Role
from crawler.records.items import Link
from tests.builders import column, page, section
from tests.builders import link as found_link

URL = "http://a.cn/jyj/x/"


def problem(role: Role, text: str, *links: Link, media: tuple[str, ...] = ()) -> str:
    view = column(page=page(URL, links=links, media=media), url=URL)
    return validity(role, text, section(columns=[view]), view)[0]


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：022-86521234",
        "电话 86521234",
        "（022）86521234转801",
        "13802012345",
        "022-86521234-8",
        "400-123-4567",
        "投诉：12345",
        "电话：０２２－８６５２１２３４",
    ],
)
def test_a_telephone_number_is_one_with_area_code_mobile_or_extension(text: str) -> None:
    assert problem(Role.TELEPHONE, text) == ""


@pytest.mark.parametrize("text", ["联系电话：", "电话待定", "邮编 300131", "2026-10-12", "电话：123"])
def test_what_is_no_telephone_number_is_not_valid(text: str) -> None:
    assert problem(Role.TELEPHONE, text) == "no_telephone"


@pytest.mark.parametrize("text", ["红桥区勤俭道202号", "地址：天津市红桥区丁字沽一号路 3 号楼", "本溪路10号3层"])
def test_an_address_names_a_street_and_a_number(text: str) -> None:
    assert problem(Role.ADDRESS, text) == ""


@pytest.mark.parametrize("text", ["地址：", "天津市", "待定，请电话咨询"])
def test_what_is_no_address_is_not_valid(text: str) -> None:
    assert problem(Role.ADDRESS, text) == "no_address"


@pytest.mark.parametrize(
    "text", ["某某甲　局长", "局长：某某甲", "党组书记、局长 某甲", "某某乙，副主任，分管办公室工作"]
)
def test_a_leader_has_a_name_and_a_post(text: str) -> None:
    assert problem(Role.LEADERS, text) == ""


def test_leaders_without_names_are_not_valid() -> None:
    assert problem(Role.LEADERS, "本栏目内容整理完成后公布。") == "no_leader"


@pytest.mark.parametrize("role", [Role.INTRODUCTION, Role.DUTIES, Role.DEPARTMENTS, Role.BASIC_INFORMATION])
def test_other_roles_need_twenty_characters_of_their_own(role: Role) -> None:
    assert problem(role, "区教育局负责全区教育工作的规划、组织、协调和监督管理。") == ""
    assert problem(role, "区教育局是政府部门。") == "too_short"
    assert problem(role, "更新时间：2026-03-05 09:30\n区教育局是政府部门。") == "too_short"
    assert problem(role, "暂无内容") == "no_content"
    assert problem(role, "更新时间：2026-03-05") == "no_content"


def test_a_mailbox_is_a_mail_address_a_link_or_a_form_of_the_page() -> None:
    write = Link("http://a.cn/letter/", "a", "我要写信", "/letter/", 1)
    assert problem(Role.MAILBOX, "邮箱：jyj@hq.example.cn") == ""
    assert problem(Role.MAILBOX, "欢迎来信", write) == ""
    assert problem(Role.MAILBOX, "欢迎来信", media=("form:/letter/save.jsp",)) == ""
    assert problem(Role.MAILBOX, "欢迎来信", media=("form:/search.jsp",)) == "no_mailbox"
    assert problem(Role.MAILBOX, "欢迎来信") == "no_mailbox"


def told(role: Role, text: str, *links: Link, media: tuple[str, ...] = ()) -> str:
    view = column(page=page(URL, links=links, media=media), url=URL)
    return validity(role, text, section(columns=[view]), view)[1]


@pytest.mark.parametrize(
    ("role", "text", "quote"),
    [
        (Role.TELEPHONE, "一" * 70, "一" * 60),
        (Role.DUTIES, "一" * 19, "一" * 19),
        (Role.DUTIES, "一 " * 19, ("一 " * 19)),
        (Role.DUTIES, "一" * 70, "一" * 60),
        (Role.DUTIES, "一" * 10 + "\n" * 60, "一" * 10 + "\n" * 50),
        (Role.MAILBOX, "一" * 70, "一" * 60),
        (Role.MAILBOX, "邮箱：jyj@hq.example.cn", "邮箱:jyj@hq.example.cn"),
        (Role.TELEPHONE, "前一行\n电话：86521234\n后一行", "电话:86521234"),
        (Role.TELEPHONE, "电话：86521234\n后一行", "电话:86521234"),
        (Role.TELEPHONE, "前一行\n电话：86521234", "电话:86521234"),
        (Role.TELEPHONE, "一" * 40 + "86521234", "一" * 30 + "86521234"),
        (Role.TELEPHONE, "86521234" + "一" * 90, "86521234" + "一" * 72),
    ],
)
def test_a_quote_is_the_line_around_what_was_found_or_the_beginning(role: Role, text: str, quote: str) -> None:
    assert told(role, text) == quote


@pytest.mark.parametrize(("length", "expected"), [(19, "too_short"), (20, "")])
def test_twenty_characters_are_enough(length: int, expected: str) -> None:
    assert problem(Role.DUTIES, "一" * length) == expected


def write(text: str = "我要写信", kind: str = "a", **changes: str) -> Link:
    return Link(**{"url": "http://a.cn/letter/", "kind": kind, "text": text, "raw": "/letter/", "line": 1, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (write(), ""),
        (write("联系我们"), "no_mailbox"),
        (write(kind="img"), "no_mailbox"),
        (write(problem="placeholder"), "no_mailbox"),
        (write(url=URL), "no_mailbox"),
        (write("", "form"), ""),
        (write("联系", raw="MAILTO:jyj@hq.example.cn"), ""),
        (write("联系", raw="mailto:"), "no_mailbox"),
        (write("联系", raw="/x?to=jyj@hq.example.cn"), "no_mailbox"),
    ],
)
def test_a_link_is_a_way_to_write_where_it_is_called_one_or_holds_an_address(link: Link, expected: str) -> None:
    assert problem(Role.MAILBOX, "欢迎来信", link) == expected


def test_a_link_that_does_not_work_hides_no_other() -> None:
    gone = write(url="http://a.cn/gone/")
    view = column(page=page(URL, links=(gone, write())), url=URL)
    shown = section(
        columns=[view], links=(found_link("http://a.cn/gone/", status=404), found_link("http://a.cn/letter/"))
    )
    assert validity(Role.MAILBOX, "欢迎来信", shown, view)[0] == ""
    assert told(Role.MAILBOX, "欢迎来信", write("联系", raw="mailto:a@b.cn")) == "mailto:a@b.cn"


@pytest.mark.parametrize("media", ["img:/letter.png", "iframe:/letter/"])
def test_a_picture_of_a_mailbox_is_none(media: str) -> None:
    assert problem(Role.MAILBOX, "欢迎来信", media=(media,)) == "no_mailbox"


def test_what_every_page_of_the_section_offers_is_no_mailbox_of_the_units() -> None:
    frame = {"links": (write(),), "media": ("form:/letter/save.jsp",)}
    pages = tuple(page(f"http://a.cn/jyj/{number}/", **frame) for number in range(4))
    view = column(page=page(URL, **frame), url=URL)
    assert validity(Role.MAILBOX, "欢迎来信", section(columns=[view], pages=pages), view)[0] == "no_mailbox"
