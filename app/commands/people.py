"""Commands by which people decide: entries, overrides, links, orders, closing. Every rule is in `app.decisions`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer

from app.commands.base import ByOption, configured, month_of, opened, say
from app.commands.chinese import ChineseCommand, group
from app.errors import WrongUse

Site = Literal["portal", "disclosure"]
EFFECT = "运行 hongqiao score 和 hongqiao report 后生效"
entries = group("entries", "人工录入和改判")
links = group("links", "无效链接的例外")
orders = group("orders", "督办单")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    for child in (entries, links, orders):
        root.add_typer(child)
    for command in (close, reopen, compare):
        root.command(cls=ChineseCommand)(command)


@entries.command("template", cls=ChineseCommand)
def entries_template(file: Path = typer.Argument(..., metavar="文件.xlsx")) -> None:
    """写出人工评测的录入表。"""
    from reports.entry_sheets import template

    if file.suffix.lower() != ".xlsx":
        raise WrongUse(f"{file.name}：录入表的文件名应以 .xlsx 结尾")
    if file.exists():
        raise WrongUse(f"已有 {file}，可能已经填写，为免覆盖没有写入；请换一个文件名")
    file.parent.mkdir(parents=True, exist_ok=True)
    template(configured()).save(file)
    say(f"已写入 {file}，填写后用 hongqiao entries import 导入")


@entries.command("import", cls=ChineseCommand)
def entries_import(
    file: Path = typer.Argument(..., metavar="文件.xlsx"),
    by: str | None = ByOption,
) -> None:
    """导入录入表：全部正确才导入，否则逐格指出错误、一条也不导入。经办人为表中的录入人，除非另用 --by 写明。"""
    from datetime import datetime

    from app.commands.deciding import named_person
    from app.decisions import sheets

    with opened() as context:
        now = datetime.now(context.configuration.zone)
        taken = sheets.take(context, file, now, named_person(by), named_person(None, context))
        for note in taken.notes:
            say(note)
        if taken.entered.known:
            say(f"与已有记录相同、没有重复登记：{len(taken.entered.known)} 条")
        say(f"已导入 {len(taken.entered.made)} 条，{EFFECT}")


@entries.command("list", cls=ChineseCommand)
def entries_list(unit: str = typer.Option("", "--unit", metavar="单位", help="只列该单位")) -> None:
    """列出人工录入和改判，包括已撤回的。"""
    from app.looking.decided import records_listed

    with opened() as context:
        for line in records_listed(context, unit):
            say(line)


@entries.command("override", cls=ChineseCommand, context_settings={"ignore_unknown_options": True})
def entries_override(
    unit: str = typer.Argument(..., metavar="单位"),
    criterion: str = typer.Argument(..., metavar="评测要点"),
    points: str = typer.Argument(..., metavar="得分"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="改判的原因"),
    month: str = typer.Option(..., "--month", metavar="月份", help="从哪个月起"),
    until: str = typer.Option("", "--until", metavar="月份", help="到哪个月止，默认只该月"),
    by: str | None = ByOption,
) -> None:
    """改判一个监测项的得分；监测结果仍列在旁边。"""
    from app.commands.deciding import desk_of
    from app.decisions import overrides

    with opened() as context:
        made = overrides.override(
            desk_of(context, by),
            overrides.OverrideForm(
                unit=unit, criterion=criterion, points=points, first=month, last=until, reason=reason
            ),
        )
        say(f"已记录（编号 {made.id}，经办人{made.author}），{EFFECT}")


@entries.command("declare", cls=ChineseCommand)
def entries_declare(
    site: str = typer.Argument(..., metavar="网站"),
    criterion: str = typer.Argument(..., metavar="项目"),
    said: str = typer.Argument(..., metavar="发现|未发现"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="认定的依据"),
    month: str = typer.Option(..., "--month", metavar="月份", help="从哪个月起"),
    until: str = typer.Option("", "--until", metavar="月份", help="到哪个月止，默认只该月"),
    rubric: str = typer.Option("inspection-2019", "--rubric", metavar="细则", help="以网站为单位的评分表"),
    by: str | None = ByOption,
) -> None:
    """认定一个网站是否有某种只能由人判断的否决情形，如表述错误、泄密、网站被篡改、伪造发稿日期。"""
    from app.commands.deciding import desk_of
    from app.decisions import declared

    with opened() as context:
        found = next((item for item in context.configuration.other_rubrics if item.id == rubric), None)
        if found is None:
            known = "、".join(item.id for item in context.configuration.other_rubrics) or "无"
            raise WrongUse(f"没有启用评分表 {rubric}；monitor.yaml 的 other_rubrics 中有：{known}")
        form = declared.SiteEntryForm(site, criterion, said, first=month, last=until or month, reason=reason)
        made = declared.declare(desk_of(context, by), found, form)
        say(f"已记录（编号 {made.id}，经办人{made.author}），{EFFECT}")


@entries.command("inconsistent", cls=ChineseCommand)
def entries_inconsistent(
    unit: str = typer.Argument(..., metavar="单位"),
    month: str = typer.Option(..., "--month", metavar="月份", help="从哪个月起"),
    until: str = typer.Option("", "--until", metavar="月份", help="到哪个月止，默认只该月"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="两站哪些内容不一致"),
    site: Site = typer.Option("disclosure", "--site", metavar="portal|disclosure", help="扣哪个网站的基本信息分"),
    by: str | None = ByOption,
) -> None:
    """确认两站基本信息不一致：该项不得分，直到撤回或期满。"""
    from app.commands.deciding import desk_of
    from app.decisions import overrides

    with opened() as context:
        made = overrides.inconsistent(
            desk_of(context, by), overrides.InconsistencyForm(unit, site, month, until, reason)
        )
        say(f"已记录（编号 {made.id}，经办人{made.author}），{EFFECT}")


@entries.command("withdraw", cls=ChineseCommand)
def entries_withdraw(
    number: str = typer.Argument(..., metavar="编号"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="撤回的原因"),
    by: str | None = ByOption,
) -> None:
    """撤回一条录入、改判或例外；记录保留。"""
    from app.commands.deciding import desk_of
    from app.decisions import record

    with opened() as context:
        gone = record.withdraw(desk_of(context, by), record.WithdrawForm(number, reason))
        say(f"已撤回 {gone.id}，{EFFECT}")


@links.command("accept", cls=ChineseCommand)
def links_accept(
    url: str = typer.Argument(..., metavar="网址"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="为什么接受"),
    until: str = typer.Option(..., "--until", metavar="日期", help="到哪一天止"),
    by: str | None = ByOption,
) -> None:
    """在期限内接受一个无效链接：报告中仍列出，不扣分。"""
    from app.commands.deciding import desk_of
    from app.decisions import exceptions

    with opened() as context:
        made = exceptions.accept(desk_of(context, by), exceptions.LinkForm(url, until, reason))
        say(f"已记录：{made.subject}，至 {made.valid_to}（编号 {made.id}），{EFFECT}")


@links.command("list", cls=ChineseCommand)
def links_list() -> None:
    """列出接受的例外。"""
    from datetime import datetime

    from app.looking.decided import exceptions_listed

    with opened() as context:
        for line in exceptions_listed(context, datetime.now(context.configuration.zone).date()):
            say(line)


@orders.command("draft", cls=ChineseCommand)
def orders_draft(
    unit: str = typer.Argument(..., metavar="单位"),
    site: Site = typer.Option("portal", "--site", metavar="portal|disclosure", help="哪个网站的问题"),
    deadline: str = typer.Option("", "--deadline", metavar="日期", help="整改期限，默认 15 天"),
    day: str = typer.Option("", "--date", metavar="日期", help="督办单日期，默认今天"),
    number: str = typer.Option("", "--number", metavar="编号", help="督办单编号，默认依次编号"),
    by: str | None = ByOption,
) -> None:
    """由当前未解决的问题起草督办单（Word 文件）。"""
    from app.commands.deciding import desk_of
    from app.decisions import order_drafts

    with opened() as context:
        form = order_drafts.DraftForm(unit=unit, site=site, deadline=deadline, day=day, number=number)
        drafted = order_drafts.draft(desk_of(context, by), form)
        made = drafted.record
        say(f"{made.subject}：{len(made.value['items'])} 项，期限 {made.valid_to}，已写入 {drafted.path}")
        for note in drafted.notes:
            say(note)


@orders.command("list", cls=ChineseCommand)
def orders_list() -> None:
    """列出督办单和逐项整改情况。"""
    from app.looking.decided import orders_listed

    with opened() as context:
        for line in orders_listed(context):
            say(line)


@orders.command("reply", cls=ChineseCommand)
def orders_reply(
    file: Path = typer.Argument(..., metavar="整改表.xlsx", help="单位填写后送回的整改表"),
    by: str | None = ByOption,
) -> None:
    """登记单位送回的整改表：处理结果、处理人、日期；全部正确才登记，不改变监测结果。"""
    from app.commands.deciding import desk_of
    from app.decisions import replies

    with opened() as context:
        taken = replies.take(desk_of(context, by), file)
        for item in taken.made:
            value = item.value
            say(f"{item.id}　{item.unit}　{item.subject}　{value['result']}（{value['person']}，{value['day']}）")
        if taken.known:
            say(f"与已有记录相同、没有重复登记：{taken.known} 条")
        say(f"已登记 {len(taken.made)} 条，见单位页面的督办单；是否整改以下一次检查为准")


@orders.command("confirm", cls=ChineseCommand)
def orders_confirm(
    number: str = typer.Argument(..., metavar="编号"),
    reason: str = typer.Option("逾期未整改", "--reason", metavar="原因", help="确认的依据"),
    by: str | None = ByOption,
) -> None:
    """确认督办单未落实，按细则扣分。"""
    from app.commands.deciding import desk_of
    from app.decisions import orders as order_book

    with opened() as context:
        made = order_book.confirm(desk_of(context, by), order_book.OrderForm(number, reason))
        say(f"已确认 {made.subject}，{EFFECT}")


@orders.command("withdraw", cls=ChineseCommand)
def orders_withdraw(
    number: str = typer.Argument(..., metavar="编号"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="撤回的原因"),
    by: str | None = ByOption,
) -> None:
    """撤回督办单，或撤回对它的确认。"""
    from app.commands.deciding import desk_of
    from app.decisions import orders as order_book

    with opened() as context:
        gone = order_book.withdraw(desk_of(context, by), order_book.OrderForm(number, reason))
        what = "督办单" if order_book.is_order(gone[0]) else "扣分确认，督办单"
        say(f"已撤回{what} {gone[0].subject}，{EFFECT}")


def close(month: str = typer.Argument(..., metavar="月份"), by: str | None = ByOption) -> None:
    """封账：冻结一个月的测量值、问题和得分。"""
    from app.commands.deciding import desk_of
    from app.decisions import closing
    from app.publish import write_month
    from app.view import Reader, latest_good
    from config.month import Month

    with opened() as context:
        closed = closing.close(desk_of(context, by), closing.CloseForm(month))
        wanted = Month.parse(closed.month)
        say(f"{wanted.chinese}已封账（第 {closed.revision} 版，细则校验值 {closed.rubric_sha256[:16]}）")
        folder = write_month(context, Reader(context, latest_good(context)).report(wanted))
        say(f"得分表、检查报告（Word）和页面：{folder}")


def reopen(
    month: str = typer.Argument(..., metavar="月份"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="重开的原因"),
    by: str | None = ByOption,
) -> None:
    """重开已封账的月份；原版本保留，再次封账时成为新版本。"""
    from app.commands.deciding import desk_of
    from app.decisions import closing
    from config.month import Month

    with opened() as context:
        opened_again = closing.reopen(desk_of(context, by), closing.ReopenForm(month, reason))
        say(f"{Month.parse(opened_again.month).chinese}已重开")


def compare(
    first: str = typer.Argument(..., metavar="月份", help="如 2026-09，或某一版 2026-09@1"),
    second: str = typer.Argument(..., metavar="月份"),
) -> None:
    """说明两份得分表为什么不同：网站变化、细则变化、人工认定，还是未能测定。"""
    from app.looking.compare import compare_months

    for text in (first, second):
        month_of(text.partition("@")[0])
    with opened() as context:
        for line in compare_months(context, first, second):
            say(line)
