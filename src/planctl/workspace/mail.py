"""Messages sent through the council's own mail server, and the record of what was sent.

A message is sent only by a command that says so. The user and the password come from the
environment alone, and a connection that is not safe is refused, except to this machine itself.
"""

import json
import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from email.utils import formatdate, make_msgid
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Final, NamedTuple

from planctl.model.plan_files import Front, Mail, MailSecurity
from planctl.model.problem import Stop
from planctl.model.words import printable_text
from planctl.render.reminder import ReminderMessage, email_of
from planctl.save.files import write_file

RECORD: Final = "sent-mail.jsonl"  # in the plan folder: a line for each message
USER: Final = "PLANCTL_SMTP_USER"
PASSWORD: Final = "PLANCTL_SMTP_PASSWORD"  # noqa: S105 - the name of the variable
_PORTS: Final = {MailSecurity.TLS: 465}
_PORT: Final = 587
_PATIENCE: Final = 30  # seconds for an answer of the server
_SETTINGS: Final = "mail: {server: smtp.example.org, sender: plan@example.org}"


class MailServer(NamedTuple):
    """A server to send through, and who says so."""

    settings: Mail
    user: str
    password: str

    @property
    def port(self) -> int:
        """The port of it."""
        return self.settings.port or _PORTS.get(self.settings.security, _PORT)

    def __str__(self) -> str:
        """The server by its name, for a message."""
        return f"{self.settings.server}, port {self.port}"


class Delivery(NamedTuple):
    """What became of a message."""

    message: ReminderMessage
    fault: str = ""  # empty where it was sent


class SentMail(NamedTuple):
    """A message that was sent: no text of it is kept but a fingerprint."""

    day: date
    kind: str  # chase or digest
    role: str
    to: str
    subject: str
    sha256: str  # of its text


def mail_server(front: Front | None, environment: Mapping[str, str]) -> MailServer:
    """The server of the plan's settings; ends the run where there is none, or not a safe one."""
    settings = front.mail if front else None
    if settings is None:
        raise Stop("plan.yaml names no mail server", f"add to plan.yaml: {_SETTINGS}")
    if settings.security is MailSecurity.NONE and not _is_this_machine(settings.server):
        message = f"mail to {settings.server} would be sent without encryption"
        raise Stop(message, "in plan.yaml, under mail, write security: starttls, or tls")
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if bool(user) is not bool(password):
        lacking = PASSWORD if user else USER
        raise Stop(f"{lacking} is not set, and the other one is", "set both, or neither")
    return MailServer(settings, user, password)


def _is_this_machine(server: str) -> bool:
    try:
        return ip_address(server).is_loopback
    except ValueError:
        return server.casefold() == "localhost"


def send_messages(server: MailServer, messages: Iterable[ReminderMessage]) -> Iterator[Delivery]:
    """Send each message, and say what became of it; raises Stop before any is sent."""
    left = list(messages)
    with _connection(server) as connection:
        while left:
            try:
                connection.send_message(_email(left[0], server), server.settings.sender)
            except smtplib.SMTPServerDisconnected:
                ended = "the mail server ended the connection"
                yield from (Delivery(message, ended) for message in left)
                return
            except smtplib.SMTPException as fault:
                yield Delivery(left.pop(0), _refusal(fault))
            else:
                yield Delivery(left.pop(0))


def _connection(server: MailServer) -> smtplib.SMTP:
    """A connection that is safe and signed in to; raises Stop where there can be none."""
    settings, context = server.settings, ssl.create_default_context()
    connection: smtplib.SMTP | None = None
    try:
        if settings.security is MailSecurity.TLS:
            connection = smtplib.SMTP_SSL(
                settings.server, server.port, timeout=_PATIENCE, context=context
            )
        else:
            connection = smtplib.SMTP(settings.server, server.port, timeout=_PATIENCE)
        if settings.security is MailSecurity.STARTTLS:
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException) as fault:
        if connection is not None:
            connection.close()
        raise _no_connection(server, fault) from None
    return connection


def _no_connection(server: MailServer, fault: Exception) -> Stop:
    """Why nothing could be sent, and what to do."""
    match fault:
        case smtplib.SMTPAuthenticationError():
            why = f"the mail server ({server}) does not take the user and the password"
            hint = f"see what {USER} and {PASSWORD} say"
        case ssl.SSLCertVerificationError():
            why = (
                f"this computer does not trust the certificate of the mail server ({server}): "
                f"{printable_text(fault.verify_message)}"
            )
            hint = (
                "see that plan.yaml names the server as its certificate does; ask IT for the "
                "certificate of their own authority, and name its file in SSL_CERT_FILE"
            )
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            why = f"the mail server ({server}) offers no safe connection, or no way to sign in"
            hint = "ask IT which port and which security (starttls or tls) it has"
        case smtplib.SMTPException():
            why = f"at {server}, {_refusal(fault)}"
            hint = "ask IT whether this machine may send through it"
        case _:
            reason = getattr(fault, "strerror", None) or "it does not answer"
            why = f"the mail server ({server}) cannot be reached: {printable_text(reason)}"
            hint = "see that the network is there, and that plan.yaml names the right server"
    return Stop(f"nothing was sent: {why}", hint)


def _email(message: ReminderMessage, server: MailServer) -> "smtplib._SendMessage":  # type: ignore[name-defined]
    mail = email_of(message)
    sender = server.settings.sender
    mail["From"] = sender
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    return mail


def _refusal(fault: smtplib.SMTPException) -> str:
    """What the server said, on one line."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        said = [f"{to}: {_said(*answer)}" for to, answer in fault.recipients.items()]
        return f"the mail server refused the recipient {'; '.join(said)}"
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"the mail server refused it: {_said(fault.smtp_code, fault.smtp_error)}"
    return f"the mail server refused it: {printable_text(' '.join(str(fault).split()))}"


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return printable_text(f"{code} {' '.join(text.split())}")


def read_record(root: Path) -> tuple[SentMail, ...]:
    """What was sent for a plan; ends the run where the record is no record."""
    file = root / RECORD
    try:
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        return tuple(_sent_mail(json.loads(line)) for line in lines if line.strip())
    except (ValueError, KeyError, TypeError):
        message = f"{RECORD} in the plan folder is damaged, so that nobody can tell what was sent"
        raise Stop(message, "bring it back with git, or move it away") from None


def _sent_mail(line: Mapping[str, str]) -> SentMail:
    texts = [str(line[key]) for key in SentMail._fields[1:]]
    return SentMail(date.fromisoformat(line["day"]), *texts)


def record_message(root: Path, message: ReminderMessage, kind: str, day: date) -> None:
    """Put a message that was sent into the record."""
    file = root / RECORD
    fingerprint = sha256(message.text.encode("utf-8")).hexdigest()
    sent = SentMail(day, kind, message.role, message.to.email, message.subject, fingerprint)
    line = json.dumps({**sent._asdict(), "day": day.isoformat()}, ensure_ascii=False)
    before = file.read_bytes() if file.exists() else b""
    write_file(file, before + f"{line}\n".encode())
