"""What programs ask: the export, the status, the metrics; each with a token, `/healthz` with none."""

import json

from starlette.responses import JSONResponse, PlainTextResponse, Response

from app.looking.status import status as status_of
from app.telling.metrics import FILE
from app.web.errors import BadToken
from app.web.visit import Visit
from config.month import Month
from config.people import PersonRole
from db.access_tokens import TokenRecord
from reports.export import export_document


def _token(visit: Visit) -> TokenRecord:
    """The token that the request bears. Raises BadToken."""
    kind, _, secret = visit.request.headers.get("authorization", "").partition(" ")
    found = visit.office.tokens.find(secret.strip()) if kind.lower() == "bearer" and secret.strip() else None
    if found is None:
        raise BadToken("令牌缺失、不正确、已到期或已撤销")
    return found


def _refused(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status)


def export(visit: Visit) -> Response:
    """`GET /api/v1/export?month=…&unit=…`."""
    token, month, wanted = _token(visit), visit.query.get("month", ""), visit.query.get("unit", "")
    try:
        view = visit.office.views.month(str(Month.parse(month)) if month else None)
    except ValueError:
        return _refused(422, "month 应写作 2026-10")
    allowed = set(token.units) if token.role is PersonRole.CONTACT else set(view.units)
    if wanted and wanted not in allowed & set(view.units):
        return _refused(404, f"没有单位 {wanted}")
    document = export_document(view.report, all_findings="all" in visit.query)
    document["units"] = [
        unit for unit in document["units"] if unit["code"] in allowed and (not wanted or unit["code"] == wanted)
    ]
    if token.role is PersonRole.CONTACT:
        document["sites"], document["unmatched_sources"] = [], []
    visit.office.audit.write(
        f"令牌：{token.name}", "exported", f"{view.report.month} {wanted}".strip(), address=visit.address
    )
    return Response(json.dumps(document, ensure_ascii=False), media_type="application/json")


def status(visit: Visit) -> Response:
    """`GET /api/v1/status`."""
    token = _token(visit)
    if token.role is PersonRole.CONTACT:
        return _refused(403, "contact 令牌不能读取运行状态")
    return JSONResponse(status_of(visit.office.context, visit.now).document())


def metrics(visit: Visit) -> Response:
    """`GET /metrics`, as the last night left them."""
    token = _token(visit)
    if token.role is PersonRole.CONTACT:
        return _refused(403, "contact 令牌不能读取运行指标")
    file = visit.office.context.configuration.storage / FILE
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4; charset=utf-8")


def healthz(_: Visit) -> Response:
    """That the process answers, and nothing else."""
    return PlainTextResponse("ok")
