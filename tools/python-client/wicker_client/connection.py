# SPDX-License-Identifier: Apache-2.0
"""One connection: a thread that reads, calls that wait for what it reads."""

import queue
import socket
import threading

from google.protobuf.message import DecodeError
from wicker.v1 import frame_pb2

from . import frames
from .errors import StatusCode, WickerError

_FRAME_LIMIT = 64 << 20


class Connection:
    """Calls by id, each with a queue of its own that ends with an error or a frame marked END."""

    def __init__(self, host, port, timeout):
        try:
            self._socket = socket.create_connection((host, port), timeout)
        except OSError as error:
            raise WickerError(StatusCode.UNAVAILABLE, f"cannot connect to {host}:{port}: {error}") from error
        self._socket.settimeout(None)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._writing = threading.Lock()
        self._state = threading.Lock()
        self._last_call = 0
        self._calls = {}
        self._takes_calls = True
        self.settings = frame_pb2.ServerSettings()
        self._socket.sendall(frames.PREFACE)
        threading.Thread(target=self._read, name="wicker-client", daemon=True).start()

    @property
    def takes_calls(self):
        return self._takes_calls

    def open(self, header, message, is_last):
        """Opens a call; its id and the queue of its answers."""
        answers = queue.Queue()
        # Ids rise in the order in which calls reach the server, so both happen under one lock.
        with self._writing:
            with self._state:
                if not self._takes_calls:
                    raise WickerError(StatusCode.UNAVAILABLE, "the connection takes no more calls")
                self._last_call += 1
                call = self._last_call
                self._calls[call] = answers
            self._send(frames.encode(call, frames.CALL, header, message, is_last))
        return call, answers

    def send(self, call, message, is_last):
        """Sends a further message of a call, or with None its end."""
        with self._writing:
            self._send(frames.encode(call, frames.MESSAGE, b"", message, is_last))

    def cancel(self, call):
        """Takes a call back; nothing more is heard of it."""
        with self._state:
            is_open = self._calls.pop(call, None) is not None
        if is_open:
            with self._writing:
                self._send(frames.encode(call, frames.CANCEL, is_last=True))

    def close(self):
        self._end(WickerError(StatusCode.UNAVAILABLE, "the connection was closed"))

    def _send(self, data):
        try:
            self._socket.sendall(data)
        except OSError as error:
            self._end(WickerError(StatusCode.UNAVAILABLE, f"the connection broke: {error}"))

    def _read(self):
        try:
            with self._socket.makefile("rb", 256 << 10) as source:
                while True:
                    frame = frames.read(source, _FRAME_LIMIT)
                    if frame is None:
                        raise WickerError(StatusCode.UNAVAILABLE, "the server closed the connection")
                    self._take(frame)
        except WickerError as error:
            self._end(error)
        except (OSError, ValueError, DecodeError) as error:
            self._end(WickerError(StatusCode.UNAVAILABLE, f"the connection broke: {error}"))

    def _take(self, frame):
        if frame.kind == frames.MESSAGE:
            with self._state:
                answers = self._calls.pop(frame.call, None) if frame.is_last else self._calls.get(frame.call)
            if answers is not None:
                answers.put(frame)
        elif frame.kind == frames.PING:
            with self._writing:
                self._send(frames.encode(0, frames.PONG, message=frame.message))
        elif frame.kind == frames.GOAWAY:
            self._go_away(frame_pb2.GoAway.FromString(frame.message or b""))
        elif frame.kind == frames.SETTINGS:
            self.settings.ParseFromString(frame.message or b"")

    def _go_away(self, farewell):
        with self._state:
            self._takes_calls = False
            begun = farewell.last_call
            unanswered = [self._calls.pop(call) for call in list(self._calls) if call > begun]
        for answers in unanswered:
            answers.put(WickerError(StatusCode.UNAVAILABLE, farewell.reason))

    def _end(self, error):
        with self._state:
            self._takes_calls = False
            waiting, self._calls = list(self._calls.values()), {}
        for answers in waiting:
            answers.put(error)
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # It is closed already.
        self._socket.close()
