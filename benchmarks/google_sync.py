"""Reading Google Contacts: 5,000 and 25,000 people over a service on loopback, and once more when little changed.

    python benchmarks/google_sync.py [PEOPLE...]

The service (plugins/tieweave-google/tests/loopback_google.py) and each run are processes of their own. Prints for each
run the seconds and the requests it took, and the largest amount of memory, beside that of a run with nobody to read.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SERVICE = Path(__file__).resolve().parents[1] / "plugins" / "tieweave-google" / "tests" / "loopback_google.py"
CHANGED = 50


def run(folder: str, address: str) -> None:
    """Read everything once in this process, and print what it took as JSON."""
    import tieweave
    from tieweave.plugins import PluginHub
    from tieweave.store import Store

    store = Store(Path(folder))
    hub = PluginHub.load()
    started = time.perf_counter()
    book = tieweave.gather(["google:"], store=store, hub=hub, options={"google": {"endpoint": address}})
    took = time.perf_counter() - started
    store.close()
    if any(failed.source == "google:" for failed in book.failed):
        raise SystemExit(str(book.failed))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"contacts": len(book.contacts), "seconds": took, "memory": memory}))


def _sign_in(folder: str, address: str) -> None:
    from google.oauth2.credentials import Credentials

    from tieweave.store import Store
    from tieweave_google import accounts, uses

    tokens = Credentials(  # type: ignore[no-untyped-call] # google-auth is typed in parts
        "access-0",
        refresh_token="refresh-0",  # noqa: S106 - invented
        token_uri=f"{address}/token",
        client_id="invented",
        client_secret="invented",  # noqa: S106 - invented
        scopes=list(uses.READING.scopes),
    )
    accounts.keep(accounts.UNNAMED, tokens, Store(Path(folder)))


def _measured(people: int) -> None:
    service = subprocess.Popen(
        [sys.executable, str(SERVICE), str(people)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if service.stdin is None or service.stdout is None:
        raise RuntimeError("the service has no standard input and output")
    address = service.stdout.readline().strip()
    said: list[str] = []
    listening = threading.Thread(target=lambda out=service.stdout: said.extend(out))
    listening.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _sign_in(folder, address)
            for what in ("first run", "nothing changed", f"{CHANGED} changed"):
                if what[0].isdigit():
                    service.stdin.write(f"change {min(CHANGED, people)}\n")
                    service.stdin.flush()
                    while "changed\n" not in said:
                        time.sleep(0.01)
                before = len(said)
                command = [sys.executable, __file__, "--run", folder, address]
                took = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
                print(
                    f"{took['contacts']:6} contacts, {what:15} {took['seconds']:6.2f} s, "
                    f"{len(said) - before:3} requests, {took['memory']:5.0f} MiB at most"
                )
            size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            print(f"       remembered in {size / 2**20:.1f} MiB")
    finally:
        service.stdin.close()
        service.wait()
        listening.join()


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], sys.argv[3])
        return
    for people in [int(argument) for argument in sys.argv[1:]] or [0, 5_000, 25_000]:
        _measured(people)


if __name__ == "__main__":
    main()
