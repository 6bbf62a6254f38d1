"""Commands that stay: the schedule, the web pages; and those that keep the store."""

from datetime import datetime, timedelta
from pathlib import Path

import typer

from app.commands.base import opened, options, reporter, say
from app.commands.chinese import ChineseCommand, group
from app.errors import WrongUse

store = group("db", "数据库")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (schedule, serve):
        root.command(cls=ChineseCommand)(command)
    root.add_typer(store)


def schedule() -> None:
    """无人值守运行：每夜检查，每月封账，错过的当天补做。按 Ctrl+C 或 SIGTERM 停止。"""
    from app.schedule import Schedule

    with opened() as context:
        Schedule(context, options.folder, reporter()).run()


def serve(
    host: str = typer.Option("127.0.0.1", "--host", metavar="地址", help="监听地址"),
    port: int = typer.Option(8080, "--port", min=1, max=65535, metavar="端口", help="监听端口"),
    root_path: str = typer.Option("", "--root-path", metavar="前缀", help="反向代理在哪个路径下提供本站，如 /jc"),
) -> None:
    """需要登录的网页：查看、录入、申诉、督办、审核、封账。"""
    try:
        from app.web.server import serve as run_serve
        from db.people import People
    except ModuleNotFoundError as error:
        raise WrongUse(f"网页需要另装组件（缺少 {error.name}）：pip install 'hongqiao-monitor[web]'") from None

    with opened() as context:
        say(f"网址：http://{host}:{port}{root_path.rstrip('/')}/")
        if not People(context.engine).count():
            say("还没有账号，请先运行 hongqiao people add 账号 --role admin")
        run_serve(context, options.folder, host, port, root_path)


@store.command("upgrade", cls=ChineseCommand)
def db_upgrade() -> None:
    """建立数据库，或升级到当前结构。"""
    from db.migrate import upgrade as run_upgrade

    with opened(current=False) as context:
        run_upgrade(context.engine)
        say("数据库已是当前结构")


@store.command("check", cls=ChineseCommand)
def db_check() -> None:
    """核对数据库结构与程序是否一致。"""
    from db.migrate import compare, require_current

    with opened(current=False) as context:
        require_current(context.engine)
        compare(context.engine)
        say("数据库结构与程序一致")


@store.command("backup", cls=ChineseCommand)
def db_backup(
    file: Path | None = typer.Argument(None, metavar="文件", help="默认写到 backups/ 下，以时间命名"),
) -> None:
    """备份数据库（可在运行中进行），备份后立即校验。"""
    from db import backup as backups

    with opened() as context:
        path = (
            file
            or context.configuration.storage
            / "backups"
            / f"hongqiao-{datetime.now(context.configuration.zone):%Y%m%d-%H%M%S}.db"
        )
        if backups.is_in_use(context.engine, path):
            raise WrongUse(f"{path} 就是正在使用的数据库，请备份到另一个文件")
        if path.exists() and not backups.is_backup(path):
            raise WrongUse(f"已有 {path}，{_why_kept(path)}")
        counts = backups.backup(context.engine, path)
        say(f"已备份到 {path}：{sum(counts.values())} 行，校验一致。存档页面在 {context.evidence}，请一并复制。")


def _why_kept(path: Path) -> str:
    """Why a file that stands is not written over, and what to do."""
    from db.backup import may_be_earlier

    if may_be_earlier(path):
        return "没有备份标记：可能是旧版本写出的备份，也可能是正在使用的数据库，为免覆盖没有写入；确认是旧备份的，请先把它改名或移走（仍可用 db restore 恢复），再运行；否则请换一个文件名"
    return "不是本程序写出的备份，为免覆盖没有写入；请换一个文件名"


@store.command("restore", cls=ChineseCommand)
def db_restore(
    file: Path = typer.Argument(..., metavar="文件"),
    yes: bool = typer.Option(False, "--yes", help="确认用备份替换现有数据"),
) -> None:
    """用备份替换数据库的全部内容；要么全部成功，要么保持原样。"""
    from db import backup as backups
    from db.lock import night_lock
    from db.migrate import upgrade as run_upgrade

    if not yes:
        raise WrongUse("恢复会替换现有的全部数据，请加 --yes 确认")
    with opened(current=False) as context:
        run_upgrade(context.engine)
        with night_lock(context.engine):
            counts = backups.restore(context.engine, file)
        say(f"已恢复 {sum(counts.values())} 行")


@store.command("prune", cls=ChineseCommand)
def db_prune(
    days: int = typer.Option(400, "--days", min=31, metavar="天数", help="保留最近多少天每夜的结果"),
    report_days: int = typer.Option(
        92, "--report-days", min=7, metavar="天数", help="保留最近多少天每夜的报告和证据说明页"
    ),
) -> None:
    """清理过期的每夜结果、每夜报告和无用的存档；封账月份、人工记录和相关证据不动。"""
    from app.stages.placing import thin_reports
    from db.lock import night_lock
    from db.prune import prune as run_prune

    with opened() as context, night_lock(context.engine):
        today = datetime.now(context.configuration.zone).date()
        found = run_prune(context.engine, context.bodies, today - timedelta(days=days))
        reports = thin_reports(context.reports, today - timedelta(days=report_days))
        say(
            f"已清理：结果 {found.results} 行，内容 {found.blobs} 份，读取记录 {found.extracts} 份，存档页面 {found.bodies} 份，"
            f"每夜报告 {reports} 份"
        )
