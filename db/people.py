"""Who may sign in: people with their roles and units, their passwords' hashes, their one-time codes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from config.people import PersonRole
from db import tables
from db.errors import StoreError

_PEOPLE = tables.table(tables.Person)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody who may sign in, or might once."""

    id: int
    name: str
    display: str
    email: str
    wants_mail: bool
    roles: tuple[PersonRole, ...]
    units: tuple[str, ...]
    source: str
    password_hash: str
    code_secret: str
    code_step: int
    made_at: datetime
    disabled_at: datetime | None

    @property
    def shown(self) -> str:
        """The name that records and pages show."""
        return self.display or self.name

    @property
    def is_office(self) -> bool:
        """Whether the person works for the evaluating office, or may see all that it sees."""
        return any(role is not PersonRole.CONTACT for role in self.roles)

    def has(self, *roles: PersonRole) -> bool:
        """Whether the person holds one of these roles."""
        return any(role in self.roles for role in roles)


class People:
    """The table of people."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(
        self, name: str, roles: tuple[PersonRole, ...], units: tuple[str, ...], by: str, **more: Any
    ) -> PersonRecord:
        """Add somebody, without a password. Raises StoreError where the name is taken."""
        values = {
            "name": name, "roles": ",".join(roles), "units": ",".join(units), "made_by": by, "made_at": datetime.now(UTC),
            "display": "", "email": "", "wants_mail": True, "source": "local", "password_hash": "", "code_secret": "", "code_step": 0, **more,
        }  # fmt: skip
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(_PEOPLE).values(values))
        except IntegrityError:
            raise StoreError(f"已有账号 {name}") from None
        return self.required(name)

    def all(self) -> list[PersonRecord]:
        """Everybody, in the order they were added."""
        with self.engine.connect() as connection:
            return [_person(row) for row in connection.execute(select(_PEOPLE).order_by(_PEOPLE.c.id)).mappings()]

    def find(self, name: str) -> PersonRecord | None:
        """A person by the name to sign in with, disabled ones too."""
        return self._one(_PEOPLE.c.name == name)

    def get(self, number: int) -> PersonRecord | None:
        """A person by number."""
        return self._one(_PEOPLE.c.id == number)

    def required(self, name: str) -> PersonRecord:
        """A person by name. Raises StoreError where there is none."""
        found = self.find(name)
        if found is None:
            raise StoreError(f"没有账号 {name}；用 hongqiao people list 查看全部账号")
        return found

    def change(self, number: int, **values: Any) -> None:
        """Change a person's fields; roles and units as tuples."""
        for name in ("roles", "units"):
            if name in values:
                values[name] = ",".join(values[name])
        with self.engine.begin() as connection:
            connection.execute(update(_PEOPLE).where(_PEOPLE.c.id == number).values(values))

    def take_step(self, number: int, step: int) -> bool:
        """Use up a one-time code's step; False where it, or a later one, was used before."""
        where = (_PEOPLE.c.id == number) & (_PEOPLE.c.code_step < step)
        with self.engine.begin() as connection:
            return connection.execute(update(_PEOPLE).where(where).values(code_step=step)).rowcount == 1

    def count(self) -> int:
        """How many people there are."""
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(_PEOPLE)).scalar_one())

    def _one(self, where: Any) -> PersonRecord | None:
        with self.engine.connect() as connection:
            row = connection.execute(select(_PEOPLE).where(where)).mappings().first()
        return None if row is None else _person(row)


def _person(row: RowMapping) -> PersonRecord:
    values = {name: row[name] for name in PersonRecord.__slots__}
    values["roles"] = tuple(PersonRole(role) for role in row["roles"].split(",") if role)
    values["units"] = tuple(unit for unit in row["units"].split(",") if unit)
    return PersonRecord(**values)
