"""The administrator's pages: accounts, tokens, the log, columns to confirm. No decision is made here."""

from datetime import date

from starlette.responses import Response

from app.accounts import people as accounts
from app.accounts.people import NewPerson, split
from app.accounts.tokens import ROLES as TOKEN_ROLES
from app.accounts.tokens import make_token, revoke_token
from app.errors import WrongUse
from app.web.errors import NotThere
from app.web.visit import Paged, Visit
from config.people import PERSON_ROLE_NAMES
from db.errors import StoreError
from db.people import PersonRecord

ACTIONS = {
    "sign_in": "登录", "sign_in_failed": "登录失败", "code_failed": "验证码错误", "sign_out": "退出", "password_set": "设置密码",
    "second_factor_set": "绑定验证码", "person_added": "增加账号", "person_changed": "更改账号", "person_invited": "发出一次性链接",
    "person_disabled": "停用账号", "person_enabled": "恢复账号", "token_made": "生成令牌", "token_revoked": "撤销令牌",
    "column_confirmed": "确认栏目", "entry": "录入", "proposed": "提请审核", "confirmed": "审核确认", "refused": "审核退回",
    "appeal_opened": "提出申诉", "appeal_answered": "答复申诉", "order_drafted": "起草督办单", "order_issued": "下发督办单",
    "order_replied": "督办单回复", "order_withdrawn": "撤回督办单", "exported": "导出数据", "withdrawn": "撤回",
}  # fmt: skip


def people(visit: Visit) -> Response:
    """Everybody."""
    return _people(visit)


def _people(
    visit: Visit, errors: dict[str, str] | None = None, status: int = 200, link: str = "", whose: str = ""
) -> Response:
    return visit.page(
        "people.html", status=status, here="/people", everybody=visit.office.people.all(), errors=errors or {}, form=visit.form, link=link,
        whose=whose, units=visit.office.configuration.units, roles=PERSON_ROLE_NAMES,
    )  # fmt: skip


def _described(visit: Visit) -> NewPerson:
    form = visit.form
    source = "external" if form.get("source") == "external" else "local"
    return NewPerson(
        name=form.get("name"),
        roles=form.all("roles"),
        units=split(form.all("units")),
        display=form.get("display"),
        email=form.get("email"),
        source=source,
    )


def add_person(visit: Visit) -> Response:
    """Somebody new; their link is shown once."""
    new = _described(visit)
    errors = accounts.problems(visit.office.context, new)
    if not errors and visit.office.people.find(new.name) is not None:
        errors["name"] = f"已有账号 {new.name}"
    if errors:
        return _people(visit, errors, 422)
    person = accounts.add_person(visit.office.context, new, visit.actor)
    visit.form = type(visit.form)()
    return _people(visit) if new.source == "external" else _invited(visit, person)


def _invited(visit: Visit, person: PersonRecord) -> Response:
    path = accounts.invite(visit.office.context, person, visit.actor)
    base = visit.office.configuration.monitor.web.address.rstrip("/")
    here = f"{visit.request.url.scheme}://{visit.request.url.netloc}{visit.url(path)}"
    return _people(visit, link=f"{base}{path}" if base else here, whose=person.shown)


def _person(visit: Visit) -> PersonRecord:
    person = visit.office.people.get(visit.number("id"))
    if person is None:
        raise NotThere
    return person


def change_person(visit: Visit) -> Response:
    """Change, disable, enable or invite somebody."""
    person, context = _person(visit), visit.office.context
    action = visit.form.get("action")
    if action == "invite":
        return _invited(visit, person)
    if action == "disable":
        accounts.disable(context, person, visit.actor)
    elif action == "enable":
        accounts.enable(context, person, visit.actor)
    else:
        form = visit.form
        new = NewPerson(
            name=person.name,
            roles=form.all("roles"),
            units=split(form.all("units")),
            display=form.get("display"),
            email=form.get("email"),
            source=person.source,
        )
        errors = accounts.problems(context, new)
        if errors:
            return _people(visit, {f"{person.id}-{name}": text for name, text in errors.items()}, 422)
        accounts.change_person(context, person, new, visit.actor)
    return visit.redirect("/people", "saved")


def tokens(visit: Visit) -> Response:
    """All tokens."""
    return _tokens(visit)


def _tokens(visit: Visit, error: str = "", status: int = 200, secret: str = "") -> Response:
    return visit.page(
        "tokens.html", status=status, here="/tokens", found=visit.office.tokens.all(), error=error, secret=secret, form=visit.form,
        roles={role: PERSON_ROLE_NAMES[role] for role in TOKEN_ROLES}, units=visit.office.configuration.units,
    )  # fmt: skip


def add_token(visit: Visit) -> Response:
    """A new token, shown once."""
    form = visit.form
    try:
        last = date.fromisoformat(form.get("until"))
    except ValueError:
        return _tokens(visit, "截止日期应写作 2026-12-31", 422)
    try:
        secret = make_token(
            visit.office.context, form.get("name"), form.get("role"), form.all("units"), last, visit.actor
        )
    except WrongUse as error:
        return _tokens(visit, str(error), 422)
    visit.form = type(visit.form)()
    return _tokens(visit, secret=secret)


def end_token(visit: Visit) -> Response:
    """Revoke a token."""
    try:
        revoke_token(visit.office.context, visit.number("id"), visit.actor)
    except StoreError:
        raise NotThere from None
    return visit.redirect("/tokens", "saved")


def audit(visit: Visit) -> Response:
    """The log, the latest first, and whether its chain is whole."""
    log, size = visit.office.audit, 100
    words, action = visit.query.get("q", "").strip(), visit.query.get("action", "")
    total = log.count(words=words, action=action)
    pages = max(1, -(-total // size))
    text = visit.query.get("page", "")
    number = max(1, min(int(text), pages)) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    rows = log.rows(words=words, action=action, limit=size, offset=(number - 1) * size)
    found = Paged(rows, total, number, pages)
    return visit.page("audit.html", here="/audit", found=found, actions=ACTIONS, broken_at=log.broken_at())
