"""`srcset` by its own grammar (HTML standard, "parse a srcset attribute"): commas belong to addresses."""

import re

_BETWEEN = re.compile(r"[\s,]*")
_ADDRESS = re.compile(r"\S+")
_DESCRIPTORS = re.compile(r"(?:\([^)]*\)?|[^,(])*")
_DESCRIPTOR = re.compile(r"(?:\d+w|\d+h|-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?x)$")


def srcset_addresses(value: str) -> list[str]:
    """The addresses of a `srcset`, without those whose descriptors no browser understands."""
    found: list[str] = []
    position = 0
    while True:
        position = _BETWEEN.match(value, position).end()  # type: ignore[union-attr]
        address = _ADDRESS.match(value, position)
        if address is None:
            return found
        position = address.end()
        if address[0].endswith(","):
            found.append(address[0].rstrip(","))
            continue
        descriptors = _DESCRIPTORS.match(value, position)
        assert descriptors is not None
        position = descriptors.end()
        if all(_DESCRIPTOR.match(word) for word in descriptors[0].split()):
            found.append(address[0])
