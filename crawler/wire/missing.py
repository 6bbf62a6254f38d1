"""Soft 404: a host's own answer to an address that cannot exist, learned once a night, and what looks like it."""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.reading.document import Document, squeeze, visible_text
from crawler.records.observations import MissingSign

_THING = r"(?:您?(?:要|所)?(?:访问|查找|请求|浏览|查看|打开)?的?)?(?:此|该|这个)?(?:页面|网页|文件|内容|信息|文章|栏目|资源|网址|链接|地址|page|file|document)?"
_GONE = r"(?:不存在|未找到|没有找到|没找到|找不到|无法找到|不见了|丢失了?|已?经?被?删除|已失效|已下线|已经不存在|not found|cannot be found|could not be found)"
_PHRASE = re.compile(
    rf"^(?:(?:抱歉|对不起|很抱歉|sorry|提示|错误|出错了?|error|http|the|requested)[\s,，!！:：。.]*)*"
    rf"(?:(?:404|410)\s*[-–—:：|_,，]?\s*)?(?:{_THING}{_GONE}(?:或(?:者)?{_THING}{_GONE})?|(?:404|410)?\s*(?:错误|页面|error|page|not found|出错了?)*|{_THING}{_GONE}(?:或已?被?删除|或已下线)?)"
    r"[\s。.!！~…]*(?:\s*[-–—|_:：]\s*(?:404|410|错误|提示|出错|error).{0,8})?$",
    re.IGNORECASE,
)
_NOISE = re.compile(r"https?://\S+|/[\w%./-]{4,}|\d+|[\s\W_]+")


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A host's answer to an impossible address. `redirect` is where it led, empty where it stayed."""

    title: str
    texts: frozenset[str]
    redirect: str
    asked: str
    similarity: float
    """The share of text that a page must have in common with it to be taken for it."""


def impossible_address(origin: str, seed: str) -> str:
    """An address on `origin` that cannot exist, the same all night."""
    token = hashlib.sha256(f"{origin}|{seed}".encode()).hexdigest()
    return f"{origin}/hq{token[:10]}/no{token[10:24]}.html"


def learn(document: Document, asked: str, final_url: str, similarity: float) -> MissingPage:
    """Learn a host's missing page from its answer with a good status."""
    redirect = final_url if _bare(final_url) != _bare(asked) else ""
    return MissingPage(_plain(document.title), _texts(document), redirect, asked, similarity)


def missing_sign(
    document: Document | None, url: str, final_url: str, missing: MissingPage | None
) -> MissingSign | None:
    """Why an answer looks like a missing page; None where it does not.

    Phrases decide only where the title or the first heading consists of one (MEASURING 3).
    """
    if missing is not None and missing.redirect and _bare(final_url) == _bare(missing.redirect) != _bare(url):
        return MissingSign.SAME_REDIRECT
    if is_home(final_url) and not is_home(url) and _bare(final_url) != _bare(url) and _depth(url) >= 1:
        return MissingSign.HOME
    if document is None:
        return None
    if missing is not None and not is_home(url) and _same_page(document, missing):
        return MissingSign.SAME_PAGE
    return MissingSign.SAYS_SO if _says_so(document) else None


def _same_page(document: Document, missing: MissingPage) -> bool:
    """Nearly the same text in both directions: neither page says much that the other does not."""
    if _plain(document.title) != missing.title:
        return False
    texts = _texts(document)
    mine = sum(len(text) for text in texts - missing.texts)
    theirs = sum(len(text) for text in missing.texts - texts)
    total = sum(len(text) for text in texts | missing.texts)
    return mine + theirs <= max(12.0, total * (1 - missing.similarity))


def _says_so(document: Document) -> bool:
    title = re.split(r"\s*[-_|－—]\s*", document.title)[0] if document.title else ""
    if any(is_missing_phrase(text) for text in (document.title, title)):
        return True
    heading = next(iter(document.root.iter("h1", "h2")), None)
    return heading is not None and is_missing_phrase(visible_text(heading))


def is_missing_phrase(text: str) -> bool:
    """Whether a title or heading consists of a phrase that says the page does not exist."""
    text = squeeze(text)
    return (
        3 <= len(text) <= 40
        and bool(re.search(r"404|410|不|没|无|删|丢|失|下线|found", text, re.IGNORECASE))
        and bool(_PHRASE.match(text))
    )


def _texts(document: Document) -> frozenset[str]:
    return frozenset(plain for text, _ in document.chunks if (plain := _plain(text)))


def _plain(text: str) -> str:
    return _NOISE.sub("", text)


def is_home(url: str) -> bool:
    """Whether an address is its host's home page."""
    parts = urlsplit(url)
    return not parts.query and bool(re.fullmatch(r"/?(?:(?:index|default|main|home)\.\w{2,5})?", parts.path))


def _depth(url: str) -> int:
    return len([piece for piece in urlsplit(url).path.split("/") if piece])


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path or '/'}?{parts.query}"


_CHALLENGES = (
    (re.compile(r"\$_ts\b"), "$_ts"),
    (re.compile(r"__jsluid|__jsl_clearance"), "__jsl"),
    (
        re.compile(
            r"请稍候|安全验证|访问异常|人机验证|滑动验证|正在检查您的浏览器|Just a moment|Checking your browser"
        ),
        "verify",
    ),
    (re.compile(r"_(?:(?<=aliyun_)waf|(?<=acw_)sc__v2|(?<=yunsuo_)session|waf_)|g(?<=safedog)"), "waf"),
)
"""What the pages of walls hold; each pattern begins with few characters, for every short page is searched for them."""


_LOOKED_AT = 20_000
"""Characters of an answer in which a wall's marks are looked for; a wall is shorter."""


def challenge_sign(status: int, text: str, cookies: str, title: str) -> str:
    """The mark of an anti-crawler wall in an answer, empty where there is none.

    On a page with status 200 only the wall's own scripts count, or a title that is its phrase: news may talk about walls.
    """
    head = text[:_LOOKED_AT]
    may_be_wall = status != 200 or (len(text) < _LOOKED_AT and "<body" not in text[:200].lower())
    for pattern, name in _CHALLENGES:
        if name == "verify" and status == 200:
            if pattern.search(title) and len(text) < 4000:
                return name
        elif ((may_be_wall or name == "$_ts") and pattern.search(head)) or (
            name == "__jsl" and status in (412, 521) and pattern.search(cookies)
        ):
            return name
    return ""
