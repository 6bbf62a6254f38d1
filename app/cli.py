"""The program `hongqiao`: its options, its commands, and what their errors lead to."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from app import VERSION
from app.commands import accounts, demonstration, fleet, look, months, night, orders, people, pulse, service
from app.commands.base import options, say
from app.commands.chinese import group
from app.logs import configure_logs
from app.private import end_with_parent, write_privately
from app.usage import is_usage
from app.usage import told as told_usage

DONE, WRONG = 0, 2

app = group(None, "红桥政务网监测：每夜检查各单位专区，为政务公开绩效考评提供有据可查的数据。")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"红桥政务网监测 hongqiao {VERSION}")
        raise typer.Exit()


@app.callback()
def _options(
    folder: Path = typer.Option(
        Path("config"), "--config", envvar="HONGQIAO_CONFIG", metavar="文件夹", help="配置文件夹"
    ),
    verbose: bool = typer.Option(False, "--verbose", help="显示运行日志"),
    district: str = typer.Option(
        "", "--district", metavar="区县", help="fleet.yaml 中的一个区县；--config 指向 fleet.yaml"
    ),
    _: bool = typer.Option(False, "--version", is_eager=True, callback=_version, help="显示程序版本"),
) -> None:
    options.folder, options.verbose, options.district = folder, verbose, district
    configure_logs(verbose)


for module in (night, look, people, orders, months, accounts, service, pulse, demonstration, fleet):
    module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit status."""
    write_privately()
    end_with_parent()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows fewer characters shows ? for the others
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command; return 0 done, 1 needs attention, 2 wrong use or configuration, 3 the night is inconclusive."""
    try:
        result = app(args=_ordered(arguments), prog_name="hongqiao", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        return _ended(error)
    return int(result) if isinstance(result, int) else DONE


def _ended(error: BaseException) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        return WRONG  # the help has been shown
    if isinstance(error, Exception) and is_usage(error):
        lines, status = told_usage(error), WRONG
    else:
        from app.failures import told

        status, lines = told(error)
    for line in lines:
        say(line)
    return status


def _ordered(arguments: Sequence[str]) -> list[str]:
    """`--config DIR`, `--district NAME` and `--verbose` may stand anywhere on the line."""
    first: list[str] = []
    rest: list[str] = []
    items = iter(arguments)
    for item in items:
        if item == "--verbose" or item.startswith(("--config=", "--district=")):
            first.append(item)
        elif item in ("--config", "--district"):
            first += [item, *([value] if (value := next(items, None)) is not None else [])]
        else:
            rest.append(item)
    return first + rest


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
