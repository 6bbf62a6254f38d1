"""What was read of an attachment."""

from dataclasses import dataclass

from crawler.records.observations import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An attachment to be read: `mark` names the version that a night was told of."""

    target: Target
    kind: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRead:
    """The masked personal numbers of one version of a file, or why it could not be read."""

    url: str
    mark: str
    kind: str
    numbers: tuple[str, ...] = ()
    problem: str = ""
