# SPDX-License-Identifier: Apache-2.0
"""The protocol in plain Python, from PROTOCOL.md, able to say what a well-behaved client never would."""
import socket
import struct

PREFACE = b"WICKER" + struct.pack(">H", 1)
CALL, MESSAGE, PING, PONG, GO_AWAY, SETTINGS = 1, 2, 4, 5, 6, 7
END, HAS_MESSAGE = 1, 2
NAMES = ["OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
         "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
         "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"]


class Status(Exception):
    """A call that did not end with OK."""

    def __init__(self, code, message):
        super().__init__(f"{NAMES[code] if code < len(NAMES) else code}: {message}")
        self.code = code


class Closed(Exception):
    """The server closed the connection."""


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, value):
    """A number or a string as a protobuf field."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def fields(data):
    """Yields (number, value) of a protobuf message: ints for varints, bytes for the rest."""
    position = 0

    def read_varint():
        nonlocal position
        number = shift = 0
        while True:
            byte = data[position]
            position += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    while position < len(data):
        tag = read_varint()
        if tag & 7 == 0:
            yield tag >> 3, read_varint()
            continue
        length = read_varint() if tag & 7 == 2 else {1: 8, 5: 4}[tag & 7]
        yield tag >> 3, data[position:position + length]
        position += length


def frame(call, kind, flags=END | HAS_MESSAGE, header=b"", message=b""):
    return struct.pack(">IIBBH", 8 + len(header) + len(message), call, kind, flags, len(header)) + header + message


class Connection:
    """One connection; every method gives up after `timeout` seconds."""

    def __init__(self, address, timeout=10.0, preface=PREFACE):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout)
        self.last_call = 0
        self.reason = None  # (code, message) of the server's GOAWAY, once it has come
        self.send(preface)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except ConnectionError as error:
            raise Closed(str(error)) from error

    def read(self, count):
        data = bytearray()
        while len(data) < count:
            try:
                part = self.socket.recv(count - len(data))
            except ConnectionError as error:
                raise Closed(str(error)) from error
            if not part:
                raise Closed("end of stream")
            data += part
        return bytes(data)

    def read_frame(self):
        length, call, kind, flags, header = struct.unpack(">IIBBH", self.read(12))
        body = self.read(length - 8)
        return call, kind, flags, body[:header], body[header:]

    def start(self, method, message, timeout_ms=None):
        """Opens a call and returns its number."""
        self.last_call += 1
        header = field(1, method) + (field(2, timeout_ms) if timeout_ms is not None else b"")
        self.send(frame(self.last_call, CALL, header=header, message=message))
        return self.last_call

    def finish(self, call):
        """The answer's message; raises Status when it is not OK."""
        while True:
            number, kind, flags, header, message = self.read_frame()
            if kind == PING:
                self.send(frame(0, PONG, HAS_MESSAGE, message=message))
            if kind == GO_AWAY:
                told = dict(fields(message))
                self.reason = told.get(1, 0), told.get(2, b"").decode()
            if number != call or kind != MESSAGE:
                continue
            status = dict(fields(header))
            if status.get(1, 0):
                raise Status(status[1], status.get(2, b"").decode())
            return message

    def call(self, method, message, timeout_ms=None):
        return self.finish(self.start(method, message, timeout_ms))


def recommend(user, limit=10):
    return "wicker.v1.Recommendations/Recommend", field(1, user) + field(2, limit)


def history(connection, user):
    """Yields (item, event id) of all of a user's events, newest first."""
    token = b""
    while True:
        request = field(1, user) + field(2, 1000) + (field(3, token) if token else b"")
        token = b""
        for number, value in fields(connection.call("wicker.v1.Users/History", request)):
            if number == 1:
                event = dict(fields(value))
                yield event.get(2, b"").decode(), event.get(10, b"").decode()
            else:
                token = value
        if not token:
            return
