"""Empty columns (MEASURING 4): 网站内各个栏目不能无内容."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from checks.dead_links import carried_over
from checks.findings import Check, Finding, Outcome
from checks.reasons import Reason
from checks.snapshot import ColumnView, Fault, PageView, SectionSnapshot
from config.schema import Role
from crawler.addresses import in_prefix
from crawler.reading.words import WAITING
from crawler.records.blocks import block_marks
from crawler.records.items import PageExtract

PLACEHOLDER = re.compile(
    r"^[\s\W]*(?:(?:本|该|此)?(?:栏目|页面|网站|内容|频道)?(?:暂无|暂时没有|目前没有|没有找到|还没有|尚无)(?:相关|任何|您要的|有关)?(?:内容|信息|数据|文章|记录|资料)?|"
    r"(?:本|该|此)?(?:栏目|页面|网站|内容|频道)?(?:正在)?(?:建设|更新|维护|完善|整理|筹备|升级)中?|(?:内容|信息|资料|栏目)?(?:正在|待)(?:建设|更新|完善|补充)中?|敬请期待|no data)[\s\W]*(?:敬请期待|请稍后|请稍候)?[\s\W]*$",
    re.IGNORECASE,
)
_LOADING = re.compile(rf"^[\W_]*(?:页面|内容|数据|信息|列表)?(?:{WAITING})[\W_]*$", re.IGNORECASE)
_CRUMB = re.compile(r"当前位置|您的位置|您现在的位置|所在位置|首页")
LEAST_PAGES = 3
"""Pages of a section that must hold a link before it is navigation; links of a home that make one."""
LONGEST_NAME = 12
"""Characters of a column's name; the longest one in tests has ten."""
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
        """`lists` are pages whose blocks of rows were read: home and columns."""
        self.lists = sum(page.extract is not None for page in lists)
        extracts = [page.extract for page in (*lists, *others) if page.extract is not None]
        self.pages = len(extracts)
        self.texts: Counter[str] = Counter()
        self.targets: Counter[str] = Counter()
        self.media: Counter[str] = Counter()
        self.blocks: Counter[str] = Counter()
        for extract in extracts:
            self.texts.update(set(extract.texts))
            self.targets.update({link.url for link in extract.links})
            self.media.update(set(extract.media))
        for page in lists:
            if page.extract is not None:
                self.blocks.update(set(block_marks(page.extract).values()))

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
        if link.kind in ("a", "area")
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
    bare = re.sub(r"[\s>›»:：/|·\-—－_【】\[\]]+", "", text)
    if _CRUMB.search(text) and len(bare) < 60:
        return True
    steps = [re.sub(r"\s+", "", step) for step in re.split(r"[>›»]", text)]
    if len(steps) > 1 and steps[-1] in {re.sub(r"\s+", "", word) for word in trail}:
        return True
    return not bare or any(bare == re.sub(r"\s+", "", word) for word in trail)


def _leads_to_content(url: str, page: str) -> bool:
    """Whether a link leads somewhere else than up the page's own path."""
    return not in_prefix(page, url.rsplit("/", 1)[0] + "/") or (
        urlsplit(url).path.rsplit("/", 1)[-1] != "" and url != page and not _is_index(url)
    )


def _is_index(url: str) -> bool:
    return bool(re.match(r"^(index|default|list)(_\d+)?\.\w+$", urlsplit(url).path.rsplit("/", 1)[-1]))


def _is_content_media(item: str) -> bool:
    if item.startswith(_CONTENT_MEDIA):
        return len(item.partition(":")[2]) > 0 or item.startswith("canvas:")
    return item.startswith("img:") and not re.search(
        r"(icon|logo|bg|blank|spacer|line|dot|arrow|btn|button|print|qrcode|close|more|no-?_?data|no-?_?content|empty|zanwu)[\w-]*\.\w+$",
        item.lower(),
    )


def check_empty_columns(today: date, section: SectionSnapshot, below: int) -> list[Finding]:
    """Findings of every column that is empty or could not be judged."""
    shared = Shared([section.home, *(column.page for column in section.columns)], section.pages)
    configured = {column.page.url for column in section.columns}
    contents = {
        column.page.url: own_content(column.page.extract, column.place.name, shared)
        for column in section.columns
        if column.page.extract is not None
    }
    open_faults = {
        fault.subject: fault for fault in section.faults if fault.check == Check.EMPTY_COLUMN and fault.is_open
    }
    navigation = Navigation(section)
    findings = []
    for column in section.columns:
        finding = _judge_column(today, section, column, contents, below, open_faults)
        if finding is not None:
            findings.append(finding)
    for page in section.pages:
        if page.extract is not None and page.url not in configured and navigation.names(page.url):
            finding = _judge_found(today, section, page, page.extract, shared, below, open_faults)
            if finding is not None:
                findings.append(finding)
    return findings


def is_empty(content: OwnContent, below: int) -> bool:
    """No dated entry, no link to content, no picture, and too little text of its own."""
    return not content.entries and not content.links and not content.media and content.characters < below


def _judge_column(
    today: date,
    section: SectionSnapshot,
    column: ColumnView,
    contents: dict[str, OwnContent],
    below: int,
    faults: dict[str, Fault],
) -> Finding | None:
    extract, name = column.page.extract, column.place.name
    if extract is None:
        fault = faults.get(column.page.url)
        return carried_over(section.place.site, fault) if fault and section.is_down else None
    content = contents[column.page.url]
    if not is_empty(content, below):
        return _mismatch(section, column) if Role.POSTS in column.place.roles else None
    if _has_full_child(column.page.url, contents, below):
        return None
    if _reads_by_script(extract, content) and not content.placeholder:
        return _finding(
            today,
            section,
            column.page,
            name,
            Outcome.INCONCLUSIVE,
            Reason.SCRIPT_LIST,
            "栏目内容由脚本加载，监测读不到",
            faults,
        )
    return _empty(today, section, column.page, name, content, faults)


