"""Signing in: password, one-time code, one-time link, other systems' word; signing out."""

from datetime import UTC, datetime, timedelta

from starlette.responses import RedirectResponse, Response

from app.web import secrets, sessions
from app.web.errors import NotThere, TooOften, WebError
from app.web.oidc import Journey, OidcError, Provider
from app.web.visit import Visit
from db.people import PersonRecord
from db.web_sessions import Level

FLOOR = 0.5
"""Seconds before which no failure to sign in is told: known and unknown names, local and external, look alike."""
WRONG = "账号或密码不正确"
WRONG_CODE = "验证码不正确，或已经用过，请等下一个验证码"
OFTEN = "尝试次数过多，请 15 分钟后再试"
_JOURNEYS = 1000
"""Sign-ins under way at the provider that are remembered."""


def form(visit: Visit) -> Response:
    """The form; whoever is signed in goes on."""
    if visit.session is not None and visit.session.level is Level.FULL:
        return visit.redirect(_back(visit))
    return _form(visit)


def _form(visit: Visit, error: str = "", status: int = 200) -> Response:
    web = visit.office.configuration.monitor.web
    label = web.oidc.label if web.oidc else ""
    return visit.page(
        "signin.html", status=status, error=error, label=label, name=visit.form.get("name"), back=visit.form.get("next") or visit.query.get("next", "")
    )  # fmt: skip


def _back(visit: Visit) -> str:
    """Where to go on: a path of ours alone, never another site."""
    wanted = visit.form.get("next") or visit.query.get("next", "")
    good = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\n" not in wanted and "\r" not in wanted
    return wanted if good else sessions.first_page(visit.who)


def _go_on(visit: Visit, back: str) -> Response:
    root = visit.request.scope.get("root_path", "")
    return RedirectResponse(f"{root}{back}", 303)


def password(visit: Visit) -> Response:
    """A name and a password were typed."""
    name, typed = visit.form.get("name")[:200], visit.form.raw("password")[:1000]
    if visit.office.failures.is_too_many(name, visit.address):
        return _late(_form(visit, OFTEN, TooOften.status))
    person = _checked(visit, name, typed)
    if person is None:
        visit.office.failures.add(name, visit.address)
        visit.office.audit.write("", "sign_in_failed", name[:80], address=visit.address)
        return _late(_form(visit, WRONG, 401))
    visit.office.failures.forget(name)
    level = sessions.begin(visit, person, second_factor_given=False, by="密码")
    back = _back(visit)
    return _go_on(visit, back) if level is Level.FULL else visit.redirect("/signin/code", next=back)


def _late(response: Response) -> Response:
    response.not_before = FLOOR  # type: ignore[attr-defined]
    return response


def _checked(visit: Visit, name: str, typed: str) -> PersonRecord | None:
    """The person whose name and password these are."""
    person = visit.office.people.find(name)
    usable = person if person is not None and person.disabled_at is None else None
    fits = secrets.is_password(typed, usable.password_hash if usable and usable.source == "local" else "")
    directory = visit.office.configuration.monitor.web.ldap
    if usable is not None and usable.source == "external" and directory is not None:
        from app.web.directory import is_directory_password

        fits = is_directory_password(directory, name, typed)
    return usable if fits else None


def code_form(visit: Visit) -> Response:
    """The one-time code, or the picture to scan for whoever has none yet."""
    if visit.session is not None and visit.session.level is Level.FULL:
        return _go_on(visit, _back(visit))
    return _code_form(visit)


def _code_form(visit: Visit, error: str = "", status: int = 200) -> Response:
    new = "" if visit.who.code_secret else secrets.pending_code_secret(visit.secret)
    picture = secrets.code_picture(new, visit.who.name, visit.office.configuration.monitor.service) if new else ""
    back = visit.form.get("next") or visit.query.get("next", "")
    return visit.page("code.html", status=status, error=error, new=new, picture=picture, back=back)


