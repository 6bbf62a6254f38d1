"""What may be said of a wrong configuration: never a value, or a name, that may be a secret."""

import re
from typing import Any

HIDDEN = "（内容不显示）"
_OPEN = frozenset(
    (
        "city",
        "district",
        "timezone",
        "rubric",
        "other_rubrics",
        "assessment_starts",
        "crawl",
        "probe",
        "schedule",
        "policies",
        "storage",
    )
)
"""Fields of `monitor.yaml` whose values are nobody's secret; addresses of messages and of the database are."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,30}")
_USERINFO = re.compile(r"(://)[^\s/]*@|(://[^\s/:]*:)[^\s@]*@")
MOST = 80


def shown(file: str, path: tuple[str | int, ...], value: Any) -> str:
    """A value that was found in a file, as far as it may be shown."""
    if isinstance(value, dict):
        return "一组“字段: 值”"
    if isinstance(value, (list, tuple, set)):
        return "一个列表"
    if not is_open(file, path) or (isinstance(value, str) and file == "monitor.yaml" and "://" in value):
        return HIDDEN if isinstance(value, str) else f"{'空' if value is None else '一个数或真假值'}"
    text = without_userinfo(repr(value) if isinstance(value, str) else str(value))
    return text if len(text) <= MOST else f"{text[: MOST - 3]}…"


def is_open(file: str, path: tuple[str | int, ...]) -> bool:
    """Whether the values of a field are nobody's secret."""
    if file != "monitor.yaml" or (path and path[0] in _OPEN):
        return True
    return len(path) > 1 and path[0] == "web" and path[1] not in ("ldap", "oidc")


def step_shown(step: str) -> str:
    """The name of a field, where it looks like one: a secret in the wrong place may be taken for a name."""
    return step if _NAME.fullmatch(step) else "（名称不显示）"


def without_userinfo(text: str) -> str:
    """A text whose addresses name no users and passwords."""
    return _USERINFO.sub("://***@", text)
