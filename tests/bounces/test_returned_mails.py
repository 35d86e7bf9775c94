"""Mails that come back, in the forms of many servers and languages."""

from __future__ import annotations

import base64

import mails
import pytest

from flong.bounces import Report, parse

GONE = "gone@mailbox.example"


def summary(report: Report) -> list[tuple[str, str, str]]:
    return [(one.address, one.bounce.name, one.action) for one in report.recipients]


def test_a_delivery_status_notification_tells_of_each_recipient() -> None:
    """RFC 3464: codes, servers, the original, what decided."""
    raw = mails.report(
        f"<{GONE}>: host mx1.mailbox.example[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)",
        [
            "Reporting-MTA: dns; relay.sender.example",
            mails.failed(GONE, "5.1.1", "smtp; 550 5.1.1 User unknown") + "Remote-MTA: dns; mx1.mailbox.example",
            mails.failed("full@mailbox.example", "5.2.2", "smtp;\n 552 5.2.2 Over quota"),
        ],
    )
    report = parse(raw)
    one, two = report.recipients
    assert summary(report) == [(GONE, "unknown-user", "failed"), ("full@mailbox.example", "mailbox-full", "failed")]
    assert (one.code, one.enhanced, one.reporting, one.remote) == (
        550, "5.1.1", "relay.sender.example", "mx1.mailbox.example",
    )  # fmt: skip
    assert one.permanent and one.suppresses and not two.permanent and not two.suppresses
    assert (one.evidence.where, one.evidence.words) == ("diagnostic-code", "user unknown")
    assert (report.kind, report.message_id) == ("bounce", "original-1@sender.example")
    assert report.senders == ("bounce+7.12.abcdefghijklmnop@sender.example",)


def test_the_text_for_people_tells_which_command_was_refused() -> None:
    """The same words mean less when the message had been taken so far."""
    groups = [mails.failed(GONE, "5.0.0", "smtp; 550 : User unknown")]
    said = f"<{GONE}>: host mx.mailbox.example[192.0.2.1] said: 550 : User unknown (in reply to {{}} command)"
    rcpt, end = (parse(mails.report(said.format(c), groups)).recipients[0] for c in ("RCPT TO", "end of DATA"))
    assert (rcpt.stage, rcpt.bounce.name, rcpt.permanent) == ("rcpt", "unknown-user", True)
    assert (end.stage, end.bounce.name, end.permanent) == ("end", "filtered", False)


def test_addresses_in_utf_8_are_read() -> None:
    """RFC 6533: its part, its address type, its escapes."""
    raw = mails.report(
        "…",
        ["Final-Recipient: utf-8; \\x{738B}@mailbox.example\nAction: failed\nStatus: 5.1.1\n"],
        "global-delivery-status",
    )
    assert summary(parse(raw)) == [("王@mailbox.example", "unknown-user", "failed")]


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_notice_of_success_is_no_bounce(action: str) -> None:
    raw = mails.report("Enclosed is the report you asked for.", [mails.failed(GONE, "2.1.5", "smtp; 250 Ok", action)])
    assert summary(parse(raw)) == [(GONE, "delivered", action)]


def test_a_delay_suppresses_nobody() -> None:
    """Even if the words are those of a permanent class."""
    report = parse(mails.report("…", [mails.failed(GONE, "4.1.1", "smtp; 450 4.1.1 User unknown", "delayed")]))
    assert summary(report) == [(GONE, "unknown-user", "delayed")]
    assert not report.recipients[0].permanent and not report.recipients[0].suppresses


QMAIL = f"""Hi. This is the qmail-send program at relay.sender.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{GONE}>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 <{GONE}>... User unknown
Giving up on 192.0.2.1.

<full@mailbox.example>:
192.0.2.1 does not like recipient.
Remote host said: 452 4.2.2 Mailbox full
Giving up on 192.0.2.1.
I'm not going to try again; this message has been in the queue too long.

--- Below this line is a copy of the message.

{mails.ORIGINAL}
other@mailbox.example
"""
EXIM = f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {GONE}
    SMTP error from remote mail server after RCPT TO:<{GONE}>:
    host mx.mailbox.example [192.0.2.1]: 550 No such user

------ This is a copy of the message, including all the headers. ------

{mails.ORIGINAL}"""
SENDMAIL = f"""The original message was received at Thu, 5 Nov 2026 10:00:00 +0800

   ----- The following addresses had permanent fatal errors -----
<{GONE}>

   ----- Transcript of session follows -----
