"""Things that one module, or few, may touch: what they are, why, and whose they are."""

import ast
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from tests.architecture.uses import names_used, strings_in


@dataclass(frozen=True)
class Owned:
    """Something of few owners: modules, or packages with all that is in them, by dotted name.

    Owners do it for all others; those in `also` have a reason of their own.
    """

    what: str
    reason: str
    owners: tuple[str, ...]
    #: Matched against full dotted names; a call of a method ends in `()`.
    names: str = r"(?!)"
    #: Matched against strings.
    strings: str = r"(?!)"
    also: dict[str, str] = field(default_factory=dict)

    def found_in(self, tree: ast.Module) -> list[str]:
        """Every place of a module that touches it."""
        names = [place for place in names_used(tree) if re.search(self.names, place[1])]
        strings = [place for place in strings_in(tree) if re.search(self.strings, place[1])]
        return [f"line {line}: {what}" for line, what in names + strings]

    def owner_of(self, module: str) -> str | None:
        """Which of the owners a module is, or is inside of."""
        owners = (*self.owners, *self.also)
        return next((o for o in owners if fnmatchcase(f"{module}.", f"{o}.*")), None)


OWNED = (
    Owned(
        "the stored words of members",
        "what people say of each other is read by scope, plain and sealed, in one part",
        owners=("webapp.texts",),
        names=r"\.(stored=?|salt)$|^webapp\.texts\.(\w+\.)?Text\b|\btables\.texts$",
        strings=r"^(stored|salt)$|(?i:\b(from|join|into|update|only)\s+(\w+\.)?texts\b)",
    ),
    Owned(
        "the end of a transaction",
        "an act never commits, so that several acts are kept or dropped together",
        owners=("webapp.core", "tasks"),
        names=r"\bsession\.commit(\(\))?$",
        also={
            "webapp.admin.cli": "a command is its own request",
            "webapp.reminders.cli": "a command is its own request",
            "webapp.admin.demo": "a made-up life is told in many acts",
            "webapp.rollups.service": "figures of one unit are kept although another's fail",
        },
    ),
    Owned(
        "connections of one's own",
        "another connection sees no open transaction and is bound to no organization",
        owners=("webapp.core", "tasks.app"),
        names=r"\bdb\.engine\b|\bcreate_engine\b",
        also={
            "webapp.accounts.signing_in.tries": "a failed try is kept when all else is not",
            "webapp.proofs.queries": "the trail is checked as it stood at one moment",
            "webapp.local": "makes the database and its roles",
        },
    ),
    Owned(
        "plain SQL",
        "everything else is composed with bound values",
        owners=("webapp.core",),
        names=r"^sqlalchemy\.(\w+\.)*(text|literal_column|TextClause)\b|\bexec_driver_sql\b",
        also={
            "webapp.*.models": "conditions of indexes, which have no values",
            "webapp.proofs.queries": "the isolation of its one transaction",
            "webapp.accounts.members.bulk_service": "drops its connection's plans",
        },
    ),
    Owned(
        "the clock",
        "tests, the demo and tasks of a past day stop one clock",
        owners=("webapp.core.clock", "webapp.local"),
        names=r"\bdatetime\.(now|utcnow|today)\b|\bdate\.today\b|^time\.time(_ns)?\b",
        also={"webapp.web.limits": "counts against the clock of the store of limits"},
    ),
    Owned(
        "the environment",
        "a setting is read, checked and described once",
        owners=("webapp.core.config", "webapp.local"),
        names=r"^os\.(environ|getenv|putenv)",
        also={"tasks.app": "Celery asks for the broker before there is an application"},
    ),
    Owned(
        "waking a worker",
        "what is asked for inside a transaction must not start before it is kept",
        owners=("webapp.core.queue", "tasks"),
        names=r"^celery\b|^kombu\b|\.(send_task|apply_async|delay)\(\)$",
    ),
    Owned(
        "other programs and machines",
        "a foreign answer may be slow, huge or never come",
        owners=("webapp.local",),
        names=r"^(subprocess|multiprocessing|smtplib|socket|http\.client|urllib\.request)\b",
        also={
            "webapp.imports.sandbox": "reads foreign files where they can do no harm",
            "webapp.notices.mail_server": "the one way to the mail server",
            "webapp.notices.smtp_line": "its lines, on which answers are looked for",
            "webapp.notices.mail_faults": "what its refusals mean",
            "webapp.web.unread_body": "the listening socket of the web server",
        },
    ),
    Owned(
        "text that is HTML already",
        "whatever is not escaped must have been written by a template",
        owners=("webapp.web.navigation", "webapp.web.wording", "webapp.rollups.routes"),
        names=r"^(markupsafe|flask|jinja2)\.Markup\b",
    ),
    Owned(
        "the bound organization",
        "row security trusts this one setting",
        owners=("webapp.core.tenancy",),
        strings=r"\bapp\.organization_id\b",
    ),
)
