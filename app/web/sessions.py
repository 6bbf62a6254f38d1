"""Finding out who asks: by the session's cookie, or by the header of a proxy that is trusted to have asked already."""

import ipaddress
import secrets
from datetime import timedelta

from app.web.visit import Visit
from config.people import PersonRole
from db.people import PersonRecord
from db.web_sessions import Level

HALF = timedelta(minutes=10)
"""How long somebody may take for the second factor."""
SESSION, STRANGER = "session", "visitor"


def cookie_name(visit: Visit, name: str) -> str:
    """`__Host-` binds a cookie to this host and to encryption; only loopback goes without."""
    return f"__Host-hq-{name}" if visit.is_secure else f"hq-{name}"


def identify(visit: Visit) -> None:
    """Set the visit's person and session, and the secret to which its forms are bound."""
    named = _named_by_proxy(visit)
    secret = visit.request.cookies.get(cookie_name(visit, SESSION), "")
    idle = timedelta(minutes=visit.office.configuration.monitor.web.idle_minutes)
    session = visit.office.sessions.find(secret, idle) if secret else None
    person = visit.office.people.get(session.person_id) if session is not None else None
    if person is not None and person.disabled_at is None and (named is None or named.id == person.id):
        visit.person, visit.session, visit.secret = person, session, secret
        return
    if named is not None:
        header = visit.office.configuration.monitor.web.header
        begin(visit, named, second_factor_given=header is not None and header.second_factor, by="代理")
        return
    secret = visit.request.cookies.get(cookie_name(visit, STRANGER), "")
    if len(secret) < 20:
        secret = secrets.token_urlsafe(24)
        visit.cookies.append((cookie_name(visit, STRANGER), secret, 3600))
    visit.secret = secret


def needs_code(visit: Visit, person: PersonRecord) -> bool:
    """Whether somebody owes a one-time code: by role, or because they set one up."""
    return person.has(*visit.office.configuration.monitor.web.second_factor) or bool(person.code_secret)


def begin(visit: Visit, person: PersonRecord, *, second_factor_given: bool, by: str) -> Level:
    """Begin a session for somebody whose first factor is good; an earlier one of this browser ends."""
    web = visit.office.configuration.monitor.web
    level = Level.FULL if second_factor_given or not needs_code(visit, person) else Level.PASSWORD
    if visit.session is not None:
        visit.office.sessions.end(visit.session.token_hash)
    life = timedelta(hours=web.session_hours) if level is Level.FULL else HALF
    agent = visit.request.headers.get("user-agent", "")
    secret = visit.office.sessions.open(person.id, level, life, visit.address, agent)
    visit.cookies.append((cookie_name(visit, SESSION), secret, int(life.total_seconds())))
    visit.person, visit.secret = person, secret
    visit.session = visit.office.sessions.find(secret, life)
    if level is Level.FULL:
        visit.office.audit.write(person.shown, "sign_in", person.name, address=visit.address, after={"by": by})
    return level


def end(visit: Visit) -> None:
    """End the visitor's own session."""
    if visit.session is not None and visit.person is not None:
        visit.office.sessions.end(visit.session.token_hash)
        visit.office.audit.write(visit.person.shown, "sign_out", visit.person.name, address=visit.address)
    visit.cookies.append((cookie_name(visit, SESSION), "", 0))


def external(visit: Visit, name: str) -> PersonRecord | None:
    """The account of somebody whom another system has recognised; None where there is none, or it is shut."""
    person = visit.office.people.find(name) if name else None
    usable = person is not None and person.source == "external" and person.disabled_at is None
    return person if usable else None


def _named_by_proxy(visit: Visit) -> PersonRecord | None:
    header = visit.office.configuration.monitor.web.header
    if header is None:
        return None
    peer = visit.request.scope.get("hongqiao.peer", "")
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return None
    if not any(address in ipaddress.ip_network(network) for network in header.proxies):
        return None
    return external(visit, visit.request.headers.get(header.name, ""))


def first_page(person: PersonRecord) -> str:
    """Where somebody begins who asked for no page of their own."""
    return "/people" if person.roles == (PersonRole.ADMIN,) else "/"
