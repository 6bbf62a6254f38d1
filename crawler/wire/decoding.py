"""Content-Encoding: one layer, unpacked as far as is wanted and no further, so that no answer costs more than its limit."""

import zlib

from webencodings import lookup

from crawler.wire.failures import Unreadable

ACCEPTED = "gzip, deflate"
_NO_CODING = frozenset(("", "identity", "none"))


class Plain:
    """A body that is not packed."""

    def feed(self, raw: bytes, room: int) -> bytes:
        """At most `room` bytes of the body."""
        return raw[:room]


class Packed:
    """A body packed by gzip or deflate; deflate comes with and without its header, as browsers know."""

    def __init__(self, name: str) -> None:
        self._is_gzip = name in ("gzip", "x-gzip")
        self._unpack = zlib.decompressobj(47 if self._is_gzip else 15)
        self._begun = False

    def feed(self, raw: bytes, room: int) -> bytes:
        """At most `room` more bytes of the body. Raises zlib.error, as ValueError, where it is damaged."""
        try:
            return self._unpack.decompress(self._unpack.unconsumed_tail + raw, room) if room > 0 else b""
        except zlib.error as error:
            if self._is_gzip or self._begun:
                raise ValueError(f"damaged: {error}") from error
            self._unpack = zlib.decompressobj(-15)
            return self.feed(raw, room)
        finally:
            self._begun = True


def unpacker(content_encoding: str) -> Plain | Packed:
    """What unpacks a body; the name of a charset is no coding, and means nothing to browsers either. Raises Unreadable for several layers and for
    kinds that were not asked for."""
    names = [part.strip() for part in content_encoding.lower().split(",")]
    layers = [name for name in names if name not in _NO_CODING and lookup(name) is None]
    if not layers:
        return Plain()
    if len(layers) > 1 or layers[0] not in ("gzip", "x-gzip", "deflate"):
        raise Unreadable(f"Content-Encoding: {content_encoding[:100]}")
    return Packed(layers[0])
