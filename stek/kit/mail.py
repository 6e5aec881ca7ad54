"""Mail that can be sent again without being read twice.

A mail belongs to a row, and its Message-ID is made from that row: the same row is the same mail, byte
for byte. SMTP promises no more than 'at least once'; a server or a reader that knows the Message-ID
folds what comes again. In a folder (the demo) the row names the file, so there it is exactly once.
"""

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, InvalidMailer
from django.core.mail.backends.base import BaseEmailBackend

SHOWN = 200  # mails of a demo


def send(*, row: UUID, to: str, subject: str, words: str, at: datetime) -> None:
    """Hands the mail of this row to the mail server. `at`: when it was written; it stays the same at a next try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    EmailMessage(
        subject, words, to=[to],
        headers={
            "Message-ID": f"<{row}@{domain}>",
            "Date": at.strftime("%a, %d %b %Y %H:%M:%S %z"),
            "Auto-Submitted": "auto-generated",  # an answering machine does not answer
        },
    ).send()  # fmt: skip


class Folder(BaseEmailBackend):
    """Each mail a file, named by its Message-ID: the same mail is the same file."""

    def __init__(self, file_path: str = "", **settings: Any) -> None:
        super().__init__(**settings)
        if not file_path:
            raise InvalidMailer("OPTIONS must define 'file_path'.", alias=settings.get("alias"))
        self.folder = Path(file_path)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for one in email_messages:
            message = one.message()
            name = re.sub(r"[^\w.\-]", "", str(message["Message-ID"]).partition("@")[0])
            draft = self.folder / f".{name}-{secrets.token_hex(4)}"
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(message.as_bytes())
            draft.replace(self.folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail in the folder."""

    name: str
    to: str
    subject: str
    words: str
    sent: datetime


def kept(folder: Path) -> list[Kept]:
    """The mails that wait in the folder of a demo, the last one first; at most `SHOWN`."""
    files = sorted(folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [_read(path) for path in files[:SHOWN]]


def _read(path: Path) -> Kept:
    message = message_from_bytes(path.read_bytes(), _class=Parsed, policy=policy.default)
    body = message.get_body(("plain",))
    return Kept(
        path.stem,
        str(message["To"]),
        str(message["Subject"]),
        str(body.get_content()) if body is not None else "",
        parsedate_to_datetime(str(message["Date"])),
    )
