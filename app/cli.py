"""The program `hongqiao`: its options, its commands, and what their errors lead to."""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
import typer.rich_utils as panels
from sqlalchemy.exc import SQLAlchemyError

from app.commands import accounts, demonstration, look, night, people, service
from app.commands.base import group, options, say
from app.errors import AppError, BadSheet
from app.logs import configure_logs
from config.errors import ConfigError
from db.errors import NightTaken, StoreError

DONE, ATTENTION, WRONG = 0, 1, 2

panels.ARGUMENTS_PANEL_TITLE, panels.OPTIONS_PANEL_TITLE = "参数", "选项"
panels.COMMANDS_PANEL_TITLE, panels.ERRORS_PANEL_TITLE = "命令", "错误"
panels.DEFAULT_STRING, panels.REQUIRED_LONG_STRING, panels.ENVVAR_STRING = "[默认：{}]", "[必填]", "[环境变量：{}]"

app = group(None, "红桥政务网监测：每夜检查各单位专区，为政务公开绩效考评提供有据可查的数据。")


@app.callback()
def _options(
    folder: Path = typer.Option(
        Path("config"), "--config", envvar="HONGQIAO_CONFIG", metavar="文件夹", help="配置文件夹"
    ),
    verbose: bool = typer.Option(False, "--verbose", help="显示运行日志"),
) -> None:
    options.folder, options.verbose = folder, verbose
    configure_logs(verbose)


for module in (night, look, people, accounts, service, demonstration):
    module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit status."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command; return 0 done, 1 needs attention, 2 wrong use or configuration, 3 the night is inconclusive."""
    try:
        result = app(args=_ordered(arguments), prog_name="hongqiao", standalone_mode=False)
    except ConfigError as error:
        say(f"配置有 {len(error.problems)} 处错误：")
        for problem in error.problems:
            say(f"  {problem}")
        return WRONG
    except BadSheet as error:
        say(f"录入表有 {len(error.problems)} 处错误，没有导入任何内容：")
        for line in error.problems:
            say(f"  {line}")
        return WRONG
    except NightTaken as error:
        say(str(error))
        return ATTENTION
    except (AppError, StoreError) as error:
        say(str(error))
        return WRONG
    except typer.Abort:
        say("已取消")
        return ATTENTION
    except KeyboardInterrupt:
        say("已中断；已保存的进度会在下次运行时接着用")
        return ATTENTION
    except Exception as error:
        return _other(error)
    return int(result) if isinstance(result, int) else DONE


def _other(error: Exception) -> int:
    """Wrong use of the command line, in Chinese; anything else is a fault of ours and keeps its trace in the log."""
    shown = getattr(error, "format_message", None)
    if shown is not None:
        context = getattr(error, "ctx", None)
        say(f"命令用法有误：{shown()}")
        if context is not None:
            say(f"查看说明：{context.command_path} --help")
        return WRONG
    logging.getLogger(__name__).exception("the command failed")
    if isinstance(error, (SQLAlchemyError, OSError)):
        say(f"数据库或磁盘无法读写：{str(error).splitlines()[0]}")
        say("已保存的数据没有受影响。请检查磁盘空间和数据库连接，恢复后再次运行会接着做。")
        return ATTENTION
    say(f"程序出错：{type(error).__name__}：{error}")
    say("已保存的数据没有受影响。请加 --verbose 再运行一次，并把日志交给维护人员。")
    return ATTENTION


def _ordered(arguments: Sequence[str]) -> list[str]:
    """`--config DIR` and `--verbose` may stand anywhere on the line."""
    first: list[str] = []
    rest: list[str] = []
    items = iter(arguments)
    for item in items:
        if item == "--verbose" or item.startswith("--config="):
            first.append(item)
        elif item == "--config":
            first += [item, *([value] if (value := next(items, None)) is not None else [])]
        else:
            rest.append(item)
    return first + rest


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
