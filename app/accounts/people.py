"""Adding people, inviting them to set a password, changing their roles, shutting them out: checked, and in the log."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.context import Context
from app.errors import WrongUse
from config.people import PERSON_ROLE_NAMES, PersonRole
from db.audit import Audit
from db.people import People, PersonRecord
from db.web_sessions import Invitations, Sessions

_NAME = re.compile(r"[\w.@-]{1,80}")
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and from where."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody as an administrator describes them."""

    name: str
    roles: tuple[str, ...]
    units: tuple[str, ...] = ()
    display: str = ""
    email: str = ""
    source: str = "local"


def problems(context: Context, new: NewPerson) -> dict[str, str]:
    """What is wrong with a description, by field; all faults at once."""
    found: dict[str, str] = {}
    if not _NAME.fullmatch(new.name):
        found["name"] = "账号名由字母、数字、汉字或 . _ @ - 组成，1 至 80 个字符"
    unknown = [role for role in new.roles if role not in set(PersonRole)]
    if unknown or not new.roles:
        found["roles"] = f"角色为以下一个或几个：{roles_text(PersonRole)}"
    codes = {unit.code for unit in context.configuration.units}
    strange = [code for code in new.units if code not in codes]
    if strange:
        found["units"] = f"没有单位 {'、'.join(strange)}；单位代码见 units.yaml"
    elif PersonRole.CONTACT in new.roles and not new.units:
        found["units"] = "联络员必须指定单位"
    if new.email and not _MAIL.fullmatch(new.email):
        found["email"] = "邮箱地址不完整"
    return found


def roles_text(roles: Iterable[PersonRole]) -> str:
    """Roles as the office names them, with what is typed for them."""
    return "、".join(f"{role.value}（{PERSON_ROLE_NAMES[role]}）" for role in roles)


def add_person(context: Context, new: NewPerson, by: Actor) -> PersonRecord:
    """Add somebody. Raises WrongUse naming every fault, StoreError where the name is taken."""
    _require(problems(context, new))
    roles = tuple(PersonRole(role) for role in dict.fromkeys(new.roles))
    units = tuple(dict.fromkeys(new.units))
    person = People(context.engine).add(
        new.name, roles, units, by.name, display=new.display, email=new.email, source=new.source
    )
    after = {"roles": list(roles), "units": list(units), "source": new.source}
    Audit(context.engine).write(by.name, "person_added", new.name, address=by.address, after=after)
    return person


def change_person(context: Context, person: PersonRecord, new: NewPerson, by: Actor) -> None:
    """Change a person's roles, units and how they are reached. Raises WrongUse; an office keeps an administrator."""
    _require(problems(context, new))
    roles = tuple(PersonRole(role) for role in dict.fromkeys(new.roles))
    if PersonRole.ADMIN in person.roles and PersonRole.ADMIN not in roles:
        _require_another_admin(context, person)
    before = {"roles": list(person.roles), "units": list(person.units), "email": person.email}
    after = {"roles": list(roles), "units": list(new.units), "email": new.email}
    People(context.engine).change(person.id, roles=roles, units=new.units, display=new.display, email=new.email)
    Sessions(context.engine).end_all(person.id)
    Audit(context.engine).write(by.name, "person_changed", person.name, address=by.address, before=before, after=after)


def invite(context: Context, person: PersonRecord, by: Actor) -> str:
    """A one-time link's path by which a person sets a new password and second factor; earlier links are good no more."""
    if person.disabled_at is not None:
        raise WrongUse(f"账号 {person.name} 已停用")
    hours = context.configuration.monitor.web.invitation_hours
    secret = Invitations(context.engine).make(person.id, timedelta(hours=hours))
    Audit(context.engine).write(by.name, "person_invited", person.name, address=by.address)
    return f"/welcome/{secret}"


def disable(context: Context, person: PersonRecord, by: Actor) -> None:
    """Shut somebody out at once. Raises WrongUse where no administrator would be left."""
    if person.disabled_at is not None:
        raise WrongUse(f"账号 {person.name} 已经停用")
    if PersonRole.ADMIN in person.roles:
        _require_another_admin(context, person)
    People(context.engine).change(person.id, disabled_at=datetime.now(UTC))
    Sessions(context.engine).end_all(person.id)
    Audit(context.engine).write(by.name, "person_disabled", person.name, address=by.address)


def enable(context: Context, person: PersonRecord, by: Actor) -> None:
    """Let somebody in again, with the password they had."""
    if person.disabled_at is None:
        raise WrongUse(f"账号 {person.name} 没有停用")
    People(context.engine).change(person.id, disabled_at=None)
    Audit(context.engine).write(by.name, "person_enabled", person.name, address=by.address)


def _require_another_admin(context: Context, person: PersonRecord) -> None:
    others = [
        item
        for item in People(context.engine).all()
        if item.id != person.id and item.disabled_at is None and PersonRole.ADMIN in item.roles
    ]
    if not others:
        raise WrongUse("这是最后一个管理员，不能停用或取消其管理员角色")


def _require(found: dict[str, str]) -> None:
    if found:
        raise WrongUse("；".join(found.values()))


def split(texts: Sequence[str] | None) -> tuple[str, ...]:
    """Values that were given one by one or with commas between them."""
    return tuple(part.strip() for text in texts or () for part in re.split("[,，、\\s]+", text) if part.strip())
