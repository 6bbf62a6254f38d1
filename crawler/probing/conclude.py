"""What an answer to a link says, from the part of its body that was read."""

from dataclasses import replace
from urllib.parse import urlsplit

from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.records.observations import Answer
from crawler.wire.chase import Outcome
from crawler.wire.signs import is_page, with_signs


def conclude(outcome: Outcome) -> Answer:
    """An answer with what its content says: a wall, or the host's missing page."""
    answer, reply = outcome.answer, outcome.reply
    if reply is None or answer.failure is not None:
        return answer
    document = None
    if is_page(answer):
        decoded = decode(reply.body, answer.content_type)
        document = Document(reply.url, decoded.text, decoded.charset)
    told = with_signs(answer, document, " ".join(reply.cookies), outcome.missing)
    is_good = document is not None and told.status == 200 and not told.missing and not told.challenge
    return replace(told, title=document.title) if document is not None and is_good else told


def is_style(answer: Answer) -> bool:
    """Whether an answer is a style sheet."""
    is_named_so = urlsplit(answer.url).path.lower().endswith(".css")
    return answer.status == 200 and ("text/css" in answer.content_type.lower() or is_named_so)
