"""stop-and-go.py GATE...: a shell with two jobs behind the gate, one that stops when told to and one that does not."""
import os
import signal
import sys
import time

gate = sys.argv[1:]


def job(script):
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.dup2(into, 1)
        os.execvp(gate[0], gate + ["sh", "-c", script])
    os.close(into)
    with os.fdopen(out) as lines:
        lines.readline()
        return pid, int(lines.readline())


def state_of(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0]


def until(holds):
    for _ in range(500):
        if holds():
            return True
        time.sleep(0.02)
    return False


pid, worker = job("echo ready; echo $$; exec sleep 60")
os.kill(pid, signal.SIGTSTP)
_, status = os.waitpid(pid, os.WUNTRACED)
both = os.WIFSTOPPED(status) and state_of(worker) == "T"
os.kill(pid, signal.SIGCONT)
print("stopped" if both and until(lambda: state_of(worker) == "S") else f"not stopped: {status}")
os.kill(pid, signal.SIGTERM)
_, status = os.waitpid(pid, 0)

deaf, _ = job("trap '' TSTP; echo ready; echo $$; while :; do sleep 0.1; done")
os.kill(deaf, signal.SIGTSTP)
time.sleep(1.2)
print("still running" if os.waitpid(deaf, os.WUNTRACED | os.WNOHANG) == (0, 0) else "stopped alone")
os.kill(deaf, signal.SIGTERM)
os.waitpid(deaf, 0)
print(f"ended by {os.WTERMSIG(status)}")
