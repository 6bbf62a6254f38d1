"""Commands about who may sign in on the pages: the first administrator, everybody else, and tokens for programs."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import typer

from app.commands.base import ByOption, codes_of, day_of, opened, say
from app.commands.chinese import ChineseCommand, group

if TYPE_CHECKING:
    from app.accounts.people import Actor
    from app.context import Context
    from db.people import PersonRecord


USUAL_ADDRESS = "http://127.0.0.1:8080"
"""Where `serve` is where nobody says otherwise."""
ROLES = "admin（管理员）、officer（考评员）、reviewer（审核）、contact（联络员）、viewer（查看）"
"""What may be typed for `--role`; written out here, so that the help needs no room behind it."""
people = group("people", "网页的账号")
tokens = group("token", "供程序读取数据的令牌")
people.add_typer(tokens)


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    root.add_typer(people)


def _by(context: Context, author: str | None) -> Actor:
    """Whoever has the machine may look after accounts, named or not; nothing is decided by it."""
    from app.accounts.people import Actor
    from app.commands.deciding import named_person

    person = named_person(author, context)
    return Actor(person.name if person else getpass.getuser(), "命令行")


def _say_link(context: Context, person: PersonRecord, path: str) -> None:
    web = context.configuration.monitor.web
    say(f"请 {person.shown} 在 {web.invitation_hours} 小时内打开以下链接设置密码，链接只能用一次：")
    say(f"  {web.address.rstrip('/') or USUAL_ADDRESS}{path}")
    if not web.address:
        say(f"monitor.yaml 的 web 没有填写 address：网页若不在 {USUAL_ADDRESS}，请换掉链接的开头")


@people.command("add", cls=ChineseCommand)
def people_add(
    name: str = typer.Argument(..., metavar="账号", help="登录用的名称"),
    role: list[str] = typer.Option(..., "--role", metavar="角色", help=f"可重复：{ROLES}"),
    unit: list[str] | None = typer.Option(None, "--unit", metavar="单位", help="联络员所属单位，可重复"),
    display: str = typer.Option("", "--display", metavar="姓名", help="页面和记录上显示的姓名"),
    email: str = typer.Option("", "--email", metavar="邮箱", help="接收通知的邮箱"),
    source: str = typer.Option(
        "local", "--source", metavar="local|external", help="external：由统一认证登录，不设密码"
    ),
    author: str | None = ByOption,
) -> None:
    """增加账号，给出设置密码的一次性链接。"""
    from app.accounts.people import NewPerson, add_person, invite, split
    from config.people import PERSON_ROLE_NAMES

    with opened() as context:
        units = codes_of(list(split(unit)), context)
        new = NewPerson(name=name, roles=split(role), units=units, display=display, email=email, source=source)
        person = add_person(context, new, _by(context, author))
        say(f"已增加账号 {name}：{'、'.join(PERSON_ROLE_NAMES[item] for item in person.roles)}")
        if source == "local":
            _say_link(context, person, invite(context, person, _by(context, author)))


@people.command("list", cls=ChineseCommand)
def people_list() -> None:
    """列出全部账号。"""
    from config.people import PERSON_ROLE_NAMES
    from db.people import People

    with opened() as context:
        everybody = People(context.engine).all()
        if not everybody:
            say("还没有账号，用 hongqiao people add 增加")
        for person in everybody:
            local = "有效" if person.password_hash else "未设密码"
            state = "已停用" if person.disabled_at else "统一认证" if person.source == "external" else local
            roles = "、".join(PERSON_ROLE_NAMES[role] for role in person.roles)
            factor = "已绑定验证码" if person.code_secret else "未绑定验证码"
            say(f"{person.name}　{person.display}　{roles}　{'、'.join(person.units)}　{state}　{factor}".rstrip())


@people.command("passwd", cls=ChineseCommand)
def people_passwd(name: str = typer.Argument(..., metavar="账号"), author: str | None = ByOption) -> None:
    """给出重新设置密码的一次性链接；原密码在设置新密码后失效。"""
    from app.accounts.people import invite
    from db.people import People

    with opened() as context:
        person = People(context.engine).required(name)
        _say_link(context, person, invite(context, person, _by(context, author)))


@people.command("disable", cls=ChineseCommand)
def people_disable(name: str = typer.Argument(..., metavar="账号"), author: str | None = ByOption) -> None:
    """停用账号，立即退出其全部登录。"""
    from app.accounts.people import disable
    from db.people import People

    with opened() as context:
        disable(context, People(context.engine).required(name), _by(context, author))
        say(f"已停用 {name}")


@people.command("enable", cls=ChineseCommand)
def people_enable(name: str = typer.Argument(..., metavar="账号"), author: str | None = ByOption) -> None:
    """恢复已停用的账号。"""
    from app.accounts.people import enable
    from db.people import People

    with opened() as context:
        enable(context, People(context.engine).required(name), _by(context, author))
        say(f"已恢复 {name}")


@tokens.command("add", cls=ChineseCommand)
def token_add(
    name: str = typer.Argument(..., metavar="用途"),
    until: str = typer.Option(..., "--until", metavar="日期", help="到哪一天止，最长一年"),
    role: str = typer.Option("viewer", "--role", metavar="viewer|contact", help="能看到什么"),
    unit: list[str] | None = typer.Option(None, "--unit", metavar="单位", help="contact 令牌只看这些单位，可重复"),
    author: str | None = ByOption,
) -> None:
    """生成令牌，只显示这一次。"""
    from app.accounts.people import split
    from app.accounts.tokens import make_token

    with opened() as context:
        last = day_of(until)
        assert last is not None
        say(make_token(context, name, role, codes_of(list(split(unit)), context), last, _by(context, author)))


@tokens.command("list", cls=ChineseCommand)
def token_list() -> None:
    """列出令牌。"""
    from config.people import PERSON_ROLE_NAMES
    from db.access_tokens import AccessTokens

    with opened() as context:
        kept = AccessTokens(context.engine).all()
        if not kept:
            say("还没有令牌")
        for item in kept:
            state = "已撤销" if item.revoked_at else "有效" if item.is_good else "已到期"
            say(
                f"{item.id}　{item.name}　{PERSON_ROLE_NAMES[item.role]}　{'、'.join(item.units)}　至 {item.ends_at:%Y-%m-%d}　{state}"
            )


@tokens.command("revoke", cls=ChineseCommand)
def token_revoke(number: int = typer.Argument(..., metavar="编号"), author: str | None = ByOption) -> None:
    """撤销令牌。"""
    from app.accounts.tokens import revoke_token

    with opened() as context:
        revoke_token(context, number, _by(context, author))
        say(f"已撤销令牌 {number}")
