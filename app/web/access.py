"""Who may ask for what: one rule a route, and the units that its object belongs to. There is no route without a rule."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from app.web.errors import Forbidden, NotSignedIn, NotThere
from app.web.visit import Visit
from config.people import PersonRole
from db.web_sessions import Level

A, O, R, C, V = PersonRole.ADMIN, PersonRole.OFFICER, PersonRole.REVIEWER, PersonRole.CONTACT, PersonRole.VIEWER  # noqa: E741
OFFICE = frozenset({A, O, R, V})
ALL = frozenset(PersonRole)
OFFICER, REVIEWER, ADMIN, CONTACT = frozenset({O}), frozenset({R}), frozenset({A}), frozenset({C})
OFFICER_OR_REVIEWER = frozenset({O, R})

Handler = Callable[[Visit], Response]
Owner = Callable[[Visit], frozenset[str]]
"""The units that an object belongs to, empty where it is the office's own. Raises NotThere where there is none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One route. `roles` None is open to everybody; `half` also to whoever still owes the second factor."""

    method: str
    path: str
    roles: frozenset[PersonRole] | None
    handler: Handler
    owner: Owner | None = None
    half: bool = False
    token: bool = False
    """For programs: a bearer token takes the place of a session, and there is no form to protect."""


def check(rule: Rule, visit: Visit) -> None:
    """Raise where the visitor may not do this: NotSignedIn, Forbidden, or NotThere for what belongs to other units."""
    if rule.roles is None:
        return
    if visit.person is None or visit.session is None:
        raise NotSignedIn
    if visit.session.level is not Level.FULL and not rule.half:
        raise NotSignedIn
    if not visit.person.has(*rule.roles):
        raise Forbidden
    if rule.owner is not None:
        owners = rule.owner(visit)
        own = visit.own_units
        if own is not None and not owners & set(own):
            raise NotThere
