"""Wrong use of the command line, told in Chinese: what is wrong, what was expected, where the help is."""

import re
from collections.abc import Callable
from typing import Any

from app.commands.chinese import KINDS, UnknownCommand

_EXTRA = re.compile(r"extra argument\(s\) \((.*)\)")


def is_usage(error: Exception) -> bool:
    """Whether an error is one of the command line itself."""
    return type(error).__name__ in _TOLD


def told(error: Any) -> list[str]:
    """The lines to say of it."""
    text = _TOLD[type(error).__name__](error)
    context = getattr(error, "ctx", None)
    more = [f"查看说明：{context.command_path} --help"] if context is not None else []
    return [f"命令用法有误：{text}", *more]


def _no_option(error: Any) -> str:
    near = f"，是不是 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else ""
    return f"没有选项 {error.option_name}{near}"


def _missing(error: Any) -> str:
    return f"缺少{_name(error)}"


def _bad(error: Any) -> str:
    return f"{_name(error)}填写得不对，应为{_expected(error.param)}" if error.param is not None else "有一项填写得不对"


def _bad_option(error: Any) -> str:
    return (
        f"选项 {error.option_name} 后面要写一个值"
        if "requires" in error.message
        else f"选项 {error.option_name} 后面不带值"
    )


def _extra(error: Any) -> str:
    found = _EXTRA.search(error.message)
    return f"多出了 {found[1]}；含空格的内容请加引号" if found else "参数不完整或有多余"


def _name(error: Any) -> str:
    parameter = error.param
    if parameter is None:
        return "必填的内容"
    return (
        f"参数“{parameter.display_name_raw}”"
        if parameter.param_type_name == "argument"
        else f"选项 {parameter.opts[-1]} "
    )


def _expected(parameter: Any) -> str:
    described = parameter.type_descriptor
    if described.choices:
        return "以下之一：" + "、".join(str(item) for item in described.choices)
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    kind = KINDS.get(described.annotation) or "另一种内容"
    if least is not None and most is not None:
        return f" {least} 到 {most} 的{kind}"
    return f"不小于 {least} 的{kind}" if least is not None else f"不大于 {most} 的{kind}" if most is not None else kind


_TOLD: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadParameter": _bad,
    "BadOptionUsage": _bad_option,
    "BadArgumentUsage": _extra,
    "UsageError": _extra,
    UnknownCommand.__name__: str,
}
"""By the names of their classes: typer keeps them in a module of its own that is not meant to be imported."""
