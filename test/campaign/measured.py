"""measured.py OUT SECONDS COMMAND...: runs COMMAND where we are, and writes how it went to OUT as JSON.

Seconds that passed, the most memory it or a child of it had (in MB), and whether SECONDS were over
before it ended: then it was killed. Our exit code is its own.
"""

import json
import os
import resource
import signal
import sys
import time

out, limit, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
began = time.monotonic()
child = os.posix_spawnp(command[0], command, os.environ)
late = []


def end(*_):
    late.append(True)
    os.kill(child, signal.SIGKILL)


signal.signal(signal.SIGALRM, end)
signal.setitimer(signal.ITIMER_REAL, limit)
for quiet in (signal.SIGINT, signal.SIGTTOU):
    signal.signal(quiet, signal.SIG_IGN)
_, status, usage = os.wait4(child, 0)
signal.setitimer(signal.ITIMER_REAL, 0)
with open(out, "w") as file:
    json.dump(
        {
            "seconds": time.monotonic() - began,
            "megabytes": usage.ru_maxrss / 1024,
            "killed": bool(late),
        },
        file,
    )
code = os.waitstatus_to_exitcode(status)
os._exit(code if code >= 0 else 128 - code)
