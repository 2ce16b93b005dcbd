"""Terminals to draw on in tests: they keep a screen, and differ in how they draw what makes one sign together."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Iterable, Iterator, Sequence

import pyte
from wcwidth import iter_graphemes, wcswidth


class Screen(pyte.Screen):
    """A terminal that draws an emoji of several code points as one, as kitty, foot, Ghostty and Windows Terminal do."""

    def signs(self, text: str) -> Iterable[str]:
        return iter_graphemes(text)

    def draw(self, data: str) -> None:
        for sign in self.signs(data):
            width = wcswidth(sign)
            row = self.buffer[self.cursor.y]
            if width <= 0:
                continue
            if self.cursor.x + width > self.columns:
                self.carriage_return()
                self.linefeed()
                row = self.buffer[self.cursor.y]
            row[self.cursor.x] = self.cursor.attrs._replace(data=sign)
            for more in range(1, width):
                row[self.cursor.x + more] = self.cursor.attrs._replace(data="")
            self.cursor.x += width

    @property
    def rows(self) -> list[str]:
        """What stands in each line, without the blanks at its end, to the last line with anything."""
        found = ["".join(self.cells(y)).rstrip() for y in range(self.lines)]
        while found and not found[-1]:
            found.pop()
        return found

    def cells(self, y: int) -> list[str]:
        return [self.buffer[y][x].data for x in range(self.columns)]


class SimpleScreen(Screen):
    """A terminal that draws code point by code point, as xterm and the older ones do."""

    def signs(self, text: str) -> Iterable[str]:
        return text


class Process:
    """A program that runs in a terminal, with a screen that shows what it writes."""

    def __init__(self, command: Sequence[str], *, columns: int = 80, lines: int = 24, **variables: str) -> None:
        self.screen = Screen(columns, lines)
        self.written = b""
        self._stream = pyte.ByteStream(self.screen)
        self._fd, slave = pty.openpty()
        quiet = termios.tcgetattr(slave)
        quiet[3] &= ~termios.ECHO  # what is entered is not shown, as a bar would be drawn over it
        termios.tcsetattr(slave, termios.TCSANOW, quiet)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", **variables}
        self._process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment)
        os.close(slave)

    def until(self, text: str) -> None:
        """Read until the text is on the screen; fails when the program ends before."""
        for _ in self._chunks():
            if any(text in row for row in self.screen.rows):
                return
        raise AssertionError(f"{text!r} was never shown: {self.screen.rows}")

    def enter(self) -> None:
        """Press the Enter key."""
        os.write(self._fd, b"\n")

    def end(self) -> int:
        """Read until the program ends, and return its exit code."""
        for _ in self._chunks():
            pass
        return self._process.wait()

    def close(self) -> None:
        """Have it end, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        os.close(self._fd)

    def _chunks(self) -> Iterator[bytes]:
        while True:
            try:
                chunk = os.read(self._fd, 65_536)
            except OSError:  # so Linux says that the other side is closed
                return
            if not chunk:
                return
            self.written += chunk
            self._stream.feed(chunk)
            yield chunk
