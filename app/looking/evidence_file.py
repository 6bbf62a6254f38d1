"""A unit's evidence of one month as a WARC file: the stored copies, and what was observed of each address."""

import io
import json
from dataclasses import asdict
from pathlib import Path

from warcio.warcwriter import WARCWriter

from app import VERSION
from app.context import Context
from app.looking.view import unit_in
from config.legible import one_line, washed
from db.evidence import ObservationRecord, observations, observations_of
from db.whole_files import replacing
from reports.models import MonthReport


def write_evidence(context: Context, report: MonthReport, unit_code: str, file: Path) -> int:
    """Write everything that a unit's findings and posts of a month rest on; return how many addresses. Raises WrongUse.

    A copy is a `resource` record, for the monitor keeps bodies and not the headers as they were sent; status, times and
    attempts stand in a `metadata` record beside it.
    """
    unit = unit_in(context, report, unit_code)
    names = [name for item in unit.result.findings for name in item.evidence]
    names += [post.evidence for post in unit.result.posts]
    found = {record.name: record for record in observations(context.engine, names)}
    pages = [place.page for item in unit.result.findings for place in item.places]
    found |= {record.name: record for record in observations_of(context.engine, pages).values()}
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as temporary, temporary.open("wb") as out:
        writer = WARCWriter(out, gzip=file.suffix == ".gz")
        about = {"software": f"hongqiao-monitor {VERSION}", "description": one_line(f"{unit.name} {report.month} 证据")}
        writer.write_record(writer.create_warcinfo_record(one_line(file.name), about))
        for record in found.values():
            _write(writer, context, record)
    return len(found)


def _write(writer: WARCWriter, context: Context, record: ObservationRecord) -> None:
    moment = {"WARC-Date": f"{record.first_at:%Y-%m-%dT%H:%M:%SZ}"}
    address = one_line(record.final_url or record.url)
    body = context.bodies.get(record.body_hash)
    if body is not None:
        kind = one_line(record.content_type) or "application/octet-stream"
        writer.write_record(
            writer.create_warc_record(
                address,
                "resource",
                io.BytesIO(body),
                length=len(body),
                warc_content_type=kind,
                warc_headers_dict=moment,
            )
        )
    told = json.dumps(asdict(washed(record)), ensure_ascii=False, default=str, indent=1).encode()
    writer.write_record(
        writer.create_warc_record(
            one_line(record.url),
            "metadata",
            io.BytesIO(told),
            length=len(told),
            warc_content_type="application/json",
            warc_headers_dict=moment,
        )
    )
