"""Why nothing came: one vocabulary for every error of the network.

AskingError                what this room itself raises
├── PrivateAddress         a name leads to a private address; trying again makes no sense before the name changes
├── NameUnknown            a name cannot be resolved; trying again may help, the name server may have been busy
├── Unnamed                a browser wants to a host that no request of its page names; trying again makes no sense
├── Unreadable             an answer is packed in a way that is not unpacked; trying again makes no sense
├── ConnectionFailed       a connection could not be made, broke, or brought no HTTP; trying again may help
└── OutOfTime              the time for asking is over, or the host asked to stop; tomorrow night asks again
"""

import ssl

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


class ConnectionFailed(AskingError):
    """Raised when a connection could not be made, broke, or brought no HTTP: `failure` says which, whichever library asked."""

    def __init__(self, failure: Failure, text: str) -> None:
        super().__init__(text)
        self.failure = failure


class OutOfTime(AskingError):
    """Raised when the time for asking is over, or the host asked to stop; tomorrow night asks again."""


EXPECTED = (AskingError, TimeoutError, OSError, ssl.SSLError, ValueError)
"""What a host, a name or an address can do to us; anything else is a fault of the program."""
_OWN = {
    PrivateAddress: Failure.PRIVATE_ADDRESS,
    NameUnknown: Failure.DNS,
    Unreadable: Failure.UNREADABLE,
    OutOfTime: Failure.LIMIT,
}


def failure_of(error: BaseException) -> Failure:
    """The closed reason behind an error."""
    if isinstance(error, ConnectionFailed):
        return error.failure
    own = next((failure for kind, failure in _OWN.items() if isinstance(error, kind)), None)
    if own is not None:
        return own
    if isinstance(error, TimeoutError):
        return Failure.TIMEOUT
    if isinstance(error, ConnectionError):
        return Failure.RESET
    return Failure.PROTOCOL if isinstance(error, EXPECTED) else Failure.UNREADABLE
