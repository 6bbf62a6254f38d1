"""What an answer's content says beside its status: a wall, a missing page, nothing at all."""

from dataclasses import replace

from crawler.addresses import canonical, extension_of
from crawler.reading.document import Document
from crawler.reading.kinds import document_extension, sniff
from crawler.records.observations import Answer, Failure
from crawler.wire.disposition import file_name
from crawler.wire.missing import MissingPage, challenge_sign, missing_sign
from crawler.wire.reply import Reply

HEADER_ONLY = frozenset(
    ("jpg", "jpeg", "png", "gif", "webp", "bmp", "ico", "svg", "js", "woff", "woff2", "ttf", "eot", "mp3", "mp4", "flv")
)
"""Kinds of files of which the header tells whether they are there: nothing of theirs is read."""


def with_facts(answer: Answer, reply: Reply, *, conditional: bool = False) -> Answer:
    """An answer with what the last hop's header and first bytes show; 304 says something only where that was asked."""
    kind = sniff(reply.body)
    length = reply.header("content-length").strip()
    by_header = extension_of(answer.url) in HEADER_ONLY and kind != "html"
    is_known = length.isascii() and length.isdigit()
    answer = replace(
        answer,
        status=reply.status,
        final_url=reply.url,
        content_type=reply.header("content-type")[:100],
        size=int(length[:12]) if is_known and (by_header or not reply.complete) else len(reply.body),
        sniffed="" if by_header else kind,
        etag=reply.header("etag")[:200],
        last_modified=reply.header("last-modified")[:60],
        tls_error=answer.tls_error or reply.tls_error,
        file_name=file_name(reply.raw_header("content-disposition")),
    )
    shows_body = reply.status == 200 or (300 <= reply.status < 400 and not (reply.status == 304 and conditional))
    if shows_body and not answer.size and not document_extension(answer.url):
        return replace(answer, failure=Failure.EMPTY_RESPONSE)
    return answer


def is_page(answer: Answer) -> bool:
    """Whether an answer is a page that can be read."""
    kind = answer.content_type.lower()
    return (
        "html" in kind
        or answer.sniffed == "html"
        or (answer.sniffed == "text" and not kind.startswith(("application/", "image/", "text/css", "text/javascript")))
    )


def with_signs(answer: Answer, document: Document | None, cookies: str, missing: MissingPage | None) -> Answer:
    """An answer with the marks of a wall or of a missing page in it; `document` is None where it is no page."""
    status = answer.status or 0
    if document is not None:
        challenge = challenge_sign(status, document.text, cookies, document.title)
        if challenge:
            return replace(answer, challenge=challenge)
    if status != 200:
        return answer
    sign = missing_sign(document, answer.url, canonical(answer.final_url), missing)
    return replace(answer, missing=sign) if sign is not answer.missing else answer
