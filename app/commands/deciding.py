"""Who decides at this terminal, and where: the desk that every decision of the command line is made at."""

import os
import sys
from datetime import datetime

import typer

from app.context import Context
from app.decisions.desk import Desk, Person, person_named
from app.errors import WrongUse


def named_person(by: str | None, context: Context | None = None) -> Person | None:
    """The person that `--by` names; with a context, else the one of the environment or of `monitor.yaml`. Raises WrongUse."""
    named = by
    if named is None and context is not None:
        named = os.environ.get("HONGQIAO_PERSON") or context.configuration.monitor.person or None
    return None if named is None else person_named(named)


def desk_of(context: Context, by: str | None) -> Desk:
    """Where the person at this terminal decides, now. Asks for a name where none is configured; raises WrongUse."""
    person = named_person(by, context)
    if person is None and sys.stdin.isatty():
        person = person_named(str(typer.prompt("经办人姓名")))
    if person is None:
        raise WrongUse(
            "没有写明经办人：请加 --by 姓名，或设置环境变量 HONGQIAO_PERSON，或在 monitor.yaml 中填写 person"
        )
    return Desk(context, person, datetime.now(context.configuration.zone))
