"""`demo`: whole nights on the replica, compared with its truth."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from app.commands.base import console, reporter, say
from app.commands.chinese import ChineseCommand
from config.month import Month

if TYPE_CHECKING:
    from rich.table import Table


def register(root: typer.Typer) -> None:
    """Add the command to the program."""
    root.command(cls=ChineseCommand)(demo)


def demo(
    keep: bool = typer.Option(False, "--keep", help="保留数据和报告"),
    folder: Path | None = typer.Option(
        None, "--folder", metavar="文件夹", help="数据和报告写到哪个空文件夹（随后保留）"
    ),
    one_host: bool = typer.Option(False, "--one-host", help="两个网站放在同一台主机上"),
) -> None:
    """在本机的仿真网站上完整检查两夜，打印得分，并与已知答案逐项核对。"""
    from app.context import open_context
    from app.errors import WrongUse
    from app.looking.view import Reader, latest_good
    from app.stages.night import nightly
    from app.telling.summary import unit_table
    from demo.run import NightResult, run_nights
    from demo.server import ReplicaServer
    from demo.settings import write_configuration
    from demo.visits import remember
    from reports.export import export_document

    if folder is not None and (folder.is_file() or (folder.is_dir() and any(folder.iterdir()))):
        raise WrongUse(f"{folder} 不是空文件夹，为免覆盖没有写入；请另给一个文件夹")
    place = folder or Path(tempfile.mkdtemp(prefix="hongqiao-demo-"))
    place.mkdir(parents=True, exist_ok=True)
    results: list[NightResult] = []
    with ReplicaServer(one_host=one_host) as server:
        write_configuration(place / "config", server)
        context = open_context(place / "config")
        remember(context.engine, context.configuration.zone)

        def run(moment: datetime) -> None:
            night, _ = nightly(context, moment, (), reporter())
            if not night.is_good:
                raise typer.Exit(3)

        def export(month: str) -> dict[str, Any]:
            return export_document(Reader(context, latest_good(context)).report(Month.parse(month)), all_findings=True)

        for result in run_nights(server, place, run, export):
            results.append(result)
            console.print(_table(result))
        console.print(unit_table(Reader(context, latest_good(context)).report(), console.width))
        context.close()
    exact = all(item.is_exact for result in results for item in result.comparisons)
    for result in results:
        for item in result.comparisons:
            for line in item.differences():
                say(f"第 {result.night + 1} 夜 {line}")
    if keep or folder is not None or not exact:
        say(f"报告：{place / 'config' / 'var' / 'reports' / 'latest' / 'index.html'}")
        say(f"配置：{place / 'config'}（可继续使用 hongqiao --config 查看 explain、export 等；仿真网站已停止）")
    else:
        shutil.rmtree(place, ignore_errors=True)
        say("数据和报告已删除；加 --keep 可以保留")
    if not exact:
        raise typer.Exit(1)


def _table(result: Any) -> Table:
    from rich.table import Table

    table = Table(
        title=f"第 {result.night + 1} 夜：请求 {result.requests} 次，其中未变化（304）{result.not_modified} 次",
        title_justify="left",
    )
    for name in ("核对内容", "监测", "答案", "准确率", "召回率"):
        table.add_column(name, justify="left" if name == "核对内容" else "right")
    for item in result.comparisons:
        table.add_row(
            item.kind, str(len(item.found)), str(len(item.true)), f"{item.precision:.4f}", f"{item.recall:.4f}"
        )
    return table
