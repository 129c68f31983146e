"""Who lives and who is gone."""

import os
import subprocess
import sys

import pytest
from store_records import dead_worker

from mediawatch.store.workers import is_gone, worker_name

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a process started")


def test_we_live() -> None:
    assert not is_gone(worker_name())


def test_another_process_lives_until_it_is_killed() -> None:
    code = "from mediawatch.store.workers import worker_name; print(worker_name(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        name = process.stdout.readline().strip()
        assert not is_gone(name)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # a zombie: ended, not yet collected
        assert is_gone(name)
    assert is_gone(name)


def test_a_process_id_used_again_is_another_process() -> None:
    machine, pid, started = worker_name().rsplit("/", 2)
    assert is_gone(f"{machine}/{pid}/{int(started) - 1}")


@pytest.mark.parametrize("name", ["", "worker-1", "a/b/c", "other/1@2/999999999/5", "other/1@2/PID/0"])
def test_in_doubt_a_worker_lives(name) -> None:
    name = name.replace("PID", str(os.getpid()))
    assert not is_gone(name)


def test_dead_is_gone() -> None:
    assert is_gone(dead_worker())
