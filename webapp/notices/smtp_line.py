"""SMTP that looks for the answer to a whole message before it waits for it."""

import select
import smtplib
from typing import Any


class StillThinking(Exception):
    """The server has the whole message and has not answered yet."""


class Patient(smtplib.SMTP):
    """Gives the server the time that scanners need once it has a whole message."""

    #: Seconds for which the answer to a whole message is waited for on the spot.
    glance = 0.0
    #: Whether a whole message was handed over and the answer to it is still to come.
    awaits_verdict = False
    _text_follows = False

    def data(self, msg: Any) -> Any:
        """Hand over the text of a message and return the answer to it."""
        self._text_follows = True
        answer = super().data(msg)
        self._text_follows = self.awaits_verdict = False
        return answer

    def send(self, s: Any) -> None:
        """Send a command, which is text, or a message, which is bytes and ends in its dot."""
        super().send(s)
        if self._text_follows and isinstance(s, bytes):
            self.awaits_verdict = True

    def getreply(self) -> Any:
        """An answer; raises StillThinking where that to a message does not come soon."""
        if self.awaits_verdict and not self._says_something_within(self.glance):
            raise StillThinking
        return super().getreply()

    def verdict(self, patience: float) -> int:
        """The code of the answer to a message that was handed over before."""
        self.glance = patience
        try:
            return int(self.getreply()[0])
        except StillThinking as reason:
            raise TimeoutError from reason

    def _says_something_within(self, seconds: float) -> bool:
        line: Any = self.sock
        if line is None or (hasattr(line, "pending") and line.pending()):
            return True
        return bool(select.select([line], [], [], seconds)[0])


class PatientTls(Patient, smtplib.SMTP_SSL):
    """The same on a line that is TLS from its first byte."""
