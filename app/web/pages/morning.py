"""This morning: what the night found, what is new and fixed, who is about to lose points, what waits for whom."""

from starlette.responses import Response

from app.decisions.appeal_states import OFFICE_TURN, Said, all_appeals
from app.errors import AppError
from app.looking.status import status
from app.web.desks import desk_of
from app.web.pages import orders
from app.web.visit import Visit
from config.people import PersonRole
from config.words import ORDER_STATES

SHOWN = 40


def page(visit: Visit) -> Response:
    """The first page."""
    office = visit.office
    state = status(office.context, visit.now)
    try:
        view = office.views.month()
    except AppError as error:
        return visit.page("empty.html", here="/", state=state, message=str(error))
    desk, today = desk_of(visit), visit.now.date()
    seen = [item for item in all_appeals(desk) if item.is_open and visit.may_see(item.record.unit)]
    turn = {Said.ASKED} if visit.own_units is not None else OFFICE_TURN
    units = [unit for unit in view.report.units if visit.may_see(unit.code)]
    counts = [view.report.link_counts(unit) for unit in units]
    proposals = office.proposals.all(waiting=True) if visit.own_units is None else []
    return visit.page(
        "morning.html", here="/", state=state, report=view.report, units=units, new=sum(item.new for item in counts),
        fixed=[item for item in view.report.fixed if visit.may_see(item[0])], confirmed=sum(item.confirmed for item in counts),
        losses=[item for item in view.losses if visit.may_see(item.unit.code)][:SHOWN], orders=orders.due(visit, today), states=ORDER_STATES,
        appeals=[item for item in seen if item.state in turn], proposals=[item for item in proposals if item.value.get("account") != visit.who.name],
        due=office.context.due_months(today) if visit.own_units is None else [], names={unit.code: unit.name for unit in office.configuration.units},
        warnings=view.warnings[:SHOWN] if visit.own_units is None else (), may_confirm=visit.has(PersonRole.REVIEWER),
    )  # fmt: skip
