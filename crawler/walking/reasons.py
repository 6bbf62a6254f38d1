"""Why a list page could not be read."""

from crawler.records.observations import Answer


def reason_of(answer: Answer) -> str:
    """Why a list page could not be read, in one word."""
    if answer.failure is not None:
        return answer.failure.value
    if answer.missing is not None:
        return "soft_404"
    return "challenge" if answer.challenge else f"http_{answer.status}" if answer.status != 200 else "not_html"
