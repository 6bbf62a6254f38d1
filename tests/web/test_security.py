"""What an attacker would try: forged forms, headers that are missing, files in disguise, titles that are scripts."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from app.web.attachments import kind_of, safe_name
from app.web.errors import BadForm
from app.web.forms import Upload
from app.web.routes import RULES
from tests.app.decisions.office import link
from tests.web.served import EVIL, Served, a_night, make

PDF = b"%PDF-1.7\n1 0 obj\n"
APPEAL = {"unit": "jyj", "month": "2026-10", "kind": "finding", "subject": "LJ-portal-jyj-001", "text": "当天可以打开"}
ADDRESSES = ("/", "/signin", "/nope", "/problems", "/healthz", "/metrics", "/static/web.css", "/static/nope", "/evidence/1/page", "/%00", "/months/x")  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_every_answer_has_every_header(seen: Served, path: str, method: str) -> None:
    headers = seen.client("kpy").request(method, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "frame-ancestors" in headers["content-security-policy"]
    assert "server" not in headers
    if not path.startswith("/static/web"):
        assert headers["cache-control"] == "no-store"


def test_pages_have_no_script_style_or_handler_in_line(served: Served) -> None:
    for who, paths in (("kpy", ("/", "/problems", "/units/jyj/2026-10", "/entries/2026-10/portal", "/close/2026-10", "/proposals")), ("gly", ("/people", "/audit")), ("lly", ("/problems/LJ-portal-jyj-003",))):  # fmt: skip
        for path in paths:
            text = served.client(who).get(path).text
            tree = html.document_fromstring(text)
            assert not tree.xpath("//style | //script[not(@src)]"), path
            assert not [
                name for item in tree.iter() for name in item.attrib if name == "style" or name.startswith("on")
            ], path
            assert not [item for item in tree.xpath("//@href | //@src | //@action") if "script:" in item], path


def test_titles_of_pages_are_shown_as_text(served: Served) -> None:
    for path in ("/problems", "/problems/LJ-portal-jyj-003", "/units/jyj/2026-10"):
        text = served.client("kpy").get(path).text
        assert EVIL not in text and "&lt;script&gt;" in text


def test_cookies_are_bound_to_the_host_and_out_of_reach_of_scripts(served: Served) -> None:
    with TestClient(served.app, base_url="https://monitor.example", follow_redirects=False) as client:
        cookie = client.get("/signin").headers["set-cookie"]
        assert cookie.startswith("__Host-hq-visitor=")
        for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie
        assert client.get("/signin").headers["strict-transport-security"].startswith("max-age=")


def test_without_encryption_only_loopback_is_served(served: Served) -> None:
    with TestClient(served.app, base_url="http://monitor.example", follow_redirects=False) as client:
        answer = client.get("/signin")
        assert answer.status_code == 403 and "HTTPS" in answer.text and "set-cookie" not in answer.headers
        assert client.get("/healthz").text == "ok"


FORMS = [rule.path for rule in RULES if rule.method == "POST"]


@pytest.mark.parametrize("path", FORMS)
def test_no_form_is_taken_without_its_key(seen: Served, path: str) -> None:
    client = seen.client("kpy2")
    asked = re.sub(r"\{\w+\}", "1", path)
    for data in ({}, {"csrf": "0" * 64}, {"csrf": seen.client("ck").csrf()}):
        answer = client.post(asked, data=data)
        assert answer.status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_its_key(seen: Served, headers: dict[str, str]) -> None:
    answer = seen.client("ck").fill("/account/mail", {}, headers=headers)
    assert answer.status_code == 403 and "不是从本站页面提交" in answer.text
    assert seen.person("ck").wants_mail


def test_an_old_form_of_ours_loses_nothing_that_was_typed(served: Served) -> None:
    ours = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    answer = served.client("lly").post("/appeals", data={**APPEAL, "csrf": "0" * 64}, headers=ours)
    assert answer.status_code == 403
    assert "当天可以打开" in answer.text and "再次提交" in answer.text
    nobody = served.client().post("/appeals", data={**APPEAL, "csrf": "0" * 64}, headers=ours)
    assert nobody.status_code == 401
    assert "当天可以打开" in nobody.text and "登录已过期" in nobody.text


def upload(served: Served, name: str, data: bytes, **more: Any) -> Any:
    """An appeal with an attachment."""
    return served.client("lly").fill("/appeals", {**APPEAL, **more}, files={"file": (name, data)})


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("截图.pdf", b"<html><script>alert(1)</script>", "附件只能是"),
        ("截图.png", PDF, "与扩展名 .png 不符"),
        ("截图.html", PDF, "与扩展名 .html 不符"),
        ("截图.exe", b"MZ\x90\x00", "附件只能是"),
        ("图.svg", b"<svg onload=alert(1)>", "附件只能是"),
        ("截图.pdf", b"", "空文件"),
        ("截图", PDF, "没有扩展名"),
        ("截图.pdf.js", PDF, "不符"),
    ],
)
def test_a_file_in_disguise_is_refused_and_the_reason_kept(served: Served, name: str, data: bytes, told: str) -> None:
    answer = upload(served, name, data)
    assert answer.status_code == 422
    assert told in answer.text and "当天可以打开" in answer.text
    assert served.web.statements.appeals() == []


def test_a_bad_file_and_an_empty_reason_are_told_together(served: Served) -> None:
    answer = upload(served, "截图.exe", b"MZ", text="")
    assert "附件只能是" in answer.text and "没有写明原因" in answer.text


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    served = make(tmp_path, web={"attachment_bytes": 1_000_000})
    answer = upload(served, "截图.pdf", PDF + b"x" * 1_000_000)
    assert answer.status_code == 413 and "附件超过 1 MB" in answer.text
    answer = upload(served, "截图.pdf", PDF + b"x" * 9_000_000)
    assert answer.status_code == 413 and "附件超过 1 MB" in answer.text
    served.office.context.close()


def test_an_attachment_is_given_out_as_a_download_that_can_do_nothing(served: Served) -> None:
    assert upload(served, "../a|b<截图>.pdf", PDF).status_code == 303
    statement = served.web.statements.of("appeal:1")[0]
    assert statement.file_name == "ab截图.pdf"
    answer = served.client("kpy").get(f"/attachments/{statement.id}")
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"].startswith("sandbox")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.DOC", "a.wps", "a.jpg", "a.zip", "a.ofd"])
def test_what_offices_send_is_taken(name: str) -> None:
    first = {
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "jpg": b"\xff\xd8\xff",
    }
    ending = name.rpartition(".")[2].lower()
    assert kind_of(Upload(name, first.get(ending, b"PK\x03\x04") + b"x")) == ending
    with pytest.raises(BadForm):
        kind_of(Upload(name, b"GIF89a"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [("C:\\temp\\图 1.pdf", "图 1.pdf"), ("a\r\nX: y.pdf", "aX y.pdf"), ("..", "附件"), ("\u202egnp.exe", "gnp.exe"), ("x" * 300 + ".pdf", "x" * 116 + ".pdf")],
)  # fmt: skip
def test_names_of_files_hold_no_path_and_nothing_that_headers_read(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_stored_page_is_shown_inert(served: Served) -> None:
    answer = served.client("kpy").get(f"/evidence/{served.observation}/page?problem=LJ-portal-jyj-001")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox;") and "allow" not in policy and "script" not in policy
    assert "frame-ancestors 'self'" in policy
    assert asks_for(answer.text) == []
    assert 'class="link mark"' in answer.text


def asks_for(text: str) -> list[str]:
    """What of a page would run or be asked for."""
    tree = html.document_fromstring(text)
    elements = [
        item.tag for item in tree.iter() if item.tag in ("script", "iframe", "form", "object", "svg", "base", "link")
    ]
    attributes = [
        name
        for item in tree.iter()
        for name in item.attrib
        if name in ("href", "src", "style", "background", "poster", "action", "srcset", "data") or name.startswith("on")
    ]
    elements += ["refresh" for item in tree.iter("meta") if item.get("http-equiv", "").lower() == "refresh"]
    styles = [item.text for item in tree.iter("style") if item.text and ("url(" in item.text or "@import" in item.text)]
    return elements + attributes + styles


def test_ten_thousand_rows_in_a_filter_are_paged(served: Served) -> None:
    a_night(served.office, [link(number) for number in range(1, 10_001)], day=21)
    answer = served.client("kpy").get("/problems?q=gone-&page=200&sort=-number")
    assert answer.status_code == 200
    assert "共 10000 条" in answer.text and "第 200 / 200 页" in answer.text
    assert answer.text.count('name="problem"') == 50
    for page in ("0", "-1", "201", "9" * 30, "x", "１"):
        assert "共 10000 条" in served.client("kpy").get(f"/problems?page={page}").text


@pytest.mark.parametrize("query", ["state=nope", "sort=nope", "unit=%00", "check=%27", "month=2026-10", "q=%25%5F"])
def test_a_filter_with_nonsense_in_it_is_answered(seen: Served, query: str) -> None:
    assert seen.client("kpy").get(f"/problems?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/problems?month=x", "/units/jyj/x", "/units/jyj/2026-13", "/units/xyz/2026-10", "/problems/LJ-nope", "/evidence/x", "/evidence/99999999999999999999", "/appeals/0", "/orders/x", "/entries/2026-10/nope", "/months/2026-10/files/..%2f..%2fmonitor.yaml"])  # fmt: skip
def test_an_address_with_nonsense_in_it_is_refused_in_chinese(seen: Served, path: str) -> None:
    answer = seen.client("kpy").get(path)
    assert answer.status_code in (404, 409)
    assert "Traceback" not in answer.text and "<h1>" in answer.text


def test_an_error_of_ours_tells_nothing_of_itself(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(served.web.views, "month", fails)
    answer = served.client("kpy").get("/problems")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text and "已记入日志" in answer.text
