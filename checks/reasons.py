"""Why something was concluded: the closed vocabulary of reasons that findings, measures and verdicts give.

A member's value is what stores and exports hold, and never changes; its Chinese stands in one table of words.
"""

import re
from enum import StrEnum


class Reason(StrEnum):
    """A reason. `http_404` and the like are made as they come, one for each status."""

    NONE = ""
    OK = "ok"

    # links and pages (MEASURING 3)
    MALFORMED = "malformed"
    PRIVATE_ADDRESS = "private_address"
    WRONG_CONTENT = "wrong_content"
    SOFT_404 = "soft_404"
    DNS = "dns"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    EMPTY_RESPONSE = "empty_response"
    TRUNCATED = "truncated"
    REDIRECT_LOOP = "redirect_loop"
    TLS_HANDSHAKE = "tls_handshake"
    CHALLENGE = "challenge"
    TLS = "tls"
    MOVED_PERMANENTLY = "moved_permanently"
    PLACEHOLDER = "placeholder"
    MISSING_ANCHOR = "missing_anchor"
    IGNORED = "ignored"
    FAULTS = "faults"

    # what could not be looked at, or not to its end
    NOT_ASKED = "not_asked"
    NOT_READ = "not_read"
    NOT_OBSERVED = "not_observed"
    NOT_MEASURED = "not_measured"
    NOT_CHECKED = "not_checked"
    ROBOTS = "robots"
    LIMIT_REACHED = "limit_reached"
    PAGE_LIMIT = "page_limit"
    TIME_LIMIT = "time_limit"
    STOPPED = "stopped"
    OFFLINE = "offline"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    PROTOCOL = "protocol"
    NOT_HTML = "not_html"
    REDIRECTED_AWAY = "redirected_away"
    PAGES_MISSING = "pages_missing"
    ROWS_MISSING = "rows_missing"
    END_UNSEEN = "end_unseen"
    ROWS_UNREAD = "rows_unread"
    PARTS_UNREAD = "parts_unread"
    READING_TOO_LONG = "reading_too_long"
    PAGER_BY_SCRIPT = "pager_by_script"
    PAGER_ELSEWHERE = "pager_elsewhere"
    SCRIPT_LIST = "script_list"
    TEMPLATE_MISMATCH = "template_mismatch"
    PAGE_NOT_READ = "page_not_read"
    DATE_UNREAD = "date_unread"
    SITE_UNREACHABLE = "site_unreachable"

    # the configuration
    NO_SECTION = "no_section"
    NO_COLUMN = "no_column"
    NOT_APPLICABLE = "not_applicable"

    # columns and their content (MEASURING 4 to 7 and 9)
    NO_CONTENT = "no_content"
    NO_TELEPHONE = "no_telephone"
    NO_ADDRESS = "no_address"
    NO_MAILBOX = "no_mailbox"
    NO_LEADER = "no_leader"
    TOO_SHORT = "too_short"
    NO_DATE = "no_date"
    STALE = "stale"
    DIFFERENT = "different"
    NOT_UPDATED = "not_updated"
    NO_ITEM = "no_item"
    NO_FORM = "no_form"
    FORM_NOT_CHECKED = "form_not_checked"
    FORM_BROKEN = "form_broken"
    FORM_MISSING = "form_missing"
    GUIDE_INCOMPLETE = "guide_incomplete"
    GUIDE_ELSEWHERE = "guide_elsewhere"
    MARK_MISSING = "mark_missing"
    CODE_WRONG = "code_wrong"
    PERSONAL_NUMBER = "personal_number"
    ENTRIES = "entries"
    NOT_SEEN = "not_seen"
    PUBLISHED = "published"

    # messages of the public (checks.messages)
    UNANSWERED = "unanswered"
    MESSAGES_UNREAD = "messages_unread"
    NO_MESSAGE = "no_message"

    # what a person looks at (checks.words, checks.hidden_links)
    WORD_LISTED = "word_listed"
    LINK_HIDDEN = "link_hidden"
    TITLE_CHANGED = "title_changed"

    # the home page's visits by day (checks.availability)
    TOO_FEW_VISITS = "too_few_visits"
    VISITS_FAILED = "visits_failed"

    # posts (MEASURING 1 and 8)
    UNDATED = "undated"
    POST_UNDATED = "post_undated"
    POST_FUTURE_DATED = "post_future_dated"
    POST_UNREACHABLE = "post_unreachable"
    POST_DUPLICATE = "post_duplicate"
    POST_REMOVED = "post_removed"
    POST_BACKDATED = "post_backdated"
    POST_LATE = "post_late"
    DATE_CONFLICT = "date_conflict"
    DATE_DOUBTFUL = "date_doubtful"
    SIMILAR_BODY = "similar_body"
    BULK_IMPORT = "bulk_import"
    OVERDUE = "overdue"
    NO_PAIR = "no_pair"
    CALENDAR_UNKNOWN = "calendar_unknown"

    @classmethod
    def _missing_(cls, value: object) -> "Reason | None":
        """The reason of one HTTP status, made when it is first met."""
        if not isinstance(value, str) or not re.fullmatch(r"http_\d{3}", value):
            return None
        made = str.__new__(cls, value)
        made._name_, made._value_ = value.upper(), value
        cls._value2member_map_[value] = made
        return made


LIMITS = frozenset(("limit", Reason.PAGE_LIMIT, Reason.TIME_LIMIT, Reason.STOPPED))
"""Limits of ours that end a walk, in the crawler's words: one reason for the office."""


def walk_reason(text: str) -> Reason:
    """Why a walk did not read everything; a word of the crawler's that is none of ours says no more than `not_read`."""
    if text in LIMITS:
        return Reason.LIMIT_REACHED
    try:
        return Reason(text) or Reason.NOT_READ
    except ValueError:
        return Reason.NOT_READ
