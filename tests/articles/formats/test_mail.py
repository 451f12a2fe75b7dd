"""Mail, mailboxes, and pages saved as mail."""

from email.message import EmailMessage
from io import BytesIO

import pytest

from articles.formats.draft import Draft, Fault
from articles.formats.opening import contents

SENTENCES = [f"The council voted on day {day} to rebuild the bridge again." for day in range(8)]


def read(content: bytes, name: str = "a.eml") -> list[Draft | Fault]:
    return list(contents(BytesIO(content), name))


def message(subject: str = "Élections", text: str = "One.\n\nTwo.\n") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Jane Doe <jane@example.org>"
    made["Subject"] = subject
    made["Date"] = "Fri, 04 Jan 2019 23:30:00 -0500"
    made.set_content(text)
    return made


MAIL = Draft(
    "One.\n\nTwo.\n",
    "Élections",
    "Fri, 04 Jan 2019 23:30:00 -0500",
    "example.org",
    "Jane Doe",
)


def test_a_message_is_a_report() -> None:
    assert read(message().as_bytes()) == [MAIL]


@pytest.mark.parametrize("charset", ["idna", "undefined", "punycode", "utf-8\0", "no-such"])
def test_a_character_set_that_is_none_for_text_costs_no_mail(charset: str) -> None:
    content = (
        f"Subject: =?{charset}?q?Bridge=20voted_=FF?=\n"
        f'Content-Type: text/plain; charset="{charset}"\n\nOne \u00e9.\n'
    )
    (found,) = read(content.encode())
    assert isinstance(found, Draft)
    assert found.text == "One \u00e9.\n"
    assert found.title == "Bridge voted \ufffd"


def test_of_two_versions_of_a_text_the_plain_one_is_read() -> None:
    both = message()
    both.add_alternative("<p>One <b>marked up</b></p>", subtype="html")
    assert read(both.as_bytes()) == [MAIL]


def test_marked_up_mail_becomes_paragraphs() -> None:
    made = EmailMessage()
    made["From"] = "a@example.org"
    made["List-Id"] = '"Gazette alerts" <alerts.example.org>'
    made.set_content("<html><body><p>One.</p><p>Two.</p></body></html>", subtype="html")
    assert read(made.as_bytes()) == [
        Draft("One.\n\nTwo.", source="Gazette alerts", author="a@example.org")
    ]


def test_what_is_attached_is_read_by_its_own_format() -> None:
    made = message()
    made.add_attachment(b"Council votes\n\nIt did.\n", "text", "plain", filename="report.txt")
    made.add_attachment(b"\xff\xd8", "image", "jpeg", filename="picture.jpg")
    made.add_attachment(message("Inner"))
    found = read(made.as_bytes())
    assert [(type(item).__name__, item.within) for item in found] == [
        ("Draft", ""),
        ("Draft", "report.txt"),
        ("Draft", "Inner"),
    ]


def test_a_mailbox_gives_each_message_by_its_number() -> None:
    box = b"".join(
        b"From jane@example.org Fri Jan  4 23:30:00 2019\n"
        + message(f"Number {n}", "One.\n\n>From here on\n").as_bytes()
        + b"\n"
        for n in range(1, 4)
    )
    found = read(box, "a.mbox")
    assert [(item.within, item.title) for item in found if isinstance(item, Draft)] == [
        ("1", "Number 1"),
        ("2", "Number 2"),
        ("3", "Number 3"),
    ]
    assert isinstance(found[0], Draft)
    assert "\nFrom here on" in found[0].text


def test_a_page_saved_in_one_file_is_read_as_a_page() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    made = EmailMessage()
    made["Snapshot-Content-Location"] = "https://example.org/bridge"
    made["Subject"] = "Bridge"
    made.set_content(
        f"<html><head><title>Bridge</title></head><body><nav>Menu</nav><article>{body}</article>"
        "</body></html>",
        subtype="html",
    )
    made.add_related(b"\xff\xd8", "image", "jpeg", filename="picture.jpg")
    (found,) = read(made.as_bytes(), "a.mhtml")
    assert isinstance(found, Draft)
    assert found.url == "https://example.org/bridge"
    assert found.text.split("\n") == SENTENCES


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"A report that is no mail.\n\nMore.", "not a mail: no header"),
        (b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nX",
         "mail with a header longer than 64 kB"),
        (b"Subject: a\n\n", "mail without text"),
    ],
)  # fmt: skip
def test_what_is_no_mail_says_why(content: bytes, reason: str) -> None:
    assert read(content) == [Fault(reason)]


def test_parts_nested_a_thousand_deep_do_no_harm() -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3_000)
    )
    (found,) = read(b"From: a@example.org\n" + deep + b"\nX")
    assert isinstance(found, Fault)


def test_of_a_mail_of_too_many_parts_it_is_said_how_many_are_not_read() -> None:
    made = message()
    for number in range(1_200):
        made.add_attachment(f"Report {number}.", filename=f"{number}.txt")
    found = read(made.as_bytes())
    assert found[0] == MAIL
    assert 900 < len(found) <= 1_000
    assert found[-1] == Fault("mail of more than 1,000 parts: 202 are not read")
