"""Where decisions are made: the store and the configuration, the person who decides, and the time."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from app.context import Context
from app.errors import WrongUse

NOBODY = frozenset(("root", "admin", "administrator", "nobody", "daemon", "system", "hongqiao"))
"""Accounts of machines: they decide nothing, and stand on no record."""
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, by the name that stands on the record."""

    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What every decision is given: store and configuration, who decides, and what time it is (aware)."""

    context: Context
    person: Person
    now: datetime

    @property
    def today(self) -> date:
        """The day in the configured zone."""
        return self.now.astimezone(self.context.configuration.zone).date()


def person_named(text: str) -> Person:
    """A person by name. Raises WrongUse for no name, for an account of the machine, and for what is no name."""
    name = " ".join(text.split())
    if not name:
        raise WrongUse("没有写明经办人：请填写姓名")
    if name.casefold() in NOBODY:
        raise WrongUse(f"“{name}”是机器账号，不是经办人：请填写姓名")
    if len(name) > LONGEST_NAME or any(unicodedata.category(character).startswith("C") for character in name):
        raise WrongUse(f"经办人姓名应不超过 {LONGEST_NAME} 个字，且不含控制字符")
    return Person(name)