... while talking to mx.mailbox.example.:
>>> RCPT To:<{GONE}>
<<< 550 5.1.1 <{GONE}>... User unknown
550 5.1.1 <{GONE}>... User unknown
"""
GMAIL = f"""Delivery to the following recipient failed permanently:

     {GONE}

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain mailbox.example by \
mx.mailbox.example. [192.0.2.1].

The error that the other server returned was:
550 5.1.1 <{GONE}>: Recipient address rejected: User unknown

----- Original message -----

{mails.ORIGINAL}"""
EXCHANGE = f"""Delivery has failed to these recipients or groups:

{GONE}<mailto:{GONE}>
The email address you entered couldn't be found. Please check the address.

Diagnostic information for administrators:

Generating server: mx.mailbox.example
{GONE}
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'

Original message headers:

{mails.ORIGINAL}"""
DOMINO = f"""Your message

  Subject: Your bill

was not delivered to:

  {GONE}

because:

  User gone ({GONE}) not listed in Domino Directory
"""
OPENSMTPD = f"""    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

{GONE}: 550 5.1.1 <{GONE}>: Recipient address rejected: User unknown

    Below is a copy of the original message:

{mails.ORIGINAL}"""


GMX = f"""The following address failed:

<{GONE}>
SMTP error from remote server after RCPT command:
host: mx.mailbox.example
5.1.1 <{GONE}>... User unknown
"""
INTERSCAN = f"""Sent <<< RCPT TO:<{GONE}>
Received >>> 550 5.1.1 <{GONE}>... user unknown

Unable to deliver message to <{GONE}>
"""
MARSHAL = f"""Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:
    {GONE}
"""
ZOHO = f"""This message was created automatically by mail delivery software.
[Status: Error, Address: <{GONE}>, ResponseCode 550, 5.1.1 <{GONE}>... User Unknown.]
"""
GATEWAY = f"""1 error(s):

SMTP Server <mx.mailbox.example> rejected recipient <{GONE}> (Error following RCPT command).
It responded as follows: [550 5.1.1 <{GONE}>... User unknown]
"""
LABEL = f"""Unknown user: {GONE}

Original message follows.
"""
FRENCH = f"""Informations de diagnostic pour les administrateurs :

Serveur de génération : mx.mailbox.example

{GONE}
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

En-têtes de message d'origine :
"""
TEXTS = [EXIM, SENDMAIL, GMAIL, EXCHANGE, DOMINO, OPENSMTPD, GMX, INTERSCAN, MARSHAL, ZOHO, GATEWAY, LABEL, FRENCH]


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:12])
def test_texts_for_people_are_read(text: str) -> None:
    assert summary(parse(mails.plain(text))) == [(GONE, "unknown-user", "failed")]


def test_each_recipient_of_a_text_has_its_own_words() -> None:
    """And the message that came back is not taken for the server's words."""
    report = parse(mails.plain(QMAIL))
    assert summary(report) == [(GONE, "unknown-user", "failed"), ("full@mailbox.example", "mailbox-full", "failed")]
    assert report.message_id == "original-1@sender.example"


@pytest.mark.parametrize(
    ("text", "charset", "name"),
    [
        ("您的邮件被退回。\n收件人：<{}>\n退信原因：收件人邮箱不存在 Mailbox not found\n", "gb2312", "unknown-user"),
        ("抱歉，您的来信无法送达。\n收件人 {}\n原因：收件人邮箱空间已满\n", "gb18030", "mailbox-full"),
        ("您的郵件無法送達下列收件人：\n\n{}\n\n收件人信箱已滿\n", "big5", "mailbox-full"),
        ("메일 발송에 실패하였습니다.\n받는 사람: {}\n존재하지 않는 사용자입니다.\n", "ks_c_5601-1987", "unknown-user"),
        ("{}\n\n수신자의 메일함 용량이 초과되어 메일을 전달하지 못했습니다.\n", "euc-kr", "mailbox-full"),
        ("以下の宛先への送信に失敗しました。\n{}\n\n宛先が見つかりませんでした。\n", "iso-2022-jp", "unknown-user"),
        ("送信先のメールボックスが一杯のため、送信できませんでした。\n<{}>\n", "shift_jis", "mailbox-full"),
    ],
)  # fmt: skip
def test_bounces_in_chinese_japanese_and_korean_are_read(text: str, charset: str, name: str) -> None:
    assert summary(parse(mails.plain(text.format(GONE), charset))) == [(GONE, name, "failed")]


def test_html_is_read_as_text() -> None:
    source = (
        f"<html><style>p {{}}</style><body><p>Delivery has failed to:</p><div>{GONE}</div><p>550 5.1.1 User unknown"
    )
    raw = mails.plain(source).replace(b"text/plain", b"text/html")
    assert summary(parse(raw)) == [(GONE, "unknown-user", "failed")]


