"""From a visit to the desk where decisions are made, and from what is refused there back to a form's fields."""

from app.decisions.desk import Desk, person_named
from app.decisions.refusal import Refused
from app.web import attachments
from app.web.errors import BadForm
from app.web.visit import Visit


def desk_of(visit: Visit) -> Desk:
    """The desk of the person who is signed in. Raises WrongUse where the account bears no person's name."""
    return Desk(visit.office.context, person_named(visit.who.shown), visit.now)


def faults_of(error: Refused) -> dict[str, str]:
    """What was refused, by field; several faults of one field together."""
    found: dict[str, str] = {}
    for item in error.objections:
        found[item.field] = f"{found[item.field]}；{item}" if item.field in found else str(item)
    return found


def taken_file(visit: Visit, errors: dict[str, str], field: str = "file") -> tuple[str, str]:
    """Keep the file that was handed in; its hash and its name, both empty where there is none or it is refused."""
    file = visit.form.files.get(field)
    if file is None:
        return "", ""
    try:
        kind = attachments.kind_of(file)
    except BadForm as error:
        errors[field] = error.message
        return "", ""
    return visit.office.statements.keep(file.data, kind), attachments.safe_name(file.name)


def log(visit: Visit, action: str, subject: str, **after: object) -> None:
    """Write what was done into the log."""
    visit.office.audit.write(visit.who.shown, action, subject, address=visit.address, after=after)
