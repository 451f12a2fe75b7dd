"""Opening a report's address in a browser: only web pages, and only what the user has seen.

An address comes from an untrusted report. It is taken apart, put together again from harmless
characters, shown with the name of the host as the network knows it, and given to the browser as one
word, never to a shell.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

_SCHEMES: Final = frozenset({"http", "https"})
_LONGEST: Final = 2048
_BRACKETS: Final = re.compile(r"\[[^\[\]]*\](?::\d*)?")
"""How an address has to be written whose host is in brackets: nothing else beside them."""
_HOST: Final = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")
_KEPT: Final = "!#$%&'()*+,/:;=?@[]~-._"
"""What may stand in an address as it is; the rest is percent-encoded."""


class Refused(Exception):
    """An address is not opened; the message says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be opened, once the user has agreed."""

    address: str
    """All of it, in ASCII."""
    scheme: str
    host: str
    """As the network knows it: punycode where the address has other letters."""


def link(address: str) -> Link:
    """Look whether an address may be opened.

    Raises:
        Refused: It is no web page's, or it pretends to be one.
    """
    if len(address) > _LONGEST:
        raise Refused("the address is too long to be one")
    if any(character.isspace() or not character.isprintable() for character in address):
        raise Refused("the address has spaces or control characters in it")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused(f"the address cannot be read: {error}") from error
    if parts.scheme not in _SCHEMES:
        raise Refused("only addresses that begin with http:// or https:// are opened")
    if "@" in parts.netloc:
        raise Refused("the address has a user's name in it, which hides where it leads")
    try:
        host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Refused("the address has no host that there can be") from error
    is_odd = "[" in parts.netloc and not _BRACKETS.fullmatch(parts.netloc)
    if is_odd or not _HOST.fullmatch(host):
        raise Refused("the address has no host that there can be")
    place = f"{host}:{port}" if port else host
    rest = address[address.index(parts.netloc, len(parts.scheme) + 3) + len(parts.netloc) :]
    return Link(f"{parts.scheme}://{place}{quote(rest, safe=_KEPT)}", parts.scheme, host)


def browser(environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """The user's browser as words.

    Raises:
        Refused: None is known.
    """
    try:
        wished = shlex.split(environment.get("BROWSER", "").split(":")[0])
    except ValueError as error:
        raise Refused(f"$BROWSER cannot be read: {error}") from error
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    if wished:
        return [word for word in wished if word != "%s"]
    if shutil.which(opener, path=environment.get("PATH")):
        return [opener]
    raise Refused("no browser is known: set $BROWSER, or install xdg-open")


def open_link(wanted: Link, environment: Mapping[str, str] = os.environ) -> None:
    """Have the browser open an address, beside the reader and without the terminal.

    Raises:
        Refused: No browser is known, or it cannot be started.
    """
    words = [*browser(environment), wanted.address]
    try:
        subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Refused(f"cannot start '{words[0]}': {error.strerror}") from error
