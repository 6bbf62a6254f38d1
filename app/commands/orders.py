"""Commands about orders (督办单): drafting, units' answers, confirming, withdrawing. Every rule is in `app.decisions`."""

from __future__ import annotations

from pathlib import Path

import typer

from app.commands.base import EFFECT, ByOption, Site, opened, say
from app.commands.chinese import ChineseCommand, group

orders = group("orders", "督办单")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    root.add_typer(orders)


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
        written = f"已写入 {drafted.path}" if drafted.path else "已登记"
        say(f"{made.subject}：{len(made.value['items'])} 项，期限 {made.valid_to}，{written}")
        for note in drafted.notes:
            say(note)
        if drafted.path is None:
            raise typer.Exit(1)


@orders.command("letter", cls=ChineseCommand)
def orders_letter(number: str = typer.Argument(..., metavar="编号")) -> None:
    """重新写出督办单的 Word 文件，如起草时磁盘已满、文件丢失。"""
    from app.decisions import order_files

    with opened() as context:
        record = order_files.order_by_name(context, number)
        say(f"已写入 {order_files.write_letter(context.configuration, record)}")


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
