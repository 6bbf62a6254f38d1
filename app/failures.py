"""What is said of an error that ended a command, and the status that the program leaves with."""

import errno
import logging
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

import typer
from sqlalchemy.exc import SQLAlchemyError

from app.decisions.refusal import Refused, listed
from app.errors import AppError, Unopened
from app.overdue import NightOverdue
from config.errors import ConfigError
from config.system_errors import system_text
from crawler.engines.errors import EngineError
from db.errors import NightTaken, StoreError

ATTENTION, WRONG = 1, 2
logger = logging.getLogger(__name__)
Told = tuple[int, list[str]]

_OF_USE = frozenset(
    (
        errno.ENOENT,
        errno.EACCES,
        errno.EPERM,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.EEXIST,
        errno.ENAMETOOLONG,
        errno.EROFS,
        errno.EADDRINUSE,
        errno.EADDRNOTAVAIL,
    )
)
"""Wrong names and addresses are wrong use; what may pass needs attention."""
_DATABASE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("disk is full", "no space left", "disk full"), "磁盘已满，请清理后再运行"),
    (("locked",), "正被另一个程序占用，请稍后再运行"),
    (("readonly", "read-only"), "没有写入权限"),
    (("unable to open",), "打不开数据库文件，请检查 monitor.yaml 中 database 的路径和权限"),
    (("malformed", "not a database"), "数据库文件已损坏，请用 hongqiao db restore 恢复备份"),
    (("disk i/o",), "磁盘读写出错，请检查磁盘"),
    (("password authentication", "no password supplied"), "用户名或密码不对"),
    (("does not exist",), "数据库、用户或表不存在"),
    (("refused", "could not connect", "connection failed", "timeout", "timed out", "translate host", "resolve"), "连接不上数据库服务器"),
    (("closed the connection", "terminating connection", "connection already closed"), "与数据库的连接中断"),
)  # fmt: skip
"""What drivers say, by words of it."""


def told(error: BaseException) -> Told:
    """The status and the lines to say of an error; the trace of what nobody foresaw goes to the log."""
    return next(tell for kind, tell in _TOLD if isinstance(error, kind))(error)


def _configuration(error: Any) -> Told:
    return WRONG, [f"配置有 {len(error.problems)} 处错误：", *(f"  {problem}" for problem in error.problems)]


def _refused(error: Any) -> Told:
    """A decision that was not taken: a word, or all objections with the cells they speak of."""
    if len(error.objections) == 1 and not error.objections[0].place:
        return WRONG, [str(error)]
    head = f"有 {len(error.objections)} 处错误，没有登记任何内容："
    return WRONG, [head, *(f"  {line}" for line in listed(error.objections))]


def _taken(error: Any) -> Told:
    return ATTENTION, [str(error)]


def _wrong(error: Any) -> Told:
    return WRONG, [str(error)]


def _cancelled(_: Any) -> Told:
    return ATTENTION, ["已取消"]


def _overdue(_: Any) -> Told:
    return ATTENTION, ["检查超过时限仍未结束，已被终止；已保存的进度会在下次运行时接着用"]


def _interrupted(_: Any) -> Told:
    return ATTENTION, ["已中断；已保存的进度会在下次运行时接着用"]


def _nobody_reads(_: Any) -> Told:
    """The reader of our output has gone: nothing more can be said."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ATTENTION, []


def _unknown_host(_: Any) -> Told:
    return WRONG, ["系统报错：没有这个主机名，请检查地址"]


def _system(error: Any) -> Told:
    status = WRONG if error.errno in _OF_USE else ATTENTION
    name = f"{error.filename}：" if error.filename is not None else ""
    return status, [f"系统报错：{name}{system_text(error)}"]


def _database(error: Any) -> Told:
    logger.exception("the database failed", exc_info=error)
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    text = next((shown for words, shown in _DATABASE if any(word in said.lower() for word in words)), "")
    kept = "已保存的数据没有受影响，恢复后再次运行会接着做。"
    return ATTENTION, [f"数据库无法读写：{f'{text}（{said}）' if text else said}", kept]


def _missing_part(error: Any) -> Told:
    logger.exception("a library is missing", exc_info=error)
    return WRONG, [f"缺少组件 {error.name}，请按 README 安装相应的附加组件（postgres、notify、browser）"]


def _fault(error: Any) -> Told:
    logger.exception("the command failed", exc_info=error)
    line = f"程序出错：{type(error).__name__}：{error}"
    return ATTENTION, [line, "已保存的数据没有受影响。请加 --verbose 再运行一次，并把日志交给维护人员。"]


_TOLD: tuple[tuple[type[BaseException], Callable[[Any], Told]], ...] = (
    (ConfigError, _configuration),
    (Refused, _refused),
    (NightTaken, _taken),
    (EngineError, _taken),
    (Unopened, _taken),
    (AppError, _wrong),
    (StoreError, _wrong),
    (typer.Abort, _cancelled),
    (NightOverdue, _overdue),
    (KeyboardInterrupt, _interrupted),
    (BrokenPipeError, _nobody_reads),
    (socket.gaierror, _unknown_host),
    (SQLAlchemyError, _database),
    (OSError, _system),
    (ModuleNotFoundError, _missing_part),
    (BaseException, _fault),
)
"""The first kind that fits tells it."""
