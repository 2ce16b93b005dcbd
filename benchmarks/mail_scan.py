"""Reading a big mailbox: tieweave-mail beside merely reading the file's lines, in one run; then the second run.

    python benchmarks/mail_scan.py [--messages 20000 | --full] [--runs 3]

Writes a made-up mailbox (the same for the same number of messages; 5 kB a message, headers as big providers write
them, a third newsletters, lists and notices) to a temporary folder and removes it afterwards. `--full` is 200,000
messages, 1 GB. Every reading is done in a fresh process, lines and messages in turn, and the ratio is taken pair by
pair. The source's whole output is held in a list; memory is the process's peak as the operating system counts it.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_EGO = "Morgan Gallant <morgan@example.com>"
_GIVEN = "Ann Bo Cy Dana Eli Fay Gus Hana Ivo Jana Kai Lea Max Nora Otto Pia Quin Rosa Sam Tess Uma Vic Wes Zoë".split()
_FAMILY = (
    "Abbott Berg Costa Doucet Evans Ferreira Gill Haddad Ito Jensen Khoury Lind Müller Novak Okafor Patel Quist Roy "
    "Silva Tremblay Usman Vogel Wójcik Xu Young Zieliński"
).split()
_DOMAINS = "mail.example harbour.example fundy.example uni.example north.example post.example".split()
_WORDS = (
    "the of and to in we for you that it with on is as be at this have from or by not are but what all were when can "
    "there use each which how their will other about out many then them these so some would make like time just know "
    "take people year good could see than look only come over think also back after two our work first well even"
).split()
_START = 1_262_304_000  # 2010-01-01
_STEP = 2_500  # seconds from message to message: sixteen years in 200,000
_DAYS = "Thu Fri Sat Sun Mon Tue Wed".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

_READ_LINES = """
import json, sys, time
started = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    for line in file:
        pass
