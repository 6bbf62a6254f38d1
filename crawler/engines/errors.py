"""The error tree of the engines.

EngineError            the crawls cannot be run where the configuration says; correct or start that, and run again
├── EngineAway         nobody answers there, or no worker does
└── EngineUnfit        workers may not start the processes that crawls need
"""


class EngineError(Exception):
    """Raised when crawls cannot be run where they should; trying again makes sense when that is mended."""


class EngineAway(EngineError):
    """Raised when a scheduler or its workers do not answer; trying again makes sense when they do."""


class EngineUnfit(EngineError):
    """Raised when workers were started without what crawls need; trying again makes sense after they are started anew."""
