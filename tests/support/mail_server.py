"""A mail server on this machine, which takes messages as the standard of SMTP has it."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from threading import Event, Thread
from typing import Final

# The key and the certificate of 127.0.0.1, for nothing but the tests.
CERTIFICATE: Final = Path(__file__).with_name("mail-server.pem")


class MailServer:
    """What the server is like, and what it was sent."""

    def __init__(self) -> None:
        """A server that takes everything."""
        self.port = 0
        self.stop: Callable[[], object] = lambda: None
        self.greeting = b"220 here"
        self.login: tuple[str, str] | None = None  # whom alone it lets in
        self.ways = b"PLAIN"  # to sign in
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(CERTIFICATE)
        self.offers_tls = False  # once somebody asks for it
        self.refuses: set[str] = set()  # recipients
        self.ends_after = 1000  # messages
        self.messages: list[Message] = []
        self.recipients: list[str] = []

    async def run(self, is_ready: Event, *, is_tls: bool) -> None:
        """Listen until the server is stopped; what it still does then is ended."""
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        self.stop = lambda: loop.call_soon_threadsafe(stopped.set)
        async with await asyncio.start_server(
            self._serve, "127.0.0.1", 0, ssl=self.tls if is_tls else None
        ) as listener:
            self.port = listener.sockets[0].getsockname()[1]
            is_ready.set()
            await stopped.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client, and close the connection."""
        try:
            await self.serve(reader, writer)
        finally:
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client, line by line."""
        writer.write(self.greeting + b"\r\n")
        is_known = self.login is None
        while line := (await reader.readline()).decode().strip():
            word = line.upper().partition(" ")[0]
            if word == "QUIT":
                break
            if word == "EHLO":
                is_safe = writer.get_extra_info("ssl_object") is not None
                safe = b"" if is_safe or not self.offers_tls else b"250-STARTTLS\r\n"
                ways = b"250 AUTH " + self.ways if self.login else b"250 here"
                writer.write(b"250-here\r\n" + safe + ways + b"\r\n")
            elif word == "STARTTLS":
                writer.write(b"220 go on\r\n")
                await writer.drain()
                await writer.start_tls(self.tls)
            elif word == "AUTH":
                _, user, password = b64decode(line.split()[2]).decode().split("\0")
                is_known = (user, password) == self.login
                writer.write(b"235 welcome\r\n" if is_known else b"535 no such user\r\n")
            elif word in {"MAIL", "RCPT"}:
                writer.write(self._answer(line, is_known=is_known))
            elif word == "DATA" and len(self.messages) >= self.ends_after:
                break
            elif word == "DATA":
                writer.write(b"354 go on\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                self.messages.append(message_from_bytes(content[:-3]))
                writer.write(b"250 taken\r\n")
            else:
                writer.write(b"250 well\r\n")
            await writer.drain()

    def _answer(self, line: str, *, is_known: bool) -> bytes:
        address = line.partition("<")[2].partition(">")[0]
        if not is_known:
            return b"530 sign in first\r\n"
        if address in self.refuses:
            return b"550 no such mailbox\r\n"
        if line.upper().startswith("RCPT"):
            self.recipients.append(address)
        return b"250 well\r\n"


@contextmanager
def mail_server(*, is_tls: bool = False) -> Iterator[MailServer]:
    """A server that listens while the block runs, without or with encryption from the start."""
    server, is_ready = MailServer(), Event()
    thread = Thread(target=asyncio.run, args=(server.run(is_ready, is_tls=is_tls),))
    thread.start()
    is_ready.wait()
    try:
        yield server
    finally:
        server.stop()
        thread.join()
