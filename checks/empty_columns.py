"""Empty columns (MEASURING 4): 网站内各个栏目不能无内容."""

import re
from datetime import date

from checks.dead_links import carried_over
from checks.findings import Check, Finding, Outcome
from checks.navigation import Navigation
from checks.own_content import OwnContent, Shared, is_index, own_content
from checks.profiles.validity import validity
from checks.reasons import Reason
from checks.snapshot import ColumnView, Fault, PageView, SectionSnapshot
from config.schema import Role
from crawler.reading.words import WAITING
from crawler.records.items import PageExtract

_SHORT_ROLES = (Role.TELEPHONE, Role.ADDRESS, Role.MAILBOX, Role.LEADERS)
"""What may be said in fewer characters than a column needs."""
_LOADING = re.compile(rf"^[\W_]*(?:页面|内容|数据|信息|列表)?(?:{WAITING})[\W_]*$", re.IGNORECASE)


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
    if _gives_what_is_asked(section, column, content):
        return None
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


def _gives_what_is_asked(section: SectionSnapshot, column: ColumnView, content: OwnContent) -> bool:
    """Whether a short page holds what its role asks for: a telephone number alone is no empty column."""
    text = "\n".join(content.texts)
    return any(not validity(role, text, section, column)[0] for role in column.place.roles if role in _SHORT_ROLES)


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
    if not name or is_index(url):
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
    few = f"除各页共有的内容外只有 {content.characters} 个字，没有信息、链接、文件和图片"
    told = few if content.characters else "栏目打开后没有任何内容"
    return _finding(today, section, page, name, Outcome.NOT_MET, Reason.NO_CONTENT, told, faults)


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
