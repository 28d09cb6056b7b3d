"""Runs commands one after the other and measures each: a JSON line in, a JSON line out.

{"command": [...], "cwd": DIR, "env": {...}, "stdin": TEXT or null, "answers": [TEXT, ...] or null}

"answers": the command gets a terminal of its own, where each prompt is answered by the next of
them; {phrase} is the line that was asked for. Answers {"code", "signal", "out", "err", "terminal",
"asked", "agreed", "megabytes", "seconds"}; a command that takes longer than 20 s is killed.
"""

import base64
import fcntl
import json
import os
import pty
import re
import selectors
import signal
import sys
import termios
import time

PATIENCE = 20.0


def raw(texts):
    return [base64.b64decode(text) for text in texts]


def child(plan, ends, slave):
    os.setsid()
    if slave is not None:
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for number, end in enumerate(ends):
        os.dup2(end, number)
    os.closerange(3, 256)
    os.chdir(plan["cwd"])
    words = raw(plan["command"])
    environment = {key: value for key, value in map(raw, plan["env"])}
    os.execve(words[0], words, environment)


def answer(master, plan, seen, answers, agreed):
    phrase = re.findall(rb"\n {4}([a-z0-9-]+ \S+ [a-z0-9]{5})\r?\n> $", seen)
    last = phrase[-1] if phrase else b""
    typed = answers.pop(0) if answers else b"\x04"
    typed = typed.replace(b"{phrase}", last).replace(b"{PHRASE}", last.upper())
    typed = typed.replace(b"{cut}", last[:-1])
    # What the line discipline makes of it is the kernel's; who typed any of that may have agreed.
    agreed |= bool(last) and last in typed
    try:
        # No line at a terminal is longer, and what did not fit would take its end with it.
        os.write(master, typed[:4000] + b"\r")
    except OSError:
        pass
    return agreed


def run(plan):
    answers = None if plan["answers"] is None else raw(plan["answers"])
    master, slave = pty.openpty() if answers is not None else (None, None)
    if master is not None:
        os.set_blocking(master, False)
    reads, writes = zip(os.pipe(), os.pipe(), os.pipe())
    stdin = raw([plan["stdin"]])[0] if plan["stdin"] is not None else None
    begun = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            first = slave if stdin is None and slave is not None else reads[0]
            child(plan, (first, writes[1], writes[2]), slave)
        finally:
            os._exit(111)
    for end in (reads[0], writes[1], writes[2]):
        os.close(end)
    os.set_blocking(writes[0], False)
    try:
        os.write(writes[0], (stdin or b"")[:60000])
    except OSError:
        pass
    os.close(writes[0])
    said = {reads[1]: b"", reads[2]: b""}
    if master is not None:
        said[master] = b""
    choose = selectors.DefaultSelector()
    for end in said:
        choose.register(end, selectors.EVENT_READ)
    asked, agreed, seen, late, status = False, False, 0, False, None
    while status is None:
        for key, _ in choose.select(0.02):
            try:
                said[key.fd] += os.read(key.fd, 65536) or b""
            except OSError:
                pass
        if master is not None and re.search(rb"(> |: ?)$", said[master][seen:]):
            asked = True
            agreed = answer(master, plan, said[master], answers, agreed)
            seen = len(said[master])
        gone, ended, usage = os.wait4(pid, os.WNOHANG)
        if gone:
            status = ended
        elif time.monotonic() - begun > PATIENCE and not late:
            late = True
            os.killpg(pid, signal.SIGKILL)
    for end in said:
        os.set_blocking(end, False)
        try:
            while more := os.read(end, 65536):
                said[end] += more
        except OSError:
            pass
    shown = list(said.values()) + [b""]
    for end in list(said) + ([slave] if slave is not None else []):
        os.close(end)
    code = os.waitstatus_to_exitcode(status)
    out, err, terminal = (base64.b64encode(text).decode() for text in shown[:3])
    return {
        "code": code if code >= 0 else None,
        "signal": -code if code < 0 else None,
        "out": out,
        "err": err,
        "terminal": terminal,
        "asked": asked,
        "agreed": agreed,
        "late": late,
        "megabytes": usage.ru_maxrss // 1024,
        "seconds": time.monotonic() - begun,
    }


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
