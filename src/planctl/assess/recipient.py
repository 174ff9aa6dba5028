"""Who is written to for a role: the mailbox of its post, or of the role that stands in for it."""

from datetime import date
from typing import NamedTuple

from planctl.model.plan import Plan


class Recipient(NamedTuple):
    """Where a message for a role goes; without an address, why it goes nowhere."""

    email: str = ""
    deputy: str = ""  # the role that stands in
    missing: str = ""  # the role that has no address


def find_recipient(plan: Plan, role: str, on: date) -> Recipient:
    """Who is written to for a role on a day."""
    contact = plan.contacts.get(role)
    deputy = ""
    if contact and contact.deputy and (contact.until is None or on <= contact.until):
        deputy = contact.deputy
    asked = deputy or role
    named = plan.contacts.get(asked)
    email = named.email if named and named.email else ""
    return Recipient(email, deputy, "" if email else asked)
