"""What the settings need around them: secrets in the environment, a database that can be, drivers that are installed."""

import os
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit

SECRET = re.compile(r"\$\{(\w+)\}")
Place = tuple[str | int, ...]
Wrong = tuple[Place, str, str]
"""Where, what is written there, and what was expected."""
_EXAMPLE = "sqlite:///var/hongqiao.db，或 postgresql+psycopg://用户:密码@主机/库名"


def surrounding_problems(settings: Mapping[str, Any]) -> Iterator[Wrong]:
    """Secrets that are not set, and an address that no database can have; of settings that may be wrong in other places."""
    for place, text in _texts(settings, ()):
        for name in SECRET.findall(text):
            if not os.environ.get(name):
                yield place, f"${{{name}}}", f"已设置的环境变量（现在没有 {name}）"
    database = settings.get("database")
    wrong = database_problem(database) if isinstance(database, str) else ""
    if wrong:
        yield ("database",), hidden(str(database)), wrong


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Every text of the settings, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from _texts(child, (*place, str(name)))
    elif isinstance(value, (list, tuple)):
        for index, child in enumerate(value):
            yield from _texts(child, (*place, index))


def database_problem(address: str) -> str:
    """What a database's address should be instead, empty where it can be one."""
    try:
        parts = urlsplit(SECRET.sub("x", address))
        port, name = parts.port, unquote(parts.path.lstrip("/"))
    except ValueError:
        return _EXAMPLE
    if parts.scheme == "sqlite":
        fits = re.fullmatch(r"sqlite:///(?!:memory:).*[^/]", address) is not None
        return "" if fits else "文件的地址，如 sqlite:///var/hongqiao.db（三条斜线，随后是路径）"
    if parts.scheme == "postgresql+psycopg":
        if not parts.hostname and "host=" not in parts.query:
            return f"带主机名的地址，如 {_EXAMPLE.rpartition('，或 ')[2]}"
        if not name or port == 0:
            return f"带库名的地址，如 {_EXAMPLE.rpartition('，或 ')[2]}"
        return "" if find_spec("psycopg") else "已安装的数据库驱动：请安装附加组件 postgres"
    if parts.scheme.startswith("postgres"):
        return "以 postgresql+psycopg:// 开头的地址（本程序使用 psycopg 驱动）"
    return f"本程序支持的数据库：{_EXAMPLE}"


def hidden(address: str) -> str:
    """An address without its password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", address)
