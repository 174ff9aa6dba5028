"""planctl chase --send and --digest: what goes to whom, and what is said where it does not."""

import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from cycle import cycle
from mail_server import CERTIFICATE, MailServer, mail_server
from make import loaded, put, small_plan
from planctl.assess.obligations import Recipient, find_recipient
from planctl.cli import ask
from planctl.render.reminder import ReminderMessage, email_of
from planctl.workspace.mail import (
    RECORD,
    read_record,
)
from running import Ran, planctl

pytestmark = pytest.mark.slow

ROLES: Final = """\
AD: {means: Assistant Director, email: ad@council.example}
SM QA: {means: Service Manager, email: qa@council.example}
Chair: Chair of the board
"""
LOGIN: Final = {"PLANCTL_SMTP_USER": "plan", "PLANCTL_SMTP_PASSWORD": "secret"}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def plan(tmp_path: Path, server: MailServer) -> Path:
    return _plan(tmp_path, f"server: 127.0.0.1, port: {server.port}, security: none")


def _plan(folder: Path, mail: str, roles: str = ROLES) -> Path:
    root = cycle(folder / "plan")
    front = (root / "plan.yaml").read_text("utf-8")
    settings = f"mail: {{{mail}, sender: plan@council.example, secretary: Chair}}\n"
    return put(root, {"plan.yaml": f"{front}{settings}", "roles.yaml": roles})


def _send(plan: Path, *words: str, env: dict[str, str] | None = None) -> Ran:
    agreed = () if "--digest-only" in words else ("--send", "--yes")
    return planctl("chase", "--plan", plan, "--as-at", "2024-03-13", *agreed, *words, env=env or {})


def test_each_message_goes_to_the_mailbox_of_its_role_and_is_recorded(
    plan: Path, server: MailServer
) -> None:
    ran = _send(plan)
    assert (ran.code, ran.err) == (0, "")
    assert server.recipients == ["ad@council.example", "qa@council.example"]
    first = server.messages[0]
    assert (first["To"], first["From"]) == ("ad@council.example", "plan@council.example")
    assert first["Subject"] == "Improvement Board, 27 March 2024: due from AD"
    assert first["Date"]
    assert first["Message-ID"].endswith("@council.example>")
    assert b"1.1 Late: due 29 February 2024" in first.get_payload(decode=True)
    lines = [json.loads(line) for line in (plan / RECORD).read_text("utf-8").splitlines()]
    assert [line["role"] for line in lines] == ["AD", "SM QA"]
    assert "1.1 Late" not in (plan / RECORD).read_text("utf-8")
    assert planctl("check", "--plan", plan, "--as-at", "2024-03-13").out.count(RECORD) == 0


def test_a_second_run_on_one_day_sends_nothing_twice_unless_told(
    plan: Path, server: MailServer
) -> None:
    _send(plan)
    again = _send(plan)
    assert (again.code, len(server.messages)) == (0, 2)
    assert (
        "written to today already: AD <ad@council.example>; --again writes once more" in again.err
    )
    assert (_send(plan, "--again").code, len(server.messages)) == (0, 4)


def test_nothing_is_sent_unless_somebody_says_yes(plan: Path, server: MailServer) -> None:
    ran = planctl("chase", "--plan", plan, "--as-at", "2024-03-13", "--send")
    assert (ran.code, server.messages) == (2, [])
    assert "To: AD <ad@council.example>\nSubject: Improvement Board" in ran.out
    assert "nothing was sent, because nobody is there to be asked" in ran.err
    planctl("chase", "--plan", plan, "--as-at", "2024-03-13")
    assert server.messages == []


@pytest.mark.parametrize(("reply", "number"), [("yes", 2), ("no", 0)])
def test_somebody_at_a_terminal_is_asked(
    reply: str, number: int, plan: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "can_ask", lambda: True)
    monkeypatch.setattr(ask, "_read_line", lambda _: reply)
    ran = planctl("chase", "--plan", plan, "--as-at", "2024-03-13", "--send")
    assert (ran.code, len(server.messages)) == (0 if number else 2, number)