print(json.dumps({"seconds": time.perf_counter() - started}))
"""
_READ_MESSAGES = """
import json, resource, sys, time
from pathlib import Path
import datetime as dt
from tieweave import Interaction
from tieweave.sources import Context
from tieweave.store import Store
started = time.perf_counter()
import tieweave_mail
(source,) = tieweave_mail.tieweave_sources()
store = Store(Path(sys.argv[2])) if len(sys.argv) > 2 else Store.temporary()
records = list(source.open(sys.argv[1], Context(now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), store=store)))
seconds = time.perf_counter() - started
acts = sum(isinstance(record, Interaction) for record in records)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peak": peak, "records": len(records), "acts": acts}))
"""


def mailbox(messages: int, seed: int = 1) -> Iterator[bytes]:
    """Give the messages of an mbox one by one: half from people, a sixth by ego, a third in bulk."""
    chance = random.Random(seed)  # noqa: S311 - made-up people, no secret
    people = [_person(chance, number) for number in range(600)]
    senders = [(f"Offers {number}", f"news{number}@shop{number}.example") for number in range(80)]
    signatures = [base64.encodebytes(chance.randbytes(256)).decode().split() for _ in range(50)]
    texts = ["\n".join(_line(chance) for _ in range(chance.randrange(12, 42))) for _ in range(400)]
    keys: list[str] = []
    for number in range(messages):
        kind = chance.random()
        # A few are written with often, most of them seldom.
        name, address = people[int(len(people) * chance.random() ** 2)]
        key = f"CA{chance.getrandbits(160):x}.{number}@mail.{address.partition('@')[2]}"
        answered = chance.choice(keys[-200:]) if keys and chance.random() < 0.5 else ""
        if kind < 1 / 3:
            name, address = chance.choice(senders)
            yield _message(chance, number, f"{name} <{address}>", _EGO, key, "", signatures, texts, bulk=True)
        elif kind < 1 / 2:
            to = f"{_quoted(name)} <{address}>"
            yield _message(chance, number, _EGO, to, key, answered, signatures, texts, sent=True)
        else:
            more = [f"{_quoted(n)} <{a}>" for n, a in chance.sample(people, chance.choice((0, 0, 0, 1, 2, 5)))]
            sender = f"{_quoted(name)} <{address}>"
            yield _message(chance, number, sender, ", ".join([_EGO, *more]), key, answered, signatures, texts)
        keys.append(key)
        del keys[:-400]


def _person(chance: random.Random, number: int) -> tuple[str, str]:
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    return f"{given} {family}", f"{given}.{number}@{chance.choice(_DOMAINS)}".lower().replace("ë", "e")


def _quoted(name: str) -> str:
    if not name.isascii():
        return f"=?UTF-8?B?{base64.b64encode(name.encode()).decode()}?="
    return f'"{name}"' if len(name) % 3 == 0 else name


def _line(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randrange(8, 16))) if chance.random() < 0.9 else ""


def _message(
    chance: random.Random,
    number: int,
    sender: str,
    to: str,
    key: str,
    answers: str,
    signatures: list[list[str]],
    texts: list[str],
    *,
    sent: bool = False,
    bulk: bool = False,
) -> bytes:
    at = time.gmtime(_START + number * _STEP)
    day = _DAYS[(number * _STEP // 86_400 + 1) % 7]
    month = _MONTHS[at.tm_mon - 1]
    clock = f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}"
    date = f"{day}, {at.tm_mday} {month} {at.tm_year} {clock} {chance.choice(('+0000', '-0400', '+0200'))}"
    signature = chance.choice(signatures)
    host = sender.partition("@")[2].rstrip(">")
    lines = [
        f"From {1_464_000_000_000_000_000 + number}@xxx {day} {month} {at.tm_mday:02} {clock} +0000 {at.tm_year}",
        f"X-GM-THRID: {1_464_000_000_000_000_000 + number // 3}",
        f"X-Gmail-Labels: {'Sent,Opened' if sent else 'Inbox,Opened,Category Updates' if bulk else 'Inbox,Important'}",
    ]
    if not sent:
        lines += [
            "Delivered-To: morgan@example.com",
            f"Received: by 2002:a05:6a10:9a8c:0:0:0:0 with SMTP id {chance.getrandbits(40):x};",
            f"        {date} (PST)",
            f"X-Google-Smtp-Source: {signature[0]}",
            f"        {signature[1]}",
            f"X-Received: by 2002:a17:906:1b0d:: with SMTP id o13mr{number};",
            f"        {date} (PST)",
            f"ARC-Seal: i=1; a=rsa-sha256; t={_START + number}; cv=none;",
            "        d=google.com; s=arc-20160816;",
            *(f"         {part}" for part in signature[:3]),
            f"Return-Path: <bounce-{number}@{host}>",
            f"Received: from mail.{host} (mail.{host}. [192.0.2.{number % 250}])",
            f"        by mx.google.com with ESMTPS id {chance.getrandbits(60):x}",
            "        for <morgan@example.com>",
            "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);",
            f"        {date} (PST)",
            f"Received-SPF: pass (google.com: domain of bounce-{number}@{host} designates 192.0.2.1 as permitted)",
            "Authentication-Results: mx.google.com;",
            f"       dkim=pass header.i=@{host} header.s=20161025 header.b={signature[2][:8]};",
            f"       spf=pass (google.com: domain of bounce-{number}@{host} designates 192.0.2.1 as permitted sender)",
            f"       dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from={host}",
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;",
            f"        d={host}; s=20161025; h=mime-version:references:in-reply-to:from:date:message-id:subject:to;",
            *(f"         {part}" for part in signature),
        ]
    lines += [
        "MIME-Version: 1.0",
        *([f"References: <{answers}>", f"In-Reply-To: <{answers}>"] if answers else []),
        f"From: {sender}",
        f"Date: {date}",
        f"Message-ID: <{key}>",
        f"Subject: {_line(chance)[:60]}",
        f"To: {to}",
    ]
    if bulk:
        lines += [f"List-Unsubscribe: <https://{host}/unsubscribe?u={number}>", f"Feedback-ID: {number}:shop:mail"]
    body = chance.choice(texts) + "\n" + chance.choice(texts)
    lines += ['Content-Type: text/plain; charset="UTF-8"', "", body, "", ""]
    return "\n".join(lines).encode()


def _child(*arguments: str) -> dict[str, float]:
    ran = subprocess.run([sys.executable, "-c", *arguments], stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def _command(path: Path, data: str) -> float:
    environment = {**os.environ, "TIEWEAVE_DATA": data, "XDG_CONFIG_HOME": data}
    command = [sys.executable, "-m", "tieweave", "classify", str(path), "--format", "json"]
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    return time.perf_counter() - started


def _median(measure: Callable[[], float], runs: int) -> float:
    return statistics.median(measure() for _ in range(runs))


def main() -> None:
    """Write the mailbox, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--full", action="store_true", help="200,000 messages, 1 GB")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    count = 200_000 if options.full else options.messages
    with tempfile.TemporaryDirectory(prefix="tieweave-mail-") as folder:
        path = Path(folder, "big.mbox")
        with path.open("wb") as file:
            file.writelines(mailbox(count))
        size = path.stat().st_size
        pairs = [(_child(_READ_LINES, str(path)), _child(_READ_MESSAGES, str(path))) for _ in range(options.runs)]
        lines = statistics.median(one["seconds"] for one, _ in pairs)
        first = statistics.median(other["seconds"] for _, other in pairs)
        ratio = statistics.median(one["seconds"] / other["seconds"] for one, other in pairs)
        last = pairs[-1][1]
        print(f"{count} messages, {size / 1e6:.0f} MB; {last['acts']:.0f} interactions, {last['records']:.0f} records")
        print(f"reading the lines     {lines:6.2f} s")
        print(
            f"reading the messages  {first:6.2f} s   {first / count * 1e6:.1f} µs each, {size / first / 1e6:.0f} MB/s"
        )
        print(f"speed of the lines'   {ratio:6.2f}     (at least 0.33 is asked)")
        print(f"peak memory           {max(other['peak'] for _, other in pairs):6.0f} MiB")
        data = str(Path(folder, "data"))
        _child(_READ_MESSAGES, str(path), data)
        again = _median(lambda: _child(_READ_MESSAGES, str(path), data)["seconds"], options.runs)
        print(f"second run, source    {again:6.2f} s")
        _command(path, data)
        print(f"second run, command   {_median(lambda: _command(path, data), options.runs):6.2f} s")


if __name__ == "__main__":
    main()
