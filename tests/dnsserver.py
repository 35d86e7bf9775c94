"""A DNS server on loopback, with a zone of its own: UDP and TCP, aliases, failures and silence."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Mapping, Sequence

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Zone = Mapping[str, Mapping[str, Sequence[str]] | str]
"""By name: records by type; or `"servfail"`, `"refused"`, `"silent"`, `"truncated:TEXT"` (a TXT that needs TCP)."""


class DnsServer:
    """Answers from `zone` while the context is open; `address` is what a resolver asks, `asked` what was."""

    def __init__(self, zone: Zone) -> None:
        self.zone, self.asked = zone, []
        answer = self._answer

        class Udp(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                data, sock = self.request
                if found := answer(data, tcp=False):
                    sock.sendto(found, self.client_address)

        class Tcp(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                (size,) = struct.unpack("!H", self.rfile.read(2))
                if found := answer(self.rfile.read(size), tcp=True):
                    self.wfile.write(struct.pack("!H", len(found)) + found)

        self._udp, self._tcp = _pair(Udp, Tcp)
        self.address = f"127.0.0.1:{self._udp.server_address[1]}"

    def __enter__(self) -> DnsServer:
        for server in (self._udp, self._tcp):
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self._udp, self._tcp):
            server.shutdown()
            server.server_close()

    def _answer(self, data: bytes, *, tcp: bool) -> bytes | None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name, kind = str(question.name).rstrip(".").lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        entry = self.zone.get(name)
        if entry == "silent":
            return None
        if isinstance(entry, str) and not entry.startswith("truncated:"):
            response.set_rcode(dns.rcode.from_text(entry))
        elif entry is None:
            response.set_rcode(dns.rcode.NXDOMAIN)
        elif isinstance(entry, str):
            self._truncated(response, question, entry.removeprefix("truncated:"), tcp)
        else:
            self._fill(response, str(question.name), kind, entry)
        return response.to_wire()

    def _truncated(self, response, question, text: str, tcp: bool) -> None:
        if tcp:
            response.answer.append(dns.rrset.from_text(question.name, 60, "IN", "TXT", quoted(text)))
        else:
            response.flags |= dns.flags.TC

    def _fill(self, response, name: str, kind: str, entry: Mapping[str, Sequence[str]]) -> None:
        """The records, through aliases."""
        while kind not in entry and "CNAME" in entry:
            target = entry["CNAME"][0]
            response.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", target))
            name, entry = target, self.zone.get(target.rstrip(".").lower(), {})
        texts = [quoted(one) if kind == "TXT" else one for one in entry.get(kind, ())]
        if texts:
            response.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *texts))


def _pair(udp, tcp) -> tuple[socketserver.UDPServer, socketserver.TCPServer]:
    """Two servers at one port, which may be free for one of them alone."""
    for _ in range(50):
        stream = socketserver.ThreadingTCPServer(("127.0.0.1", 0), tcp)
        try:
            return socketserver.ThreadingUDPServer(stream.server_address, udp), stream
        except OSError:
            stream.server_close()
    raise OSError("no port is free for both")


def quoted(text: str) -> str:
    """The text as strings of at most 255 bytes."""
    escaped = ["".join(map(_escaped, text[at : at + 200])) for at in range(0, len(text), 200)]
    return " ".join(f'"{one}"' for one in escaped or [""])


def _escaped(char: str) -> str:
    return f"\\{ord(char):03}" if ord(char) < 32 or char in '"\\' else char
