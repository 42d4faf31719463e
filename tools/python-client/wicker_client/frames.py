# SPDX-License-Identifier: Apache-2.0
"""Frames as bytes.

 0        4      8      9       10       12
| length | call | kind | flags | header | header bytes … | message bytes … |
  u32      u32    u8     u8      u16
"""

import struct
from typing import NamedTuple, Optional

from .errors import StatusCode, WickerError

PREFACE = b"WICKER\x00\x01"
CALL, MESSAGE, CANCEL, PING, PONG, GOAWAY, SETTINGS = range(1, 8)
END, HAS_MESSAGE = 1, 2

_PREFIX = struct.Struct(">IIBBH")
_AFTER_LENGTH = _PREFIX.size - 4


class Frame(NamedTuple):
    """One frame; `message` is None when there is none, which is not the same as an empty one."""

    call: int
    kind: int
    flags: int
    header: bytes
    message: Optional[bytes]

    @property
    def is_last(self):
        return bool(self.flags & END)


def encode(call, kind, header=b"", message=None, is_last=False):
    """The frame's bytes."""
    flags = (END if is_last else 0) | (HAS_MESSAGE if message is not None else 0)
    body = header + (message or b"")
    return _PREFIX.pack(_AFTER_LENGTH + len(body), call, kind, flags, len(header)) + body


def read(source, limit):
    """The next frame of a binary file; None at the end of the stream."""
    prefix = source.read(_PREFIX.size)
    if not prefix:
        return None
    if len(prefix) < _PREFIX.size:
        raise WickerError(StatusCode.UNAVAILABLE, "the connection ended inside a frame")
    length, call, kind, flags, header_size = _PREFIX.unpack(prefix)
    size = length - _AFTER_LENGTH
    if not header_size <= size <= limit:
        raise WickerError(StatusCode.INTERNAL, f"the server sent a frame of length {length}, header {header_size}")
    body = source.read(size)
    if len(body) < size:
        raise WickerError(StatusCode.UNAVAILABLE, "the connection ended inside a frame")
    message = body[header_size:] if flags & HAS_MESSAGE else None
    return Frame(call, kind, flags, body[:header_size], message)
