"""What a location says: which server, which account on it, and where there; and to which hosts a password may go."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import attrs

from tieweave.errors import SourceError

_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|[0-9a-f.]*:[0-9a-f:.]*[0-9a-f:]")
_SAFE = "/@:!$&'()*+,;=~-._"  # of a path, RFC 3986 section 3.3


@attrs.frozen
class Origin:
    """A server: `scheme` ("https" or "http"), `host` in lower case, `port`."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}"

    @property
    def place(self) -> str:
        """The host, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether TLS protects what is sent."""
        return self.scheme == "https"

    @property
    def loopback(self) -> bool:
        """Whether it is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


@attrs.frozen(kw_only=True)
class Location:
    """A location taken apart: the `text` as it was given, the server's `origin`, the `path` on it.

    `users` are the names to sign in with that the text suggests, the likeliest first. `bare` says that only a host was
    named, so that the rest is to be found out.
    """

    text: str
    origin: Origin
    path: str = "/"
    users: tuple[str, ...] = ()
    bare: bool = False

    @property
    def url(self) -> str:
        """The address to begin at."""
        return f"{self.origin}{self.path}"

    def covers(self, other: Origin) -> bool:
        """Return whether a password for this location may be sent to `other`.

        That is the server that was named and, by TLS, the hosts whose names end in its own: who answers for
        example.org also answers for dav.example.org. Where only a host was named, its port is not known before.
        """
        if other == self.origin:
            return True
        if not (other.secure and self.origin.secure):
            return False
        if other.host == self.origin.host:
            return self.bare
        return "." in self.origin.host and other.host.endswith(f".{self.origin.host}")


def read(name: str, text: str) -> Location:
    """Take a location of the source `name` apart; raises `SourceError` when it names no server that may be asked."""
    prefix, colon, rest = text.partition(":")
    if not colon or prefix.lower() != name:
        raise SourceError(f"{text}: names no server; write {name}:https:// and the server's address")
    rest = rest.strip()
    bare = "://" not in rest and not rest.startswith("//")
    address = f"https://{rest}" if bare else f"https:{rest}" if rest.startswith("//") else rest
    try:
        split = urlsplit(address)
        secret = split.password is not None
        origin = origin_of(split)
    except ValueError as error:
        # What stands before an @ may hold a password, and the reason may quote it.
        what = f"{name}: the location" if "@" in rest else text
        why = "" if "@" in rest else f" ({error})"
        raise SourceError(f"{what} names no server{why}; write {name}:https:// and the server's address") from None
    if secret:
        raise SourceError(
            f"{name}: the location of {origin.place} holds a password, which others can see on the command line; "
            f"leave it out and run: tieweave login {name}:{origin}"
        )
    if split.query or split.fragment:
        raise SourceError(f"{text}: an address with ? or # is no place on a {name} server; leave that part out")
    if not origin.secure and not origin.loopback:
        raise SourceError(f"{text}: http:// would show the password to others; write https://")
    path = normal_path(split.path) or "/"
    bare = bare and path == "/"
    return Location(text=text, origin=origin, path=path, users=_users(split, origin, bare), bare=bare)


def origin_of(split: SplitResult) -> Origin:
    """Return the server of an address; raises `ValueError` when it names none."""
    scheme = split.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError(f"{scheme}:// is not known here")
    host = split.hostname or ""
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"{host!r} is no host name") from error
    host = host.removesuffix(".")
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise ValueError(f"{host!r} is no host name" if host else "a host is missing")
    port = split.port
    return Origin(scheme, host, _PORTS[scheme] if port is None else port)


def followed(base: str, reference: str) -> str:
    """Return the address that a server at `base` means by a reference; raises `ValueError` when it is none.

    Servers behind a proxy that ends TLS often believe that they speak plain HTTP: on the same host that is put right.
    """
    split = urlsplit(urljoin(base, reference))
    here, there = origin_of(urlsplit(base)), origin_of(split)
    if there == Origin("http", here.host, 80) and here == Origin("https", here.host, 443):
        there = here
    return f"{there}{split.path or '/'}{'?' if split.query else ''}{split.query}"


def normal_path(path: str) -> str:
    """Return a path in one spelling: servers write "@" and "%40" for the same."""
    return quote(unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")


def file_name(path: str) -> str:
    """Return the last part of a path, as people would write it."""
    return " ".join(unquote(path.rstrip("/").rpartition("/")[2]).split())


def _users(split: SplitResult, origin: Origin, bare: bool) -> tuple[str, ...]:
    user = unquote(split.username or "")
    if not user:
        return ()
    numeric = origin.loopback or ":" in origin.host or origin.host.replace(".", "").isdigit()
    if bare and not numeric and "@" not in user:
        return f"{user}@{origin.host}", user  # an e-mail address: whole, then its first part (RFC 6764 section 6)
    return (user,)