def test_a_refused_recipient_is_said_and_tried_again_alone(plan: Path, server: MailServer) -> None:
    server.refuses = {"ad@council.example"}
    ran = _send(plan)
    assert ran.code == 1
    assert (
        "not sent to AD <ad@council.example>: the mail server refused the recipient "
        "ad@council.example: 550 no such mailbox"
    ) in ran.err
    assert "sent to SM QA <qa@council.example>" in ran.out
    server.refuses = set()
    assert "1 of 2 not sent" in ran.err
    assert _send(plan).code == 0
    assert server.recipients == ["qa@council.example", "ad@council.example"]


def test_a_server_that_ends_midway_leaves_a_record_of_what_was_sent(
    plan: Path, server: MailServer
) -> None:
    server.ends_after = 1
    ran = _send(plan)
    assert ran.code == 1
    assert "not sent to SM QA <qa@council.example>: the mail server ended the connection" in ran.err
    assert [sent.role for sent in read_record(plan)] == ["AD"]


def test_the_user_and_password_come_from_the_environment(plan: Path, server: MailServer) -> None:
    server.login = ("plan", "secret")
    assert _send(plan, env=LOGIN).code == 0
    wrong = _send(plan, "--again", env={**LOGIN, "PLANCTL_SMTP_PASSWORD": "wrong"})
    assert (wrong.code, len(server.messages)) == (2, 2)
    assert "does not take the user and the password" in wrong.err
    half = _send(plan, env={"PLANCTL_SMTP_USER": "plan"})
    assert "PLANCTL_SMTP_PASSWORD is not set, and the other one is" in half.err
    refused = _send(plan, "--again")
    assert "the mail server refused it: 530 sign in first" in refused.err


@pytest.mark.parametrize(
    ("greeting", "ways", "why"),
    [
        (b"554 not today", b"PLAIN", "the mail server refused it: 554 not today"),
        (b"220 here", b"XOAUTH2", "refused it: No suitable authentication method found."),
    ],
)
def test_a_server_that_lets_nobody_in_is_said_in_its_words(
    greeting: bytes, ways: bytes, why: str, plan: Path, server: MailServer
) -> None:
    server.greeting, server.ways, server.login = greeting, ways, ("plan", "secret")
    ran = _send(plan, env=LOGIN)
    assert (ran.code, "nothing was sent: at 127.0.0.1, port" in ran.err, why in ran.err) == (
        2,
        True,
        True,
    )


