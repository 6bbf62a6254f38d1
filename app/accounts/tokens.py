"""Tokens for programs: made with a role and an end date, revoked, and in the log."""

from datetime import UTC, date, datetime, time, timedelta

from app.accounts.people import Actor
from app.context import Context
from app.errors import WrongUse
from config.people import PersonRole
from db.access_tokens import AccessTokens
from db.audit import Audit

ROLES = (PersonRole.VIEWER, PersonRole.CONTACT)
"""A program reads: it may see what a viewer sees, or what the contact of some units sees."""
LONGEST = timedelta(days=366)
"""No token outlives a year: whoever needs it longer looks at it once a year."""


def make_token(context: Context, name: str, role: str, units: tuple[str, ...], last: date, by: Actor) -> str:
    """A new token, good to the end of a day; its secret is shown once. Raises WrongUse."""
    zone = context.configuration.zone
    today = datetime.now(zone).date()
    if not name.strip():
        raise WrongUse("请写明令牌的用途")
    if role not in ROLES:
        raise WrongUse("令牌的角色为 viewer（查看）或 contact（只看指定单位）")
    codes = {unit.code for unit in context.configuration.units}
    if (role == PersonRole.CONTACT) != bool(units) or not set(units) <= codes:
        raise WrongUse("contact 令牌必须指定已配置的单位，viewer 令牌不指定单位")
    if not today <= last <= today + LONGEST:
        raise WrongUse("截止日期应在今天之后、一年之内")
    ends = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    secret = AccessTokens(context.engine).make(name.strip(), PersonRole(role), units, by.name, ends)
    after = {"role": role, "units": list(units), "until": str(last)}
    Audit(context.engine).write(by.name, "token_made", name.strip(), address=by.address, after=after)
    return secret


def revoke_token(context: Context, number: int, by: Actor) -> None:
    """End a token at once. Raises StoreError where there is none."""
    AccessTokens(context.engine).revoke(number)
    Audit(context.engine).write(by.name, "token_revoked", str(number), address=by.address)