def test_a_recipient_that_is_not_told_is_that_of_the_original() -> None:
    raw = mails.plain("Sorry. 550 mailbox is full\n--- Below this line is a copy of the message.\n" + mails.ORIGINAL)
    assert summary(parse(raw)) == [("reader@mailbox.example", "mailbox-full", "failed")]


ARF = "Feedback-Type: {}\nUser-Agent: fbl/1\nVersion: 1\nOriginal-Mail-From: <bounce+1.2.x@sender.example>\n"


@pytest.mark.parametrize(
    ("kind", "name", "suppresses"),
    [
        ("abuse", "complaint", True),
        ("fraud", "complaint", True),
        ("something-new", "complaint", True),
        ("opt-out", "opt-out", True),
        ("auth-failure", "authentication-report", False),
        ("not-spam", "delivered", False),
    ],
)
def test_complaints_are_read(kind: str, name: str, suppresses: bool) -> None:
    """RFC 5965, 6430, 6591. Whoever complained."""
    fields = ARF.format(kind) + f"Original-Rcpt-To: <{GONE}>\nOriginal-Rcpt-To: <b@mailbox.example>\n"
    report = parse(mails.report("An abuse report.", [fields], "feedback-report"))
    assert summary(report) == [(GONE, name, ""), ("b@mailbox.example", name, "")]
    assert report.recipients[0].suppresses is suppresses
    assert report.kind == "feedback"


def test_a_redacted_complaint_still_names_the_return_path() -> None:
    """RFC 5965 allows to leave out who complained; the return path says it."""
    report = parse(
        mails.report("…", [ARF.format("abuse") + "Original-Rcpt-To: redacted@mailbox.example"], "feedback-report")
    )
    assert summary(report) == [("", "complaint", "")]
    assert report.senders[0] == "bounce+1.2.x@sender.example"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ({"subject": "Out of Office: Your bill"}, "auto-reply"),
        ({"subject": "自動回覆: 您的帳單"}, "auto-reply"),
        ({"subject": "부재중 자동응답"}, "auto-reply"),
        ({"subject": "Re: Your bill", "auto_submitted": "auto-replied (vacation)"}, "auto-reply"),
        ({"subject": "Please confirm that you are a human sender"}, "challenge"),
    ],
)
def test_what_machines_answer_is_told_apart(head: dict[str, str], name: str) -> None:
    """RFC 3834; nobody is suppressed for it."""
    subject = head["subject"]
    if not subject.isascii():
        head = head | {"subject": f"=?utf-8?B?{base64.b64encode(subject.encode()).decode()}?="}
    report = parse(mails.plain("I am away until Monday.", sender="Reader <reader@mailbox.example>", **head))
    assert (report.kind, summary(report)) == ("answer", [("reader@mailbox.example", name, "")])
    assert not report.recipients[0].suppresses


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"hello", mails.plain("See you at 5.", sender="a@b.example", subject="Hi")]
)
def test_what_is_none_of_them_is_unknown(raw: bytes) -> None:
    assert parse(raw).kind == "unknown"


ANSWERS = [
    {"subject": "Out of office", "return_path": "<>"},
    {"subject": "Re: Delivery failed", "auto_submitted": "auto-replied (vacation)", "return_path": "<>"},
    {
        "subject": "Read: Your bill",
        "content_type": "multipart/report; report-type=disposition-notification",
        "return_path": "<>",
    },
]


@pytest.mark.parametrize("head", ANSWERS, ids=lambda head: head["subject"])
@pytest.mark.parametrize(
    "text", ["This mailbox is no longer in use.", "My new address is: b@mailbox.example", "550 5.1.1 User unknown"]
)
def test_an_answer_from_an_empty_return_path_is_no_bounce(head: dict[str, str], text: str) -> None:
    """As RFC 3834 and 5230 want them to send: whatever they say, their reader lives."""
    report = parse(mails.plain(text, sender="Reader <reader@mailbox.example>", **head))
    assert (report.kind, summary(report)) == ("answer", [("reader@mailbox.example", "auto-reply", "")])


def test_a_refusal_that_nobody_understands_suppresses_nobody() -> None:
    """That RCPT was refused is a guess at an unknown user, and counts as one; to suppress needs words or a code."""
    text = "<a@b.example>: host mx.b.example said: 550 {} (in reply to RCPT TO command)"
    guess, told = (parse(mails.plain(text.format(said))).recipients[0] for said in ("xyzzy", "No such user"))
    assert (guess.bounce.name, guess.permanent, guess.suppresses) == ("unknown-user", True, False)
    assert (told.bounce.name, told.permanent, told.suppresses) == ("unknown-user", True, True)
