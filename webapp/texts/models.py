"""Where the words of reports, remarks, opinions, weaknesses and commitments are stored."""

from enum import StrEnum

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import TenantOwned, choice, optional


class TextKind(StrEnum):
    """What a stored text belongs to."""

    REPORT = "report"
    REMARK = "remark"
    OPINION = "opinion"
    CONCLUSION = "conclusion"
    COMMENDATION = "commendation"
    WEAKNESS = "weakness"
    COMMITMENT = "commitment"
    REASON = "reason"
    THEMATIC = "thematic"
    #: Typed in a form and not sent yet.
    UNSENT = "unsent"


class Text(TenantOwned):
    """One text; only `texts.service` touches the column itself."""

    __tablename__ = "texts"

    kind: Mapped[TextKind] = mapped_column(choice(TextKind))
    stored: Mapped[str]
    #: Random, given when the words are sealed (`texts.digests`); a trigger then refuses every
    #: change of the row. Who does not know it can't test a guess against the digest.
    salt: Mapped[bytes | None] = optional(LargeBinary)
