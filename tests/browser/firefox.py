"""Drives a stock Firefox by WebDriver BiDi (w3.org/TR/webdriver-bidi): what the tests need of it, and no more.

    with Firefox() as firefox:
        page = firefox.open(address)
        page.wait("document.querySelector('h1')")

Playwright can't: it wants a Firefox of its own making. The protocol is JSON over one WebSocket (RFC 6455).
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from browser_path import find_firefox

#: Nothing that asks the network or opens a page of its own.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "en",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
PATIENCE = 60.0


class Firefox:
    """A Firefox with a profile of its own, from ``with`` to its end."""

    def __init__(self, **preferences: object) -> None:
        self._preferences = {**PREFERENCES, **preferences}

    def __enter__(self) -> Firefox:
        program = find_firefox()
        self._folder = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        profile = Path(self._folder.name)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in self._preferences.items()]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        log = profile / "log.txt"
        environment = {**os.environ, "HOME": str(profile), "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
        with log.open("wb") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            self._socket = _Socket(_address(log, self._process), "/session")
            self._last = 0
            self.events: list[dict[str, Any]] = []
            self.ask("session.new", capabilities={})
            self.ask("session.subscribe", events=["log.entryAdded"])
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def ask(self, method: str, **parameters: Any) -> Any:
        """The result of one command. Raises RuntimeError with Firefox's words."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.receive())
            if message.get("id") != self._last:
                self.events.append(message)
            elif message["type"] == "error":
                raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
            else:
                return message["result"]

    def open(self, address: str) -> Tab:
        """A new tab with the page loaded."""
        tab = Tab(self, self.ask("browsingContext.create", type="tab")["context"])
        return tab.goes(address)

    def complaints(self) -> list[str]:
        """Errors in the console so far."""
        self.ask("session.status")  # what was on its way has arrived then
        entries = [event["params"] for event in self.events if event.get("method") == "log.entryAdded"]
        return [str(entry["text"]) for entry in entries if entry["level"] == "error"]


class Tab:
    """One page of it."""

    def __init__(self, firefox: Firefox, context: str) -> None:
        self._firefox, self._context = firefox, context

    def goes(self, address: str) -> Tab:
        """Load ``address`` with all that belongs to it."""
        self._firefox.ask("browsingContext.navigate", context=self._context, url=address, wait="complete")
        return self

    def value(self, expression: str) -> Any:
        """What the JavaScript ``expression`` is on the page, as far as JSON can say it."""
        text = f"(async () => JSON.stringify(await ({expression})) ?? 'null')()"
        target = {"context": self._context}
        got = self._firefox.ask("script.evaluate", expression=text, target=target, awaitPromise=True)
        if got["type"] == "exception":
            raise RuntimeError(got["exceptionDetails"]["text"])
        return json.loads(got["result"]["value"])

    def wait(self, expression: str, patience: float = PATIENCE) -> Any:
        """Wait until ``expression`` is true of the page, and give its value; a page on its way is waited for."""
        end, last = time.monotonic() + patience, None
        while time.monotonic() < end:
            try:
                if last := self.value(expression):
                    return last
            except RuntimeError as problem:
                last = problem
            time.sleep(0.1)
        raise TimeoutError(f"{expression} is {last!r} after {patience:.0f} s at {self.value('location.href')}")

    def clicks(self, selector: str) -> Tab:
        """Press on the first element that fits."""
        self.wait(f"(document.querySelector({json.dumps(selector)})?.click(), 1)")
        return self

    def types(self, selector: str, text: str) -> Tab:
        """Put ``text`` into a field as a reader would: by the keyboard."""
        self.value(f"(document.querySelector({json.dumps(selector)}).focus(), document.activeElement.select?.(), 1)")
        keys = [{"type": kind, "value": char} for char in text for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keys", "actions": keys}]
        self._firefox.ask("input.performActions", context=self._context, actions=actions)
        return self

    def closes(self) -> None:
        """Close the tab."""
        self._firefox.ask("browsingContext.close", context=self._context)

    def picture(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode(self._firefox.ask("browsingContext.captureScreenshot", context=self._context)["data"])


def _address(log: Path, process: subprocess.Popen[bytes]) -> tuple[str, int]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        text = log.read_text("utf-8", "replace")
        if found := re.search(r"WebDriver BiDi listening on ws://([\d.]+):(\d+)", text):
            return found[1], int(found[2])
        assert process.poll() is None, f"Firefox ended at once:\n{text}"
        time.sleep(0.05)
    raise TimeoutError(f"Firefox did not start:\n{log.read_text('utf-8', 'replace')}")


class _Socket:
    """The client's side of a WebSocket, for texts."""

    def __init__(self, address: tuple[str, int], path: str) -> None:
        self._line = socket.create_connection(address, PATIENCE)
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        head = [f"GET {path} HTTP/1.1", f"Host: {address[0]}:{address[1]}", "Upgrade: websocket"]
        head += ["Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        self._line.sendall("\r\n".join([*head, "", ""]).encode())
        self._in = self._line.makefile("rb")
        status = self._in.readline()
        assert b" 101 " in status, status
        while self._in.readline().strip():
            pass

    def send(self, text: str, kind: int = 1) -> None:
        data, mask = text.encode(), secrets.token_bytes(4)
        size = len(data)
        small = bytes([size | 0x80]) if size < 126 else b"\xfe" + size.to_bytes(2) if size < 1 << 16 else b""
        length = small or b"\xff" + size.to_bytes(8)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        self._line.sendall(bytes([0x80 | kind]) + length + mask + masked)

    def receive(self) -> str:
        whole = b""
        while True:
            first, second = self._in.read(2)
            size = second & 0x7F
            if size >= 126:
                size = int.from_bytes(self._in.read(2 if size == 126 else 8))
            data = self._in.read(size)
            kind = first & 0x0F
            if kind == 9:
                self.send(data.decode(), 10)
            elif kind == 8:
                raise ConnectionError("Firefox closed the line")
            elif kind < 3:
                whole += data
                if first & 0x80:
                    return whole.decode()
