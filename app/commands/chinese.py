"""Commands and groups whose help and whose errors are in Chinese."""

from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

OPTIONS, COMMANDS = "[选项]", "命令 [参数]…"
KINDS: dict[object, str] = {bool: "", int: "整数", float: "数", Path: "文件", str: "文字"}
"""How the value of an option or argument is called where it has no name of its own."""


class UnknownCommand(Exception):
    """Raised for a command that does not exist; the nearest few are named. Trying again makes sense with one of them."""

    def __init__(self, name: str, near: list[str], context: Any) -> None:
        self.near, self.ctx = near, context
        super().__init__(f"没有命令“{name}”" + (f"，是不是 {'、'.join(near)}？" if near else ""))


class _ChineseHelp:
    """What commands and groups share: the words of their help."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{**more, "options_metavar": OPTIONS})
        for parameter in self.params:
            _name_kind(parameter)

    params: list[Any]

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with a Chinese text."""
        return _translated(super().get_help_option(ctx))  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, its panels called in Chinese."""
        _name_panels()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        """The usage line with a Chinese label."""
        return str(super().get_usage(ctx)).replace("Usage:", "用法：", 1)  # type: ignore[misc]


class ChineseCommand(_ChineseHelp, TyperCommand):
    """A command whose help speaks Chinese."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.short_help = (self.help or "").partition("。")[0]


class ChineseGroup(_ChineseHelp, TyperGroup):
    """A group of commands whose help and whose errors speak Chinese."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{**more, "subcommand_metavar": COMMANDS})

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant. Raises UnknownCommand with the nearest few."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise UnknownCommand(name, get_close_matches(name, list(self.commands), 3), ctx)
        return super().resolve_command(ctx, args)


def _name_panels() -> None:
    """What draws the help is loaded where there is one to draw."""
    import typer.rich_utils as panels

    panels.ARGUMENTS_PANEL_TITLE, panels.OPTIONS_PANEL_TITLE, panels.COMMANDS_PANEL_TITLE = "参数", "选项", "命令"
    panels._make_rich_text = _folded(panels._make_rich_text)
    panels.DEFAULT_STRING, panels.REQUIRED_LONG_STRING, panels.ENVVAR_STRING = "[默认：{}]", "[必填]", "[环境变量：{}]"


def _folded(make: Any) -> Any:
    """Texts of the help go on in the next line: Chinese has no blanks to break at, and would be cut off at the panel's edge."""

    @wraps(make)
    def made(**more: Any) -> Any:
        text = make(**more)
        text.overflow = "fold"
        return text

    return make if hasattr(make, "__wrapped__") else made


def _name_kind(parameter: Any) -> None:
    """What stands in the help for the kind of a value: its own name, else a Chinese one; nothing for an argument's."""
    if parameter.param_type_name == "argument":
        parameter.display_type_rich = lambda **_: None
    elif parameter.metavar is None:
        parameter.metavar = KINDS.get(parameter.type_descriptor.annotation, "")


def _translated(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = "显示本说明", ""
    return option


def group(name: str | None, text: str) -> typer.Typer:
    """A group of commands."""
    return typer.Typer(
        name=name,
        help=text,
        cls=ChineseGroup,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