def test_a_server_that_is_away_is_said_and_nothing_is_sent(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    plan = _plan(tmp_path, f"server: 127.0.0.1, port: {port}, security: none")
    ran = _send(plan)
    assert ran.code == 2
    assert "planctl: nothing was sent: the mail server (127.0.0.1, port" in ran.err
    assert "cannot be reached" in ran.err
    assert not (plan / RECORD).exists()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_without_a_safe_connection_is_refused(
    security: str, tmp_path: Path, server: MailServer
) -> None:
    plan = _plan(tmp_path, f"server: localhost, port: {server.port}, security: {security}")
    ran = _send(plan)
    assert (ran.code, server.messages) == (2, [])
    assert "offers no safe connection, or no way to sign in" in ran.err


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_messages_go_to_a_server_whose_certificate_is_trusted_and_to_no_other(
    security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(is_tls=security == "tls") as server:
        server.offers_tls, server.login = True, ("plan", "secret")
        plan = _plan(tmp_path, f"server: 127.0.0.1, port: {server.port}, security: {security}")
        ran = _send(plan, env=LOGIN)
        assert (ran.code, server.messages) == (2, [])
        assert "this computer does not trust the certificate of the mail server" in ran.err
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        ran = _send(plan, env=LOGIN)
        assert (ran.code, ran.err, len(server.messages)) == (0, "", 2)


@pytest.mark.parametrize(
    ("mail", "words", "why"),
    [
        ("server: smtp.council.example, security: none", (), "would be sent without encryption"),
        (
            "server: 127.0.0.1, security: none",
            ("--format", "eml"),
            "--send sends, and makes no eml",
        ),
        ("server: 127.0.0.1", ("--digest", "--lead", "AD"), "the digest is about every role"),
    ],
)
def test_what_cannot_be_sent_so_ends_the_run(
    mail: str, words: tuple[str, ...], why: str, tmp_path: Path
) -> None:
    ran = _send(_plan(tmp_path, mail), *words)
    assert (ran.code, why in ran.err) == (2, True), ran.err


def test_flags_of_sending_alone_and_a_plan_without_a_server_are_refused(tmp_path: Path) -> None:
    plan = cycle(tmp_path / "plan")
    assert "plan.yaml names no mail server" in _send(plan).err
    alone = planctl("chase", "--plan", plan, "--as-at", "2024-03-13", "--again")
    assert "--yes and --again are for --send" in alone.err


def test_a_role_without_an_address_is_said_and_the_deputy_is_written_to(
    plan: Path, server: MailServer
) -> None:
    away = "AD: {means: AD, deputy: SM QA, until: 2024-03-20}\n"
    put(plan, {"roles.yaml": f"{away}SM QA: {{means: QA, email: q@c.example}}\nChair: Chair\n"})
    ran = _send(plan)
    assert server.recipients == ["q@c.example", "q@c.example"]
    assert "To: SM QA, for AD <q@c.example>" in ran.out
    assert "SM QA stands in for AD, and is written to." in ran.out
    put(plan, {"roles.yaml": "AD: AD\nSM QA: {means: QA, deputy: AD}\nChair: Chair\n"})
    assert "not written to: AD has no email in roles.yaml" in _send(plan).err


@pytest.mark.parametrize(
    ("role", "day", "recipient"),
    [
        ("A", 1, Recipient("b@c.example", "B", "")),
        ("A", 3, Recipient("a@c.example", "", "")),
        ("C", 9, Recipient("b@c.example", "B", "")),
        ("D", 1, Recipient("", "E", "E")),
        ("E", 1, Recipient("", "", "E")),
    ],
)
def test_a_deputy_is_written_to_until_the_day_that_was_named(
    role: str, day: int, recipient: Recipient, tmp_path: Path
) -> None:
    roles = """\
A: {means: A, email: a@c.example, deputy: B, until: 2024-03-02}
B: {means: B, email: b@c.example}
C: {means: C, deputy: B}
D: {means: D, email: d@c.example, deputy: E}
E: Without an address
"""
    plan = loaded(put(cycle(tmp_path / "plan"), {"roles.yaml": roles})).plan
    assert find_recipient(plan, role, date(2024, 3, day)) == recipient


@pytest.mark.parametrize(
    ("as_at", "answer"),
    [
        ("2024-02-01", "No board is recorded before that day, so that no answer is waited for."),
        ("2024-02-15", "Every role has answered since the board of 14 February 2024."),
    ],
)
def test_a_digest_without_anybody_to_name_says_so(as_at: str, answer: str, tmp_path: Path) -> None:
    note = "progress: [{date: 2024-02-14, note: Seen.}]\n"
    action = f"ref: '1.1'\ntitle: First\nleads: [AD]\nstatus: in progress\n{note}"
    plan = small_plan(tmp_path / "plan", action, governance="meetings: [{on: 14 February 2024}]\n")
    ran = planctl("chase", "--plan", plan, "--as-at", as_at, "--digest")
    assert ran.out.startswith("To: the board's secretary\n")
    assert answer in ran.out


def test_a_role_with_an_address_is_renamed_with_who_it_stands_in_for(plan: Path) -> None:
    put(plan, {"roles.yaml": f"{ROLES}PA: {{means: PA, deputy: AD}}\n"})
    ran = planctl("rename", "role", "AD", "Director", "--plan", plan)
    assert ran.code == 0, ran.err
    text = (plan / "roles.yaml").read_text("utf-8")
    assert "Director: {means: Assistant Director, email: ad@council.example}\n" in text
    assert "PA: {means: PA, deputy: Director}\n" in text


def test_a_role_in_words_is_given_an_address_by_set(plan: Path) -> None:
    given = ("set", "role", "Chair", "email", "chair@council.example", "--plan", plan)
    assert planctl(*given).code == 0
    contact = loaded(plan).plan.contacts["Chair"]
    assert (contact.means, contact.email) == ("Chair of the board", "chair@council.example")


def test_an_export_holds_the_addresses_and_a_public_one_none(plan: Path, tmp_path: Path) -> None:
    for edition, has in (("board", True), ("public", False)):
        out = tmp_path / edition
        words = ("--plan", plan, "--as-at", "2024-03-13", "--format", "csv", "--out", out)
        ran = planctl("export", *words, "--edition", edition)
        assert ran.code == 0, ran.err
        whole = "".join(file.read_text("utf-8-sig") for file in out.rglob("*.csv"))
        assert (("ad@council.example" in whole), ("plan@council.example" in whole)) == (has, has)


def test_a_draft_has_the_address_and_a_json_too(plan: Path, tmp_path: Path) -> None:
    words = ("--plan", plan, "--as-at", "2024-03-13")
    planctl("chase", *words, "--format", "eml", "--out", tmp_path / "drafts")
    assert b"To: ad@council.example\r\n" in (tmp_path / "drafts/to-ad.eml").read_bytes()
    first = planctl("chase", *words, "--format", "json").json["messages"][0]
    assert (first["role"], first["to"], first["deputy"]) == ("AD", "ad@council.example", None)


def test_the_digest_says_who_has_not_answered_and_for_how_long(
    plan: Path, server: MailServer
) -> None:
    put(
        plan,
        {
            "roles.yaml": ROLES.replace(
                "Chair: Chair of the board", "Chair: {means: C, email: c@c.example}"
            )
        },
    )
    record = {
        "day": "2024-03-03",
        "kind": "chase",
        "role": "AD",
        "to": "a",
        "subject": "s",
        "sha256": "x",
    }
    put(plan, {RECORD: json.dumps(record) + "\n"})
    ran = _send(plan, "--digest")
    assert ran.code == 0, ran.err
    [message] = server.messages
    assert (message["To"], message["Subject"]) == (
        "c@c.example",
        "Improvement Board, 27 March 2024: who has not answered",
    )
    text = bytes(message.get_payload(decode=True)).decode("utf-8")
    assert "2 roles have not answered since the board of 14 February 2024" in text
    assert "AD: 1 action, written to 3 March 2024, 10 days ago\r\n- 1.1 Late: " in text
    plain = planctl(
        "chase", "--plan", plan, "--as-at", "2024-03-13", "--digest", "--format", "json"
    )
    assert plain.json["role"] == "Chair"


def test_a_damaged_record_ends_the_run_before_anything_is_sent(
    plan: Path, server: MailServer
) -> None:
    put(plan, {RECORD: "{"})
    ran = _send(plan)
    assert (ran.code, server.messages) == (2, [])
    assert f"{RECORD} in the plan folder is damaged" in ran.err


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("roles.yaml", 'AD: {means: AD, email: "a@b.example\\nBcc: x@y.example"}\n', "S109"),
        ("roles.yaml", "AD: {means: AD, email: nobody}\n", "S109"),
        ("roles.yaml", "AD: {means: AD, deputy: Nobody}\nSM QA: QA\n", "R220"),
        ("roles.yaml", "AD: {means: AD, mail: a@b.example}\n", "S102"),
    ],
)
def test_an_address_that_is_none_and_a_deputy_whom_nobody_knows_are_problems(
    file: str, text: str, code: str, tmp_path: Path
) -> None:
    plan = put(cycle(tmp_path / "plan"), {file: text})
    assert f" {code} " in planctl("check", "--plan", plan, "--as-at", "2024-03-13").out


def test_the_address_of_a_role_is_no_personal_data(plan: Path) -> None:
    assert "P506" not in planctl("check", "--plan", plan, "--as-at", "2024-03-13").out


def test_a_password_in_a_file_is_refused_with_where_it_belongs(tmp_path: Path) -> None:
    plan = _plan(tmp_path, "server: smtp.council.example, password: secret")
    said = planctl("check", "--plan", plan, "--as-at", "2024-03-13").out
    assert "“password” is not a key that can stand here" in said
    assert "PLANCTL_SMTP_PASSWORD" in said


def test_a_subject_cannot_bring_a_header_with_it() -> None:
    message = ReminderMessage("AD", "one\ntwo", "", Recipient("a@b.example"))
    with pytest.raises(ValueError, match="linefeed"):
        email_of(message)
