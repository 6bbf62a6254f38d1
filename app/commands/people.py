"""Commands by which people decide: entries, overrides, links, orders, closing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from app.commands.base import AuthorOption, author_of, day_of, month_of, opened, options, say
from app.commands.chinese import ChineseCommand, group
from app.errors import WrongUse

if TYPE_CHECKING:
    from app.context import Context

Site = Literal["portal", "disclosure"]
entries = group("entries", "人工录入和改判")
links = group("links", "无效链接的例外")
orders = group("orders", "督办单")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    for child in (entries, links, orders):
        root.add_typer(child)
    for command in (close, reopen, compare):
        root.command(cls=ChineseCommand)(command)


def _today(context: Context) -> datetime:
    return datetime.now(context.configuration.zone)


@entries.command("template", cls=ChineseCommand)
def entries_template(file: Path = typer.Argument(..., metavar="文件.xlsx")) -> None:
    """写出人工评测的录入表。"""
    from app.entries import template
    from config.loader import load_configuration

    file.parent.mkdir(parents=True, exist_ok=True)
    template(load_configuration(options.folder)).save(file)
    say(f"已写入 {file}，填写后用 hongqiao entries import 导入")


@entries.command("import", cls=ChineseCommand)
def entries_import(file: Path = typer.Argument(..., metavar="文件.xlsx")) -> None:
    """导入录入表：全部正确才导入，否则逐格指出错误、一条也不导入。"""
    from app.entries import read_entries

    with opened() as context:
        found = read_entries(context.configuration, file)
        context.decisions.add(found)
        say(f"已导入 {len(found)} 条，运行 hongqiao score 和 hongqiao report 后生效")


@entries.command("list", cls=ChineseCommand)
def entries_list(unit: str = typer.Option("", "--unit", metavar="代码", help="只列该单位")) -> None:
    """列出人工录入和改判，包括已撤回的。"""
    with opened() as context:
        kinds = (("entry", "录入"), ("override", "改判"), ("inconsistency", "认定不一致"))
        kept = {name: context.decisions.list(kind, unit) for kind, name in kinds}
        if not any(kept.values()):
            say("还没有录入和改判")
        for name, items in kept.items():
            for item in items:
                value = "，".join(f"{key}={text}" for key, text in item.value.items())
                gone = f"　［{item.withdrawn_by} 已撤回：{item.withdrawal_reason}］" if item.withdrawn_at else ""
                period = f"{item.valid_from or '不限'} 至 {item.valid_to or '不限'}"
                say(
                    f"{item.id}　{name}　{item.unit}　{item.subject}　{value}　{period}　{item.author} {item.created_at:%Y-%m-%d}　{item.reason}{gone}"
                )


@entries.command("override", cls=ChineseCommand)
def entries_override(
    unit: str = typer.Argument(..., metavar="单位代码"),
    criterion: str = typer.Argument(..., metavar="评测要点"),
    points: float = typer.Argument(..., metavar="得分"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="改判的原因"),
    month: str = typer.Option(..., "--month", metavar="月份", help="从哪个月起"),
    until: str | None = typer.Option(None, "--until", metavar="月份", help="到哪个月止，默认只该月"),
    author: str | None = AuthorOption,
) -> None:
    """改判一个监测项的得分；监测结果仍列在旁边。"""
    from db.decisions import NewDecision

    with opened() as context:
        found = next((item for item in context.configuration.rubric.criteria if item.id == criterion), None)
        if found is None or unit not in {item.code for item in context.configuration.units}:
            raise WrongUse(f"没有单位 {unit} 或评测要点 {criterion}")
        first, last = month_of(month), month_of(until or month)
        value = {"points": str(points)}
        context.decisions.add(
            [NewDecision("override", unit, criterion, value, author_of(author), reason, str(first), str(last))]
        )
        say("已记录，运行 hongqiao score 和 hongqiao report 后生效")


@entries.command("inconsistent", cls=ChineseCommand)
def entries_inconsistent(
    unit: str = typer.Argument(..., metavar="单位代码"),
    month: str = typer.Option(..., "--month", metavar="月份", help="从哪个月起"),
    until: str | None = typer.Option(None, "--until", metavar="月份", help="到哪个月止，默认只该月"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="两站哪些内容不一致"),
    site: Site = typer.Option("disclosure", "--site", metavar="portal|disclosure", help="扣哪个网站的基本信息分"),
    author: str | None = AuthorOption,
) -> None:
    """确认两站基本信息不一致：该项不得分，直到撤回或期满。"""
    from db.decisions import NewDecision

    first, last = month_of(month), month_of(until or month)
    with opened() as context:
        if unit not in {item.code for item in context.configuration.units}:
            raise WrongUse(f"没有单位 {unit}")
        subject = f"{site}.basic_information"
        context.decisions.add(
            [NewDecision("inconsistency", unit, subject, {}, author_of(author), reason, str(first), str(last))]
        )
        say("已记录，运行 hongqiao score 和 hongqiao report 后生效")


@entries.command("withdraw", cls=ChineseCommand)
def entries_withdraw(
    number: int = typer.Argument(..., metavar="编号"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="撤回的原因"),
    author: str | None = AuthorOption,
) -> None:
    """撤回一条录入、改判或例外；记录保留。"""
    with opened() as context:
        context.decisions.withdraw(number, author_of(author), reason)
        say(f"已撤回 {number}")


@links.command("accept", cls=ChineseCommand)
def links_accept(
    url: str = typer.Argument(..., metavar="网址"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="为什么接受"),
    until: str = typer.Option(..., "--until", metavar="日期", help="到哪一天止"),
    author: str | None = AuthorOption,
) -> None:
    """在期限内接受一个无效链接：报告中仍列出，不扣分。"""
    from crawler.addresses import canonical
    from db.decisions import NewDecision

    with opened() as context:
        try:
            subject = canonical(url, tracking=context.configuration.monitor.policies.tracking_parameters)
        except ValueError:
            subject = url
        last = day_of(until)
        context.decisions.add([NewDecision("link", "", subject, {}, author_of(author), reason, "", str(last))])
        say(f"已记录：{subject}，至 {last}")


@links.command("list", cls=ChineseCommand)
def links_list() -> None:
    """列出接受的例外。"""
    with opened() as context:
        today = _today(context).date().isoformat()
        kept = context.decisions.list("link")
        if not kept:
            say("还没有接受的例外")
        for item in kept:
            state = "已撤回" if item.withdrawn_at else "有效" if item.is_in_force(today) else "已到期"
            say(f"{item.id}　{state}　{item.subject}　至 {item.valid_to}　{item.author}：{item.reason}")


@orders.command("draft", cls=ChineseCommand)
def orders_draft(
    unit: str = typer.Argument(..., metavar="单位"),
    site: Site = typer.Option("portal", "--site", metavar="portal|disclosure", help="哪个网站的问题"),
    deadline: str | None = typer.Option(None, "--deadline", metavar="日期", help="整改期限，默认 15 天"),
    author: str | None = AuthorOption,
) -> None:
    """由当前未解决的问题起草督办单（Word 文件）。"""
    from app import orders as order_book
    from config.schema import SiteKind

    with opened() as context:
        site_id = context.configuration.site(SiteKind(site)).id
        record, path = order_book.draft(
            context, unit, site_id, author_of(author), _today(context).date(), day_of(deadline)
        )
        say(f"{record.subject}：{len(record.value['items'])} 项，期限 {record.valid_to}，已写入 {path}")


@orders.command("list", cls=ChineseCommand)
def orders_list() -> None:
    """列出督办单和逐项整改情况。"""
    from app import orders as order_book

    with opened() as context:
        if not context.decisions.list("order"):
            say("还没有督办单")
            return
        for line in order_book.listed(context):
            say(line)


@orders.command("confirm", cls=ChineseCommand)
def orders_confirm(
    number: str = typer.Argument(..., metavar="编号"),
    reason: str = typer.Option("逾期未整改", "--reason", metavar="原因", help="确认的依据"),
    author: str | None = AuthorOption,
) -> None:
    """确认督办单未落实，按细则扣分。"""
    from app import orders as order_book

    with opened() as context:
        order_book.confirm(context, number, author_of(author), reason, _today(context).date())
        say(f"已确认 {number}，运行 hongqiao score 和 hongqiao report 后生效")


@orders.command("withdraw", cls=ChineseCommand)
def orders_withdraw(
    number: str = typer.Argument(..., metavar="编号"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="撤回的原因"),
    author: str | None = AuthorOption,
) -> None:
    """撤回督办单，或撤回对它的确认。"""
    from app import orders as order_book

    with opened() as context:
        order_book.withdraw(context, number, author_of(author), reason)
        say(f"已撤回 {number}")


def close(month: str = typer.Argument(..., metavar="月份"), author: str | None = AuthorOption) -> None:
    """封账：冻结一个月的测量值、问题和得分。"""
    from app.closing import close_month
    from app.publish import write_month
    from app.view import Reader, latest_good

    with opened() as context:
        wanted = month_of(month)
        assert wanted is not None
        closing = close_month(context, wanted, author_of(author), _today(context).date())
        say(f"{wanted.chinese}已封账（第 {closing.revision} 版，细则校验值 {closing.rubric_sha256[:16]}）")
        folder = write_month(context, Reader(context, latest_good(context)).report(wanted))
        say(f"得分表、检查报告（Word）和页面：{folder}")


def reopen(
    month: str = typer.Argument(..., metavar="月份"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="重开的原因"),
    author: str | None = AuthorOption,
) -> None:
    """重开已封账的月份；原版本保留，再次封账时成为新版本。"""
    from app.closing import reopen_month

    with opened() as context:
        wanted = month_of(month)
        assert wanted is not None
        reopen_month(context, wanted, author_of(author), reason)
        say(f"{wanted.chinese}已重开")


def compare(
    first: str = typer.Argument(..., metavar="月份", help="如 2026-09，或某一版 2026-09@1"),
    second: str = typer.Argument(..., metavar="月份"),
) -> None:
    """说明两份得分表为什么不同：网站变化、细则变化、人工认定，还是未能测定。"""
    from app.closing import compare_months

    for text in (first, second):
        month_of(text.partition("@")[0])
    with opened() as context:
        for line in compare_months(context, first, second):
            say(line)