def _judge_found(
    today: date,
    section: SectionSnapshot,
    page: PageView,
    extract: PageExtract,
    shared: Shared,
    below: int,
    faults: dict[str, Fault],
) -> Finding | None:
    """A column that only the section's navigation names."""
    if page.url == section.home.url:
        return None
    name = extract.metas.get("columnname") or re.split(r"[-_|－—]", extract.title)[0].strip()
    content = own_content(extract, name, shared)
    if not is_empty(content, below) or (_reads_by_script(extract, content) and not content.placeholder):
        return None
    return _empty(today, section, page, name, content, faults)


class Navigation:
    """Which pages of a section its navigation names, looked up once for all of them."""

    def __init__(self, section: SectionSnapshot) -> None:
        self._links = {link.target: link for link in section.links}
        self._most = max((link.pages for link in section.links), default=0)
        self._at_home = _named_at_home(section.home.extract)

    def names(self, url: str) -> bool:
        """Whether navigation names a page: linked from most of the section's pages, three at least, or from its home's navigation.

        A page that only texts, frames or forms lead to is no column (MEASURING 4).
        """
        link = self._links.get(url)
        if link is None or not any(sample.kind in ("a", "area") for sample in link.samples):
            return False
        return (link.pages >= LEAST_PAGES and link.pages * 2 > self._most) or url in self._at_home


def _named_at_home(extract: PageExtract | None) -> set[str]:
    """The pages that a home names beside its rows; empty where they are too few for a navigation."""
    if extract is None:
        return set()
    listed = {entry.url for entry in extract.entries}
    names = {
        link.url
        for link in extract.links
        if link.kind == "a" and not link.problem and 0 < len(link.text) <= LONGEST_NAME and link.url not in listed
    }
    return names if len(names) >= LEAST_PAGES else set()


def _reads_by_script(extract: PageExtract, content: OwnContent | None = None) -> bool:
    """Whether readers may see more than the page holds: by its scripts, or because it says itself that it is loading."""
    return extract.by_script or (content is not None and any(_LOADING.match(text) for text in content.texts))


def _has_full_child(url: str, contents: dict[str, OwnContent], below: int) -> bool:
    """A parent is not empty when one of its children is not."""
    folder = _own_folder(url)
    return folder != "" and any(
        child != url and child.startswith(folder) and not is_empty(content, below)
        for child, content in contents.items()
    )


def _own_folder(url: str) -> str:
    """The folder below which a column's children lie: its own where it is one, the one named like its file otherwise."""
    folder, _, name = url.rpartition("/")
    if not name or _is_index(url):
        return f"{folder}/"
    return "" if "?" in name else f"{folder}/{name.rpartition('.')[0] or name}/"


def _mismatch(section: SectionSnapshot, column: ColumnView) -> Finding | None:
    """A list column with content but without a single row that could be read."""
    extract = column.page.extract
    if extract is None or not column.place.is_counted or column.place.key in _listing(section):
        return None
    reason = Reason.SCRIPT_LIST if _reads_by_script(extract) else Reason.TEMPLATE_MISMATCH
    return Finding(
        Check.TEMPLATE_MISMATCH, section.place.site, Outcome.INCONCLUSIVE, column.page.url, reason=reason,
        message="栏目页有内容，但没有识别出任何信息条目，需要配置模板", column=column.place.name, evidence=_evidence(column.page),
    )  # fmt: skip


def _listing(section: SectionSnapshot) -> set[str]:
    """The columns whose own list has a row tonight; rows of side blocks and of other units are none."""
    return {entry.column for entry in section.entries if entry.is_listed}


def _empty(
    today: date,
    section: SectionSnapshot,
    page: PageView,
    name: str,
    content: OwnContent,
    faults: dict[str, Fault],
) -> Finding:
    if content.placeholder:
        return _finding(
            today,
            section,
            page,
            name,
            Outcome.NOT_MET,
            Reason.PLACEHOLDER,
            f"栏目只有占位文字“{content.placeholder[:30]}”",
            faults,
        )
    return _finding(today, section, page, name, Outcome.NOT_MET, Reason.NO_CONTENT, "栏目打开后没有任何内容", faults)


def _finding(
    today: date,
    section: SectionSnapshot,
    page: PageView,
    name: str,
    outcome: Outcome,
    reason: Reason,
    message: str,
    faults: dict[str, Fault],
) -> Finding:
    fault = faults.get(page.url)
    return Finding(
        check=Check.EMPTY_COLUMN,
        site=section.place.site,
        outcome=outcome,
        subject=page.url,
        reason=reason,
        message=message,
        column=name,
        category="空栏目" if outcome is Outcome.NOT_MET else "",
        confirmed=True if outcome is Outcome.NOT_MET else None,
        first_seen=(fault.first_night if fault else today) if outcome is Outcome.NOT_MET else None,
        last_seen=today,
        nights=(fault.nights if fault else 0) + 1,
        evidence=_evidence(page),
        number=fault.number if fault else "",
    )


def _evidence(page: PageView) -> tuple[str, ...]:
    return (page.evidence,) if page.evidence else ()