def code(visit: Visit) -> Response:
    """A one-time code was typed: the first one proves that the picture was scanned."""
    person, typed = visit.who, visit.form.get("code")
    if visit.office.failures.is_too_many(person.name, visit.address):
        return _late(_code_form(visit, OFTEN, TooOften.status))
    secret = person.code_secret or secrets.pending_code_secret(visit.secret)
    step = secrets.matching_step(secret, typed)
    if step is None or not visit.office.people.take_step(person.id, step):
        visit.office.failures.add(person.name, visit.address)
        visit.office.audit.write(person.shown, "code_failed", person.name, address=visit.address)
        return _late(_code_form(visit, WRONG_CODE, 401))
    if not person.code_secret:
        visit.office.people.change(person.id, code_secret=secret)
        visit.office.audit.write(person.shown, "second_factor_set", person.name, address=visit.address)
    visit.office.failures.forget(person.name)
    back = _back(visit)
    sessions.begin(visit, person, second_factor_given=True, by="密码和验证码")
    return _go_on(visit, back)


def sign_out(visit: Visit) -> Response:
    """End the session; where somebody else keeps one too, that is said."""
    elsewhere = visit.office.configuration.monitor.web.oidc is not None and visit.who.source == "external"
    sessions.end(visit)
    return visit.redirect("/signin", "out_here" if elsewhere else "out")


def welcome_form(visit: Visit) -> Response:
    """A one-time link: set a password."""
    return _welcome(visit, _invited(visit))


def _welcome(visit: Visit, person: PersonRecord, error: str = "", status: int = 200) -> Response:
    length = visit.office.configuration.monitor.web.password_length
    return visit.page("welcome.html", status=status, invited=person, error=error, length=length)


def _invited(visit: Visit) -> PersonRecord:
    number = visit.office.invitations.find(visit.path["token"])
    person = visit.office.people.get(number) if number is not None else None
    if person is None or person.disabled_at is not None:
        raise NotThere("链接无效、已经用过或已过期，请向管理员要一个新的链接")
    return person


def welcome(visit: Visit) -> Response:
    """A password was chosen: the link is used up, every session ends, the second factor is set up anew."""
    person = _invited(visit)
    chosen, length = visit.form.raw("password"), visit.office.configuration.monitor.web.password_length
    problem = secrets.password_problem(chosen, visit.form.raw("again"), person.name, length)
    if problem:
        return _welcome(visit, person, problem, 422)
    if not visit.office.invitations.use(visit.path["token"]):
        raise NotThere("链接无效、已经用过或已过期，请向管理员要一个新的链接")
    values = {
        "password_hash": secrets.hash_password(chosen),
        "password_at": datetime.now(UTC),
        "code_secret": "",
        "code_step": 0,
    }
    visit.office.people.change(person.id, **values)
    visit.office.sessions.end_all(person.id)
    visit.office.audit.write(person.shown, "password_set", person.name, address=visit.address)
    renewed = visit.office.people.get(person.id)
    assert renewed is not None
    visit.session = None
    level = sessions.begin(visit, renewed, second_factor_given=False, by="一次性链接")
    return visit.redirect("/signin/code" if level is Level.PASSWORD else sessions.first_page(renewed))


def _provider(visit: Visit) -> Provider:
    web = visit.office.configuration.monitor.web
    if web.oidc is None:
        raise NotThere
    base = (
        web.address.rstrip("/")
        or f"{visit.request.url.scheme}://{visit.request.url.netloc}{visit.url('/').rstrip('/')}"
    )
    return Provider(web.oidc, f"{base}/signin/oidc/back")


