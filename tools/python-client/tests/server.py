# SPDX-License-Identifier: Apache-2.0
"""A real server for a test: the program in $WICKER, or the one that is built."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[3]


def program():
    candidates = [os.environ["WICKER"]] if "WICKER" in os.environ else [
        ROOT / ".build" / "release" / "wicker", ROOT / ".build" / "debug" / "wicker"]
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return str(candidate)
    raise RuntimeError(f"no server at {candidates[0]}; mend it with: swift build -c release --product wicker")


class Server:
    """`wicker serve` over an empty store in a temporary folder, on a port of its own choice."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="wicker-python-")
        self._log = open(os.path.join(self.folder, "log"), "w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [program(), "serve", "--store", os.path.join(self.folder, "store"),
             "--models", os.path.join(self.folder, "models"), "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=self._log, text=True)
        self.port = self._read_port()
        # Whatever else it prints must not fill the pipe.
        threading.Thread(target=self._process.stdout.read, daemon=True).start()

    def _read_port(self):
        printed = []
        for line in self._process.stdout:
            printed.append(line)
            found = re.search(r"listening on \S*:(\d+)", line)
            if found:
                return int(found.group(1))
        self._log.seek(0)
        raise RuntimeError(f"the server ended before it listened: {''.join(printed)}{self._log.read()}")

    def stop(self):
        """Ends the server by SIGTERM; its exit status."""
        self._process.terminate()
        status = self._process.wait(timeout=30)
        self._process.stdout.close()
        self._log.close()
        shutil.rmtree(self.folder)
        return status
