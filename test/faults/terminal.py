"""Runs one command on a terminal of its own and plays a person: reads a JSON script on stdin.

{"command": [...], "cwd": DIR, "env": {...}, "piped": true, "steps": [STEP, ...]}

STEP is one of
  ["see", REGEX]     waits until REGEX stands in what the terminal showed since the last "see";
                     its named groups can be used in later steps as {name}
  ["type", TEXT]     types TEXT; \\u0003 is Ctrl-C and \\u0004 is Ctrl-D
  ["pipe", TEXT]     writes TEXT to the command's stdin, which is a pipe when "piped" is true
  ["pause", SECONDS] lets time pass
  ["run", SHELL]     runs a shell command beside it, with the same names
  ["note", NAME]     keeps what the terminal showed since the last "see" as notes[NAME]

Answers {"exit", "signal", "shown", "notes", "sane", "error"} on stdout. "sane": the terminal's
settings are at the end what they were at the start.
"""

import fcntl
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time

PATIENCE = 20.0


class Session:
    def __init__(self, plan):
        self.plan = plan
        self.shown = ""
        self.seen = 0
        self.words = {}
        self.notes = {}
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        piped = plan.get("piped", False)
        self.child = subprocess.Popen(
            plan["command"],
            cwd=plan["cwd"],
            env=plan["env"],
            stdin=subprocess.PIPE if piped else self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            preexec_fn=self.take_terminal,
        )

    def take_terminal(self):
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def read(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            self.shown += os.read(self.master, 65536).decode("utf8", "replace")
        except OSError:
            return False
        return True

    def see(self, pattern):
        until = time.monotonic() + PATIENCE
        while True:
            found = re.compile(pattern).search(self.shown, self.seen)
            if found:
                self.seen = found.end()
                self.words.update(found.groupdict())
                return
            if self.child.poll() is not None and not self.read(0.05):
                raise TimeoutError("ended before it showed " + pattern)
            if time.monotonic() > until:
                raise TimeoutError("never showed " + pattern)
            self.read(0.05)

    def said(self, text):
        for name, word in self.words.items():
            text = text.replace("{" + name + "}", word)
        return text.encode()

    def step(self, what, value):
        if what == "see":
            self.see(value)
        elif what == "type":
            os.write(self.master, self.said(value))
        elif what == "pipe":
            self.child.stdin.write(self.said(value))
            self.child.stdin.flush()
        elif what == "pause":
            until = time.monotonic() + value
            while time.monotonic() < until:
                self.read(max(0.0, until - time.monotonic()))
        elif what == "run":
            subprocess.run(["/bin/sh", "-c", self.said(value)], check=True)
        elif what == "note":
            self.notes[value] = self.shown[self.seen :]
        else:
            raise ValueError("no such step: " + what)

    def play(self):
        error = None
        try:
            for what, value in self.plan["steps"]:
                self.step(what, value)
        except (TimeoutError, OSError, subprocess.CalledProcessError) as trouble:
            error = str(trouble)
        until = time.monotonic() + PATIENCE
        while self.child.poll() is None and time.monotonic() < until:
            self.read(0.05)
        if self.child.poll() is None:
            error = error or "did not end"
            self.child.kill()
            self.child.wait()
        while self.read(0.05):
            pass
        code = self.child.returncode
        return {
            "exit": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "shown": self.shown,
            "notes": self.notes,
            "sane": termios.tcgetattr(self.slave) == self.before,
            "error": error,
        }


if __name__ == "__main__":
    json.dump(Session(json.load(sys.stdin)).play(), sys.stdout)
