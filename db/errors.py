"""The error tree of the storage room.

StoreError               something of the store is not as it must be
├── StoreMissing         the database has no tables yet, or old ones; run `hongqiao db upgrade`, then again
├── StoreAhead           the database has tables of a newer program; install that program, nothing else helps
├── NightTaken           another night holds the lock; try again when it has ended
├── DecidedMeanwhile     somebody decided while a month was being closed; score it again, and close it then
└── NightOrder           a night was asked for that lies before the last one; it can never be made up for as if then
"""


class StoreError(Exception):
    """Raised when something of the store is not as it must be; see the subclass for what to do."""


class StoreMissing(StoreError):
    """Raised when the database lacks the current tables; trying again makes sense after `hongqiao db upgrade`."""


class StoreAhead(StoreError):
    """Raised when the database has the tables of a newer program; trying again makes sense once that one is installed."""


class NightTaken(StoreError):
    """Raised when another night holds the lock; trying again makes sense when that night has ended."""


class NightOrder(StoreError):
    """Raised when the night asked for lies before the last one; trying again never makes sense."""


class DecidedMeanwhile(StoreError):
    """Raised when somebody decided between a month's last scoring and its closing; trying again makes sense at once."""
