"""Runs one command with streams that take nothing: reads a JSON plan on stdin.

{"command": [...], "env": {...}, "fds": {"0": KIND, "1": KIND, "2": KIND}, "input": TEXT,
 "terminal": true, "deadly": true, "patience": SECONDS, "hangup": [NOW, GONE]}

KIND is one of
  null, input   the null device; a pipe with "input"
  heard         a pipe that is read to its end
  closed        no such descriptor
  unread        a pipe whose reader is gone
  full          /dev/full
  gone          a terminal whose other end is gone
  stopped       a terminal that takes nothing (Ctrl-S); after "patience" seconds it goes on

With "terminal" the command has a controlling terminal, where the phrase that it asks for is typed. With
"hangup" that terminal goes away when the file NOW is there; then the file GONE is made. With "deadly" a
broken pipe kills, as in a shell.

Answers {"exit", "signal", "said": {"1", "2"}, "shown", "seconds", "waited", "hung"} on stdout. "waited": it
still ran when the terminal went on; "hung": it had to be killed.
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time

LIMIT = 25.0
PHRASE = re.compile(r"\n {4}([a-z0-9-]+ \S+ [a-z0-9]{5})\r\n> ")


class Run:
    def __init__(self, plan):
        self.plan = plan
        self.said = {"1": "", "2": ""}
        self.shown = ""
        self.typed = False
        self.readers = {}
        self.stopped = {}
        self.ctty = pty.openpty() if plan.get("terminal") else None
        self.ends = [self.end(fd, plan["fds"][str(fd)]) for fd in range(3)]
        self.since = time.monotonic()
        self.child = subprocess.Popen(
            plan["command"],
            cwd="/",
            env=plan["env"],
            stdin=self.ends[0],
            stdout=self.ends[1],
            stderr=self.ends[2],
            start_new_session=True,
            restore_signals=False,
            preexec_fn=self.prepare,
        )
        for end in set(self.ends) - {None}:
            if end not in self.stopped:
                os.close(end)
        if plan["fds"]["0"] == "input":
            os.write(self.feed, plan["input"].encode())
            os.close(self.feed)

    def end(self, fd, kind):
        if kind == "null" or kind == "closed":
            return os.open("/dev/null", os.O_RDWR)
        if kind == "full":
            return os.open("/dev/full", os.O_RDWR)
        if kind == "input":
            theirs, self.feed = os.pipe()
            return theirs
        if kind in ("heard", "unread"):
            ours, theirs = os.pipe()
            if kind == "heard":
                self.readers[ours] = str(fd)
            else:
                os.close(ours)
            return theirs
        master, slave = pty.openpty()
        if kind == "gone":
            os.close(master)
        else:
            termios.tcflow(slave, termios.TCOOFF)
            self.stopped[slave] = master
            self.readers[master] = str(fd)
        return slave

    def prepare(self):
        if self.ctty:
            fcntl.ioctl(self.ctty[1], termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL if self.plan.get("deadly") else signal.SIG_IGN)
        for fd in range(3):
            if self.plan["fds"][str(fd)] == "closed":
                os.close(fd)

    def listen(self):
        heard = list(self.readers) + ([self.ctty[0]] if self.ctty else [])
        ready, _, _ = select.select(heard, [], [], 0.02)
        some = False
        for fd in ready:
            try:
                text = os.read(fd, 65536).decode("utf8", "replace")
            except OSError:
                text = ""
            if text == "":
                self.readers.pop(fd, None)
            elif fd in self.readers:
                self.said[self.readers[fd]] += text
            else:
                self.shown += text
            some = some or text != ""
        found = PHRASE.search(self.shown)
        if found and not self.typed:
            self.typed = True
            os.write(self.ctty[0], (found.group(1) + "\r").encode())
        return some

    def hang_up(self):
        now, gone = self.plan["hangup"]
        if self.ctty and os.path.exists(now):
            os.close(self.ctty[0])
            os.close(self.ctty[1])
            self.ctty = None
            open(gone, "w").close()

    def go(self):
        waited = hung = False
        while self.child.poll() is None:
            self.listen()
            if self.plan.get("hangup"):
                self.hang_up()
            passed = time.monotonic() - self.since
            if passed > self.plan.get("patience", LIMIT) and self.stopped and not waited:
                waited = True
                for slave in self.stopped:
                    termios.tcflow(slave, termios.TCOON)
            if passed > LIMIT and not hung:
                hung = True
                os.killpg(self.child.pid, signal.SIGKILL)
        seconds = time.monotonic() - self.since
        while self.listen():
            pass
        code = self.child.returncode
        return {
            "exit": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "said": self.said,
            "shown": self.shown,
            "seconds": seconds,
            "waited": waited,
            "hung": hung,
        }


if __name__ == "__main__":
    json.dump(Run(json.load(sys.stdin)).go(), sys.stdout)
