"""Speed side by side with peers, all in one run: `make bench` writes docs/benchmarks.md.

Absolute times are noise; reported are the ratios of runs that alternate on the same machine. Each peer lives in an
environment of its own (benchmarks/.venvs), installed from hash-pinned files.
"""

import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENVS = HERE / ".venvs"
REPEATS = 5
PAGE_ROUNDS = 5
FEEDS = 300


def python_of(peer: str) -> Path:
    """The interpreter of a peer's environment, made from its pinned file when it is missing or out of date."""
    folder, pinned = VENVS / peer, ROOT / "requirements" / f"bench-{peer}.txt"
    python, stamp = folder / "bin/python", folder / "installed.txt"
    if not stamp.exists() or stamp.read_text() != pinned.read_text():
        venv.create(folder, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", pinned]
        subprocess.run(install, check=True)
        stamp.write_text(pinned.read_text())
    return python


def version_of(python: Path, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def worker(python: Path, name: str, *arguments: object) -> dict[str, float]:
    """Runs one worker in a process of its own and returns the JSON it printed."""
    command = [python, HERE / "workers" / f"{name}.py", *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if run.returncode:
        sys.exit(f"{name} failed:\n{run.stderr[-2000:]}")
    answer: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return answer


def side_by_side(runs: dict[str, Callable[[], dict[str, float]]]) -> dict[str, list[dict[str, float]]]:
    """Each run REPEATS times, taking turns, so that a slow moment of the machine strikes all alike."""
    results: dict[str, list[dict[str, float]]] = {name: [] for name in runs}
    for _ in range(REPEATS):
        for name, run in runs.items():
            results[name].append(run())
    return results


def collect_pages(folder: Path) -> tuple[int, str]:
    """Puts the pages to read into `folder`; returns how many and what they are."""
    addresses: dict[str, str] = {}
    for page in sorted((ROOT / "tests/data/pages").glob("*.html")):
        expected = json.loads(page.with_suffix(".json").read_text())
        if "error" in expected:  # a front page, an error page: no article to read
            continue
        addresses[f"{page.stem}.html.gz"] = expected["url"]
        (folder / f"{page.stem}.html.gz").write_bytes(gzip.compress(page.read_bytes()))
    golden = len(addresses)
    captured = ROOT.parent / "shared/pages"
    if captured.exists():
        for name, entry in json.loads((captured / "pages.json").read_text()).items():
            addresses[name] = entry["url"]
            (folder / name).write_bytes((captured / name).read_bytes())
    (folder / "pages.json").write_text(json.dumps(addresses))
    real = len(addresses) - golden
    return len(addresses), f"{real} captured news pages and {golden} pages of the golden cases"


def bench_pages() -> list[str]:
    peers = {peer: python_of(peer) for peer in ("trafilatura", "newspaper4k")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count, what = collect_pages(folder)
        results = side_by_side(
            {
                "mediawatch": lambda: worker(Path(sys.executable), "ours_pages", folder, PAGE_ROUNDS),
                **{
                    peer: lambda peer=peer, python=python: worker(python, f"{peer}_pages", folder, PAGE_ROUNDS)
                    for peer, python in peers.items()
                },
            }
        )
    versions = {peer: version_of(python, peer) for peer, python in peers.items()}
    lines = [
        "## Page to analysed article",
        "",
        f"{count} pages ({what}), one process, processor time, {PAGE_ROUNDS} rounds after a warm-up, median of "
        f"{REPEATS} alternating runs. mediawatch also finds names, judges tone, topic and kind and sketches the text; "
        "the peers extract only.",
        "",
    ]
    return lines + table(results, versions, "pages")


def bench_feeds() -> list[str]:
    reader = python_of("reader")
    server = subprocess.Popen([sys.executable, HERE / "feed_server.py"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        ports = server.stdout.readline().strip()
        results = side_by_side(
            {
                "mediawatch": lambda: worker(Path(sys.executable), "ours_feeds", ports, FEEDS),
                "reader": lambda: worker(reader, "reader_feeds", ports, FEEDS),
            }
        )
    finally:
        server.terminate()
    lines = [
        "## Polling 300 feeds",
        "",
        f"{FEEDS} feeds of 30 items on 30 loopback ports (outlets) into an empty SQLite database, wall time of the "
        f"first round, median of {REPEATS} alternating runs. mediawatch asks each outlet for robots.txt and fetches "
        "one feed of an outlet at a time; reader fetches with ten workers and asks for no robots.txt.",
        "",
    ]
    return lines + table(results, {"reader": version_of(reader, "reader")}, "items")


def table(results: dict[str, list[dict[str, float]]], versions: dict[str, str], unit: str) -> list[str]:
    """Results to a Markdown table; time of each relative to mediawatch (over 1: slower than mediawatch)."""
    medians = {name: statistics.median(run["seconds"] for run in runs) for name, runs in results.items()}
    ours = medians["mediawatch"]
    lines = [f"| | version | time relative to mediawatch | range | {unit} |", "|---|---|---|---|---|"]
    for name, runs in results.items():
        ratios = sorted(run["seconds"] / ours for run in runs)
        version = versions.get(name, "this checkout")
        amount = int(runs[-1][unit])
        lines.append(
            f"| {name} | {version} | {medians[name] / ours:.2f} | {ratios[0]:.2f}-{ratios[-1]:.2f} | {amount} |"
        )
    return [*lines, ""]


def main() -> None:
    """Runs both comparisons, prints them and writes docs/benchmarks.md."""
    head = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {date.today().isoformat()}, Python {platform.python_version()}, "  # noqa: DTZ011
        f"{os.cpu_count()} cores. Ratios only: absolute times are noise.",
        "",
    ]
    text = "\n".join([*head, *bench_pages(), *bench_feeds()])
    (ROOT / "docs/benchmarks.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