def oidc_begin(visit: Visit) -> Response:
    """Off to the provider."""
    try:
        address, journey = _provider(visit).begin(visit.secret, visit.query.get("next", ""))
    except OidcError as error:
        return _form(visit, str(error), 502)
    under_way: dict[str, Journey] = visit.office.memory.setdefault("oidc", {})
    for state in [state for state, item in list(under_way.items()) if item.is_over]:
        under_way.pop(state, None)
    if len(under_way) >= _JOURNEYS:
        raise TooOften("同时登录的人太多，请稍后再试")
    under_way[journey.state] = journey
    return RedirectResponse(address, 303)


def oidc_back(visit: Visit) -> Response:
    """Back from the provider, in the same browser, within minutes, once."""
    provider = _provider(visit)
    journey: Journey | None = visit.office.memory.get("oidc", {}).pop(visit.query.get("state", ""), None)
    if journey is None or journey.is_over or journey.visitor != visit.secret:
        return _form(visit, "登录没有完成：请从本页重新开始", 401)
    if visit.query.get("error"):
        return _form(visit, "没有在统一认证完成登录（取消了，或者没有权限）：可重新登录，仍不行的请联系管理员", 401)
    try:
        name = provider.finish(journey, visit.query.get("code", ""))
    except OidcError as error:
        return _form(visit, str(error), 401)
    person = sessions.external(visit, name)
    if person is None:
        visit.office.audit.write("", "sign_in_failed", name[:80], address=visit.address, after={"by": "统一认证"})
        return _form(visit, "统一认证已通过，但本系统没有给您开通统一认证的账号，请联系管理员", 403)
    level = sessions.begin(visit, person, second_factor_given=provider.settings.second_factor, by="统一认证")
    visit.form = type(visit.form)({"next": (journey.back,)})
    return _go_on(visit, _back(visit)) if level is Level.FULL else visit.redirect("/signin/code", next=journey.back)


def account(visit: Visit) -> Response:
    """A person's own page: sessions, password, mail."""
    return _account(visit)


def _account(visit: Visit, error: str = "", status: int = 200) -> Response:
    idle = timedelta(minutes=visit.office.configuration.monitor.web.idle_minutes)
    alive = [item for item in visit.office.sessions.of(visit.who.id) if item.seen_at + idle > datetime.now(UTC)]
    length = visit.office.configuration.monitor.web.password_length
    return visit.page("account.html", status=status, error=error, alive=alive, length=length)


def change_password(visit: Visit) -> Response:
    """A new password, by whoever knows the old one; every other session ends."""
    person = visit.who
    if person.source != "local":
        raise WebError("您的密码由统一认证管理，请在那里更改")
    if visit.office.failures.is_too_many(person.name, visit.address):
        return _late(_account(visit, OFTEN, TooOften.status))
    if not secrets.is_password(visit.form.raw("old"), person.password_hash):
        visit.office.failures.add(person.name, visit.address)
        return _late(_account(visit, "原密码不正确", 422))
    length = visit.office.configuration.monitor.web.password_length
    problem = secrets.password_problem(visit.form.raw("password"), visit.form.raw("again"), person.name, length)
    if problem:
        return _account(visit, problem, 422)
    changed = secrets.hash_password(visit.form.raw("password"))
    visit.office.people.change(person.id, password_hash=changed, password_at=datetime.now(UTC))
    visit.office.sessions.end_all(person.id)
    visit.office.audit.write(person.shown, "password_set", person.name, address=visit.address)
    sessions.begin(visit, person, second_factor_given=True, by="更改密码")
    return visit.redirect("/account", "password")


def end_session(visit: Visit) -> Response:
    """End another session of one's own."""
    wanted = visit.form.get("session")
    if wanted not in {item.token_hash for item in visit.office.sessions.of(visit.who.id)}:
        raise NotThere
    visit.office.sessions.end(wanted)
    return visit.redirect("/account", "ended")


def change_mail(visit: Visit) -> Response:
    """Whether messages are wanted."""
    visit.office.people.change(visit.who.id, wants_mail=bool(visit.form.get("wants_mail")))
    return visit.redirect("/account", "mail")
