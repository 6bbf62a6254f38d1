"""Texts that have to be written in one way: told by an example, for nobody reads a pattern."""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator


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
