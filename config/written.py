"""Texts that have to be written in one way: told by an example, for nobody reads a pattern."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from config.month import Month


def _written(pattern: str, example: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(example)
        return value

    return check


_TIME = r"([01]\d|2[0-3]):[0-5]\d"
Time = Annotated[str, BeforeValidator(_written(_TIME, '加引号的时间，如 "02:00"'))]
Hours = Annotated[
    str, BeforeValidator(_written(rf"|{_TIME}-{_TIME}", '加引号的一段时间，如 "08:00-18:00"，不用时写 ""'))
]
Freshness = Annotated[str, BeforeValidator(_written(r"\d+(d|mo|y)", "时限，如 14d（天）、6mo（月）、1y（年）"))]
SiteId = Annotated[str, BeforeValidator(_written(r"[a-z][a-z0-9_-]*", "小写字母开头的编号，如 portal"))]
UnitCode = Annotated[str, BeforeValidator(_written(r"[A-Za-z0-9_-]+", "由字母、数字、- 和 _ 组成的代码，如 jyj"))]
HeaderName = Annotated[str, BeforeValidator(_written(r"[A-Za-z0-9-]+", "HTTP 头的名称，如 X-Remote-User"))]
LdapAddress = Annotated[str, BeforeValidator(_written(r"ldap(s|i)?://.*", "LDAP 地址，如 ldaps://ldap.example.gov.cn"))]


def _month(value: Any) -> Any:
    return Month.parse(value) if isinstance(value, str) else value


def _duration(value: Any) -> Any:
    """Read `6h`, `90m`, `45s` or a number of seconds."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 10**8:
        return timedelta(seconds=value)
    match = re.fullmatch(r"(\d{1,6}(?:\.\d+)?)\s*([smhd])", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("时长，如 6h、90m、45s")
    return timedelta(**{{"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}[match[2]]: float(match[1])})


def _some_time(value: timedelta) -> timedelta:
    """A limit that leaves time to do anything."""
    if not timedelta(0) < value <= timedelta(days=7):
        raise ValueError("大于零、不超过 7 天的时长，如 6h、90m、45s")
    return value


def _days(value: Any) -> Any:
    """Days as YAML reads them, with quotes or without."""
    return {_day(str(day)): works for day, works in value.items()} if isinstance(value, dict) else value


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("真实的日期，如 2027-01-01: false（放假）、true（上班）") from None


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("以 http:// 或 https:// 开头的完整网址")
    return value


LAST_PORT = 65535


def _host(value: str) -> str:
    found = re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[^\s/:@*\[\]]+)(?::(\d{1,5}))?", value)
    if not found or (found[2] and not 0 < int(found[2]) <= LAST_PORT):
        raise ValueError(f"主机名或 主机名:端口（1 到 {LAST_PORT}），不含 http:// 和路径")
    return value.lower()


def _mail(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+", value):
        raise ValueError("一个邮箱地址，如 zhang@example.gov.cn")
    return value


MonthValue = Annotated[Month, BeforeValidator(_month)]
Duration = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_some_time)]
Pause = Annotated[float, Field(ge=0, le=3600)]
"""Seconds."""
DaysOff = Annotated[dict[str, bool], BeforeValidator(_days)]
Address = Annotated[str, AfterValidator(_address)]
Mail = Annotated[str, AfterValidator(_mail)]
Host = Annotated[str, AfterValidator(_host)]
"""A host, or `host:port`."""
