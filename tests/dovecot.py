"""A real IMAP server for tests: Debian's dovecot, in a folder of its own, on ports of this machine.

Without dovecot the tests that need it are skipped on a developer's machine, and fail where CI is set.
"""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

USER, PASSWORD = "presse@kommune.example", "hemmelig æøå"
ARRIVED = datetime(2026, 11, 24, 8, 45, tzinfo=UTC)
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {internal_group}
first_valid_uid = 0
mail_uid = {user}
mail_gid = {group}
mail_location = maildir:{folder}/mail/%u
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server. `context` trusts its certificate, which is for "localhost"."""

    folder: Path
    plain: int
    tls: int
    context: ssl.SSLContext

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        """Somebody with the password, past our own code."""
        with imaplib.IMAP4("127.0.0.1", self.plain) as client:
            client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
            client.select("INBOX")
            yield client

    def put(self, raw: bytes, folder: str = "INBOX", *, at: datetime = ARRIVED) -> None:
        """A mail arrives."""
        with self.client() as client:
            status, answer = client.append(
                folder, None, imaplib.Time2Internaldate(at), raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            )
            assert status == "OK", answer

    def count(self, folder: str = "INBOX") -> int:
        """How many mails lie in a folder; 0 for none."""
        with self.client() as client:
            status, answer = client.status(folder, "(MESSAGES)")
            return int(answer[0].split()[-1].rstrip(b")")) if status == "OK" else 0

    def clear(self, *folders: str) -> None:
        """Everything in the folders is gone."""
        with self.client() as client:
            for folder in folders:
                status, answer = client.select(folder)
                if status == "OK" and int(answer[0] or 0):
                    client.store("1:*", "+FLAGS", "\\Deleted")
                    client.expunge()

    def seen(self, folder: str = "INBOX") -> int:
        """How many of them are marked as read."""
        with self.client() as client:
            if client.select(folder)[0] != "OK":
                return 0
            return len(client.search(None, "SEEN")[1][0].split())


def find_dovecot() -> str:
    """The program. Skips the test without it, or fails it where CI is set."""
    found = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        message = "needs dovecot (Debian: dovecot-imapd) for a real mailbox"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def run_dovecot() -> Iterator[Dovecot]:
    """A server of our own until left."""
    program = find_dovecot()
    folder = Path(tempfile.mkdtemp(prefix="dc"))  # short: the names of sockets may have a hundred letters
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(folder / "cert.pem", append=True)
    context = ssl.create_default_context()
    authority.configure_trust(context)
    plain, tls = _free_ports(2)
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
    inner = {"login": "dovenull", "internal": "dovecot", "internal_group": "dovecot"}  # its own, which root must have
    if os.getuid():
        inner = {"login": user, "internal": user, "internal_group": group}
    else:  # it hands no mail to root
        owner = pwd.getpwnam("nobody")
        user, group = owner.pw_name, grp.getgrgid(owner.pw_gid).gr_name
        for name in ("mail", "home"):
            (folder / name).mkdir()
            shutil.chown(folder / name, user, group)
    folder.chmod(0o755)
    config = CONFIG.format(folder=folder, user=user, group=group, plain=plain, tls=tls, **inner)
    (folder / "dovecot.conf").write_text(config, "utf-8")
    command = [program, "-F", "-c", str(folder / "dovecot.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(process, plain, folder)
        yield Dovecot(folder, plain, tls, context)
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports(count: int) -> list[int]:
    opened = [socket.socket() for _ in range(count)]
    for one in opened:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in opened]
    for one in opened:
        one.close()
    return ports


def _wait(process: subprocess.Popen, port: int, folder: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if process.poll() is not None:
            told = (process.stderr.read() if process.stderr else b"").decode()
            log = folder / "dovecot.log"
            pytest.fail(f"dovecot stopped: {told} {log.read_text() if log.exists() else ''}")
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as opened:
                if opened.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"dovecot does not answer: {(folder / 'dovecot.log').read_text()}")
