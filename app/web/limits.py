"""How often somebody may fail to sign in: by account and by address, in a moving window."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MINUTES = 15
_ACCOUNT, _ADDRESS = RateLimitItemPerMinute(5, MINUTES), RateLimitItemPerMinute(20, MINUTES)
"""WEB.md: 5 failures in 15 minutes for an account, 20 for an address."""


class Failures:
    """Failures to sign in, in the memory of the one process that serves."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def is_too_many(self, name: str, address: str) -> bool:
        """Whether a name, known or not, or an address has failed too often."""
        return not (
            self._limiter.test(_ACCOUNT, "account", name.lower()) and self._limiter.test(_ADDRESS, "address", address)
        )

    def add(self, name: str, address: str) -> None:
        """Count a failure."""
        self._limiter.hit(_ACCOUNT, "account", name.lower())
        self._limiter.hit(_ADDRESS, "address", address)

    def forget(self, name: str) -> None:
        """A success clears the account's failures; the address keeps its own."""
        self._limiter.clear(_ACCOUNT, "account", name.lower())
