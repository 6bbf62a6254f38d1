"""Commands by which people decide: entries, overrides, links. Every rule is in `app.decisions`."""

from __future__ import annotations

from pathlib import Path

import typer

from app.commands.base import EFFECT, ByOption, Site, configured, opened, say
from app.commands.chinese import ChineseCommand, group
from app.errors import WrongUse

entries = group("entries", "人工录入和改判")
links = group("links", "无效链接的例外")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    for child in (entries, links):
        root.add_typer(child)


@entries.command("template", cls=ChineseCommand)
def entries_template(file: Path = typer.Argument(..., metavar="文件.xlsx")) -> None:
    """写出人工评测的录入表。"""
    from db.whole_files import write_document
    from reports.entry_sheets import template

    if file.suffix.lower() != ".xlsx":
        raise WrongUse(f"{file.name}：录入表的文件名应以 .xlsx 结尾")
    if file.exists():
        raise WrongUse(f"已有 {file}，可能已经填写，为免覆盖没有写入；请换一个文件名")
    file.parent.mkdir(parents=True, exist_ok=True)
    write_document(template(configured()), file)
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
