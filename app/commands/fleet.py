"""Commands over many districts: `fleet.yaml`, their nights, how they stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.commands.base import AsOf, MonthOption, month_of, options, reporter, say, time_of, writable
from app.commands.chinese import ChineseCommand, group

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from config.fleet import Fleet

INCONCLUSIVE = 3
fleet = group("fleet", "多个区县：同一引擎、同一数据库，各用一个文件夹和一个 schema（--config fleet.yaml）")
DistrictOption = typer.Option(None, "--only", metavar="区县", help="只做该区县，可重复")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    root.add_typer(fleet)


@fleet.command("check", cls=ChineseCommand)
def check() -> None:
    """检查 fleet.yaml 和各区县的全部配置，再看数据库、存储和引擎是否可用。"""
    from app.fleets.surroundings import problems
    from config.fleet import load_districts, load_fleet, unsaid
    from crawler.job import host_groups

    found = load_fleet(file())
    for name, configuration in load_districts(found).items():
        hosts = sum(len(site.hosts) for site in configuration.sites)
        say(
            f"{name}：{len(configuration.units)} 个单位，{hosts} 个主机，每夜 {len(host_groups(configuration))} 个抓取任务"
        )
        if missing := unsaid(configuration):
            monitor = configuration.monitor
            say(
                f"注意：{name} 的 monitor.yaml 没有写明 {'、'.join(missing)}，"
                f"抬头和来源的开头按“{monitor.city}{monitor.district}”处理"
            )
    wrong = list(problems(found))
    for line in wrong:
        say(line)
    if wrong:
        raise typer.Exit(1)
    say(f"配置没有错误，{len(found.districts)} 个区县；数据库、存储和引擎可用")


@fleet.command("nightly", cls=ChineseCommand)
def nightly(as_of: str | None = AsOf, only: list[str] | None = DistrictOption) -> None:
    """各区县检查一夜，并写出全部区县的总览页和导出。一个区县失败不影响其他；中断后再次运行会接着做。"""
    from app.fleets.night import fleet_night, told
    from config.fleet import load_districts
    from db.runs import RunStatus

    with opened_fleet() as (path, found, engine):
        districts = _chosen(path, found, only)
        configurations = load_districts(found, districts)
        zone = configurations[districts[0]].monitor.timezone
        ended = fleet_night(path, found, engine, time_of(as_of, zone), districts, reporter())
        for night in ended:
            say(f"{night.district}　{night.night}　{told(night)}")
        say(f"总览：{found.storage / 'index.html'}")
    good = [night for night in ended if night.status == RunStatus.GOOD.value]
    if not good:
        raise typer.Exit(INCONCLUSIVE)
    if len(good) < len(ended):
        raise typer.Exit(1)


@fleet.command("status", cls=ChineseCommand)
def status() -> None:
    """各区县最近一次检查的情况；有区县缺检查、没有完成或不作判断时，退出状态为 1。"""
    from datetime import datetime

    from app.fleets.district import district_of
    from app.looking.status import status as status_of

    with opened_fleet() as (_, found, _engine):
        attention = False
        for name in found.districts:
            context = district_of(found, name)
            try:
                state = status_of(context, datetime.now(context.configuration.zone))
            finally:
                context.close()
            attention = attention or not state.is_fine
            say(f"{name}　{'正常' if state.is_fine else '须处理'}　{state.message}")
    if attention:
        raise typer.Exit(1)


@fleet.command("export", cls=ChineseCommand)
def export(
    month: str | None = MonthOption,
    out: Path | None = typer.Option(None, "--out", metavar="文件", help="写到文件；默认输出到屏幕"),
) -> None:
    """导出全部区县一个月的测量值和得分表（JSON）。"""
    import sys

    from app.fleets.overview import export_text, fleet_export

    with opened_fleet() as (_, found, _engine):
        text = export_text(fleet_export(found, month_of(month)))
    if out is None:
        sys.stdout.write(text)
    else:
        writable(out, ".json").write_text(text, encoding="utf-8")
        say(f"已写入 {out}")


def file() -> Path:
    """The fleet's file: the one named, or `fleet.yaml` in the folder named, or here."""
    if options.folder == Path("config") and not (options.folder / "fleet.yaml").is_file():
        return Path("fleet.yaml")
    return options.folder / "fleet.yaml" if options.folder.is_dir() else options.folder


@contextmanager
def opened_fleet() -> Iterator[tuple[Path, Fleet, Engine]]:
    """The fleet's file, what stands in it, and its own store, which is set up where it is empty."""
    from app.logs import log_to
    from config.fleet import load_fleet
    from db.migrate import is_empty, require_current, upgrade
    from db.session import open_engine

    path = file().resolve()
    found = load_fleet(path)
    engine = open_engine(found.database)
    try:
        if is_empty(engine):
            upgrade(engine)
        require_current(engine)
        log_to(found.storage / "logs")
        yield path, found, engine
    finally:
        engine.dispose()


def _chosen(path: Path, found: Fleet, only: list[str] | None) -> list[str]:
    from app.fleets.district import require_district

    for name in only or []:
        require_district(found, path, name)
    return [name for name in found.districts if not only or name in only]
