"""What is proposed for the empty seat of a chair."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.nominations.rules import NominationState, Proposer


class Nomination(TenantOwned):
    """A member proposed as chair (đề nghị người đứng đầu), by whom, and what became of it."""

    __tablename__ = "nominations"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("proposed_by", "memberships"),
        refers("confirmed_by", "memberships"),
        refers("objected_by", "memberships"),
        Index(
            None,
            "organization_id",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    member_id: Mapped[Ref]
    proposer: Mapped[Proposer] = mapped_column(choice(Proposer))
    #: A member of the unit; nobody for what comes from outside.
    proposed_by: Mapped[Ref | None] = optional()
    #: Who may take it back, wherever they belong.
    proposer_account_id: Mapped[Ref | None] = optional(ForeignKey("accounts.id"))
    #: As people read it: a name, with where it comes from for somebody from outside.
    proposer_name: Mapped[str] = mapped_column(String(400))
    proposed_at: Mapped[Instant]
    effective_at: Mapped[Instant]
    state: Mapped[NominationState] = mapped_column(
        choice(NominationState), default=NominationState.WAITING
    )
    confirmed_by: Mapped[Ref | None] = optional()
    objected_by: Mapped[Ref | None] = optional()
    ended_at: Mapped[Instant | None] = optional()

    member = seen_through("Membership", "Nomination.member_id")

    @property
    def comes_from_outside(self) -> bool:
        """Whether nobody of the unit proposed it."""
        return self.proposed_by is None
