"""Messages as e-mail drafts: one file a role, which a mail program opens unsent.

A role has no address, so a draft has no To. It has no date and no id either, so that the same
plan on the same day gives the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from unicodedata import normalize

from planctl.render.chase import Message

_LONGEST: Final = 60


def drafts(messages: Iterable[Message]) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of a draft for each message; no two have the same name."""
    sent = list(messages)
    for name, message in zip(names("to", [each.role for each in sent]), sent, strict=True):
        yield f"{name}.eml", _draft(message)


def names(word: str, roles: Iterable[str]) -> Iterator[str]:
    """A name for the file of each role, without its ending; no two have the same.

    The word in front keeps it from being one that Windows has taken, such as CON.
    """
    taken: set[str] = set()
    for role in roles:
        name = _free(f"{word}-{_name(role)}", taken)
        taken.add(name)
        yield name


def _draft(message: Message) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft
    mail.set_content(message.text, cte="quoted-printable")
    return mail.as_bytes()


def _name(role: str) -> str:
    """Words that every file system takes, whatever the role is called."""
    plain = normalize("NFKD", role).encode("ascii", "ignore").decode("ascii").lower()
    letters = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
    return letters or "role"


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
