"""Answers as rows of the store: what an address said in one night, and back."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from crawler.reading.kinds import document_name
from crawler.records.observations import Answer, Failure, MissingSign
from db import tables
from db.keys import hashed, observation_number

_STATE = (
    "status",
    "failure",
    "final_url",
    "permanent",
    "missing",
    "challenge",
    "tls_error",
    "sniffed",
    "body_hash",
    "extract_key",
)
"""What tells one state of an address from another."""
_ANSWERS, _ADDRESSES = tables.table(tables.AnswerState), tables.table(tables.Address)
_UNKEPT = ("url", "at", "elapsed", "unchanged", "title")
ANSWER_COLUMNS = (
    _ADDRESSES.c.url,
    _ANSWERS.c.last_at,
    *(_ANSWERS.c[field.name] for field in fields(Answer) if field.name not in _UNKEPT),
)
"""What `answer_of` reads, from `answer_states` joined with its address: a column for each field that is stored."""


def answer_row(address_id: int, answer: Answer, run: int) -> dict[str, Any]:
    """The row of one answer in the night of a run."""
    row: dict[str, Any] = {
        "id": observation_number(hashed(answer.url), run),
        "address_id": address_id,
        "first_at": answer.at,
        "last_at": answer.at,
        "before_run": None,
        "status": answer.status,
        "failure": answer.failure.value if answer.failure else "",
        "final_url": answer.final_url,
        "hops": answer.hops,
        "permanent": answer.permanent,
        "content_type": answer.content_type,
        "size": answer.size,
        "sniffed": answer.sniffed,
        "missing": answer.missing.value if answer.missing else "",
        "challenge": answer.challenge,
        "tls_error": answer.tls_error,
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "body_hash": answer.body_hash,
        "extract_key": answer.extract_key,
        "attempts": answer.attempts,
        "detail": answer.detail,
        "file_name": answer.file_name,
    }
    promised = document_name(answer.file_name)  # the kind alone: names may tell the second in which they were made
    row["state"] = hashed(*(str(row[name]) for name in _STATE), *filter(None, [promised]))
    return row


def answer_of(values: Sequence[Any]) -> Answer:
    """The record in the columns of `ANSWER_COLUMNS`."""
    # fmt: off
    (
        url, at, status, failure, final_url, hops, permanent, content_type, size, sniffed, missing,
        challenge, tls_error, etag, last_modified, body_hash, extract_key, attempts, detail, file_name,
    ) = values
    return Answer(
        url=url, at=at, status=status, failure=Failure(failure) if failure else None, final_url=final_url, hops=hops, permanent=permanent, content_type=content_type, size=size, sniffed=sniffed,
        missing=MissingSign(missing) if missing else None,
        challenge=challenge, tls_error=tls_error, etag=etag, last_modified=last_modified, body_hash=body_hash, extract_key=extract_key, attempts=attempts, detail=detail, file_name=file_name,
    )
    # fmt: on
