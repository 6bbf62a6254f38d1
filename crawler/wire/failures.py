"""Why nothing came: one vocabulary for every error of the network.

AskingError                what this room itself raises
├── PrivateAddress         a name leads to a private address; trying again makes no sense before the name changes
├── NameUnknown            a name cannot be resolved; trying again may help, the name server may have been busy
├── Unnamed                a browser wants to a host that no request of its page names; trying again makes no sense
├── Unreadable             an answer is packed in a way that is not unpacked; trying again makes no sense
└── OutOfTime              the time for asking is over, or the host asked to stop; tomorrow night asks again
"""

import ssl

import httpx

from crawler.records.observations import Failure


class AskingError(Exception):
    """Anything that this room raises itself."""


class PrivateAddress(AskingError):
    """Raised when a name leads to a private address; trying again makes no sense before the name changes."""


class NameUnknown(AskingError):
    """Raised when a name cannot be resolved; trying again may help, the name server may have been busy."""


class Unnamed(AskingError):
    """Raised when a browser wants to a host that no request of its page names; trying again makes no sense."""


class Unreadable(AskingError):
    """Raised when an answer is packed in a way that is not unpacked; trying again makes no sense."""


class OutOfTime(AskingError):
    """Raised when the time for asking is over, or the host asked to stop; tomorrow night asks again."""


EXPECTED = (AskingError, httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, ssl.SSLError, ValueError)
"""What a host, a name or an address can do to us; anything else is a fault of the program."""
_OWN = {
    PrivateAddress: Failure.PRIVATE_ADDRESS,
    NameUnknown: Failure.DNS,
    Unreadable: Failure.UNREADABLE,
    OutOfTime: Failure.LIMIT,
}

_CUT_OFF = ("incomplete", "without sending complete message body", "peer closed connection", "invalidbodylength")


def failure_of(error: BaseException) -> Failure:
    """The closed reason behind an error."""
    own = next((failure for kind, failure in _OWN.items() if isinstance(error, kind)), None)
    if own is not None:
        return own
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return Failure.TIMEOUT
    if isinstance(error, httpx.ConnectError):
        return Failure.TLS if is_certificate(error) else Failure.REFUSED
    if isinstance(error, httpx.RemoteProtocolError):
        return _of_protocol(str(error).lower())
    if isinstance(error, (httpx.ReadError, httpx.WriteError, ConnectionError)):
        return Failure.RESET
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return Failure.MALFORMED
    return Failure.PROTOCOL if isinstance(error, EXPECTED) else Failure.UNREADABLE


def _of_protocol(text: str) -> Failure:
    """By what h11, h2 and httpcore say of it."""
    if any(words in text for words in _CUT_OFF):
        return Failure.TRUNCATED
    if text.startswith("<"):  # an event of HTTP/2: StreamReset, ConnectionTerminated
        return Failure.RESET
    return Failure.EMPTY_RESPONSE if "disconnected" in text or "without sending" in text else Failure.PROTOCOL


def is_certificate(error: BaseException) -> bool:
    """Whether a connection failed by its certificate, so that it can be tried without verification."""
    text = f"{error} {error.__cause__}".lower()
    return "certificate" in text or "ssl" in text
