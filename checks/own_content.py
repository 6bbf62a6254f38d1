"""What a column's page holds of its own (MEASURING 4): beyond what the section's pages share."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from checks.snapshot import PageView
from crawler.addresses import in_prefix
from crawler.records.blocks import block_marks
from crawler.records.items import PageExtract

PLACEHOLDER = re.compile(
    r"^[\s\W]*(?:(?:本|该|此)?(?:栏目|页面|网站|内容|频道)?(?:暂无|暂时没有|目前没有|没有找到|还没有|尚无)(?:相关|任何|您要的|有关)?(?:内容|信息|数据|文章|记录|资料)?|"
    r"(?:本|该|此)?(?:栏目|页面|网站|内容|频道)?(?:正在)?(?:建设|更新|维护|完善|整理|筹备|升级)中?|(?:内容|信息|资料|栏目)?(?:正在|待)(?:建设|更新|完善|补充)中?|敬请期待|no data)[\s\W]*(?:敬请期待|请稍后|请稍候)?[\s\W]*$",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"当前位置|您的位置|您现在的位置|所在位置|首页")
LEAST_PAGES = 3
"""Pages of a section that must hold a link before it is shared; links of a home that make a navigation."""
_CONTENT_MEDIA = ("iframe:", "embed:", "object:", "video:", "audio:", "canvas:", "form:")


@dataclass(frozen=True, slots=True)
class OwnContent:
    """What a page holds beyond what the section's pages share."""

    entries: int
    links: tuple[str, ...]
    texts: tuple[str, ...]
    media: tuple[str, ...]
    placeholder: str

    @property
    def characters(self) -> int:
        """Characters of own text, placeholder phrases left out."""
        return sum(len(re.sub(r"\s", "", text)) for text in self.texts if not PLACEHOLDER.match(text))


class Shared:
    """What the pages of a section have in common: header, footer, navigation, side blocks."""

    def __init__(self, lists: Sequence[PageView], others: Sequence[PageView] = ()) -> None:
        """`lists` are pages whose blocks of rows were read: home and columns; each page counts once, whatever names it."""
        read = {page.url: page.extract for page in lists if page.extract is not None}
        every = read | {page.url: page.extract for page in others if page.extract is not None}
        self.lists, self.pages = len(read), len(every)
        self.texts: Counter[str] = Counter()
        self.targets: Counter[str] = Counter()
        self.media: Counter[str] = Counter()
        self.blocks: Counter[str] = Counter()
        for extract in every.values():
            self.texts.update(set(extract.texts))
            self.targets.update({link.url for link in extract.links})
            self.media.update(set(extract.media))
        for extract in read.values():
            self.blocks.update(set(block_marks(extract).values()))

    def is_shared(self, count: int) -> bool:
        """Whether so many pages are most of the section's: at least three, or all of two."""
        return (count >= 3 and count * 2 > self.pages) or (self.pages == 2 and count == 2)

    def is_shared_block(self, mark: str) -> bool:
        """Whether a block of rows is a side block that stands on most pages alike."""
        return self.blocks[mark] >= LEAST_PAGES and self.blocks[mark] * 2 > self.lists


def own_content(extract: PageExtract, name: str, shared: Shared) -> OwnContent:
    """What a column's page holds of its own."""
    marks = block_marks(extract)
    entries = [entry for entry in extract.entries if not shared.is_shared_block(marks[entry.block])]
    texts = [text for text in dict.fromkeys(extract.texts) if not shared.is_shared(shared.texts[text])]
    trail = _trail(extract, name)
    texts = [text for text in texts if not _is_trail(text, trail)]
    links = [
        link.url
        for link in extract.links
        if link.kind in ("a", "area", "refresh")
        and not link.problem
        and not shared.is_shared(shared.targets[link.url])
        and _leads_to_content(link.url, extract.url)
    ]
    media = [item for item in extract.media if not shared.is_shared(shared.media[item]) and _is_content_media(item)]
    placeholder = next((text for text in extract.texts if PLACEHOLDER.match(text) and len(text) <= 40), "")
    return OwnContent(
        sum(entry.date is not None for entry in entries), tuple(links), tuple(texts), tuple(media), placeholder
    )


def _trail(extract: PageExtract, name: str) -> set[str]:
    words = {name, extract.title, extract.metas.get("columnname", "")}
    words.update(re.split(r"[-_|－—>›»/\s]+", extract.title))
    return {word for word in words if word}


def _is_trail(text: str, trail: set[str]) -> bool:
    """Whether a text only names the column: heading, breadcrumb, title."""
    bare = _bare(text)
    if _CRUMB.search(text) and len(bare) < 60:
        return True
    steps = [re.sub(r"\s+", "", step) for step in re.split(r"[>›»]", text)]
    if len(steps) > 1 and steps[-1] in {re.sub(r"\s+", "", word) for word in trail}:
        return True
    return not bare or bare in {_bare(word) for word in trail}


def _bare(text: str) -> str:
    return re.sub(r"[\s>›»:：/|·\-—－_【】\[\]]+", "", text)


def _leads_to_content(url: str, page: str) -> bool:
    """Whether a link leads somewhere else than up the page's own path."""
    return not in_prefix(page, url.rsplit("/", 1)[0] + "/") or (
        urlsplit(url).path.rsplit("/", 1)[-1] != "" and url != page and not is_index(url)
    )


def is_index(url: str) -> bool:
    """Whether an address names a folder's own page."""
    return bool(re.match(r"^(index|default|list)(_\d+)?\.\w+$", urlsplit(url).path.rsplit("/", 1)[-1]))


def _is_content_media(item: str) -> bool:
    if item.startswith(_CONTENT_MEDIA):
        return len(item.partition(":")[2]) > 0 or item.startswith("canvas:")
    return item.startswith("img:") and not re.search(
        r"(icon|logo|bg|blank|spacer|line|dot|arrow|btn|button|print|qrcode|close|more|no-?_?data|no-?_?content|empty|zanwu)[\w-]*\.\w+$",
        item.lower(),
    )
