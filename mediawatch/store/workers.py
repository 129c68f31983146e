"""Who holds a lease, and whether that process still lives.

A process killed with -9 leaves its leases behind. On the same machine nobody need wait for them to run out: the
lease names the process, and the kernel knows whether it lives.
"""

import os
import socket
from pathlib import Path

_PROC = Path("/proc")


def worker_name() -> str:
    """This process: machine, process id and start (an id is used again one day), e.g. "web1/402@5f2c/311/8712"."""
    return f"{_machine()}/{os.getpid()}/{_started(os.getpid())}"


def is_gone(worker: str) -> bool:
    """True when `worker` is a process of this very machine (and container) that no longer runs.

    False when in doubt: another machine, a name of another shape, a system that cannot tell.
    """
    try:
        machine, pid, started = worker.rsplit("/", 2)
        process = int(pid)
    except ValueError:
        return False
    if machine != _machine() or os.name != "posix":
        return False
    return not _lives(process) or _started(process) != started


def _machine() -> str:
    """Host, process namespace (a container has its own) and boot: within these, a process id means one process."""
    try:
        namespace = (_PROC / "self/ns/pid").readlink().name.strip("pid:[]")
        boot = (_PROC / "sys/kernel/random/boot_id").read_text()[:8]
    except OSError:
        return socket.gethostname()
    return f"{socket.gethostname()}/{namespace}@{boot}"


def _started(pid: int) -> str:
    """When the process started, in clock ticks since boot (field 22 of /proc/PID/stat); "0" where none can tell.
    A zombie has ended, though nobody has collected it: "ended"."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "0"
    return "ended" if fields[0] in "ZX" else fields[19]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
