"""Who may speak with the dev server: pages that it served itself, on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """The names under which the server may be asked for.

    Attributes:
        hosts: names of this machine.
        any_address: whether plain addresses do too: where the server listens to a network, for
            what a foreign website could rebind is a name, never an address.
    """

    hosts: frozenset[str]
    any_address: bool = False

    def refusal(self, headers: Mapping[str, str]) -> str:
        """Why a request is refused, or ""."""
        host = headers.get("Host", "")
        if not self._is_known(host):
            return "this host is not served here"
        origin = headers.get("Origin")
        if origin is not None and not self.is_own(origin, host):
            return "another website may not ask this"
        site = headers.get("Sec-Fetch-Site", "none")
        if site not in {"none", "same-origin"} and headers.get("Sec-Fetch-Mode") != "navigate":
            return "another website may not ask this"
        return ""

    def is_own(self, origin: str, host: str) -> bool:
        """Whether a page of this server's asks: its address begins as that which it asks."""
        return self._is_known(host) and origin == f"http://{host}"

    def _is_known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.hosts or (self.any_address and _is_address(name))


def guard_for(bind: str, machine: str) -> Guard:
    """The guard of a server that listens at an address of a machine."""
    if bind in _LOOPBACK or (_is_address(bind) and ip_address(bind).is_loopback):
        return Guard(_LOOPBACK | {bind})
    return Guard(_LOOPBACK | {bind.casefold(), machine.casefold()}, any_address=True)


def is_local(bind: str) -> bool:
    """Whether only this machine can reach an address."""
    return not guard_for(bind, "").any_address


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
