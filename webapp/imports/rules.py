"""States of an import, what its columns may mean, and what may be wrong with a row."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from webapp.core.errors import RuleBroken, StaleEdit

MOST_BYTES = 5 * 1024 * 1024
#: Rows on one page of the preview; the pages are stored, as they never change.
ROWS_A_PAGE = 30
#: Imports of one organization that may be under way at once.
MOST_OPEN = 5
#: For how long a preview waits to be confirmed, and the faulty rows of an ended import stay.
PREVIEW_KEPT = timedelta(days=3)
ROWS_KEPT = timedelta(days=7)
#: Work that was begun and not ended is free for another worker after this long.
LEASE = timedelta(seconds=30)
MOST_TRIES = 4


class ImportState(StrEnum):
    """Where an import stands."""

    UPLOADED = "uploaded"
    READING = "reading"
    PREVIEWED = "previewed"
    APPLYING = "applying"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


#: It waits for a worker, or one is at work.
AT_WORK = frozenset({ImportState.UPLOADED, ImportState.READING, ImportState.APPLYING})
#: It has not come to an end yet.
OPEN = AT_WORK | {ImportState.PREVIEWED}


class ImportStep(StrEnum):
    """What a person may do with an import."""

    COLUMNS = "columns"
    APPLY = "apply"
    DISCARD = "discard"


STEPS: dict[tuple[ImportState, ImportStep], ImportState] = {
    (ImportState.PREVIEWED, ImportStep.COLUMNS): ImportState.UPLOADED,
    (ImportState.PREVIEWED, ImportStep.APPLY): ImportState.APPLYING,
    (ImportState.PREVIEWED, ImportStep.DISCARD): ImportState.EXPIRED,
    (ImportState.UPLOADED, ImportStep.DISCARD): ImportState.EXPIRED,
    (ImportState.READING, ImportStep.DISCARD): ImportState.EXPIRED,
}


def next_state(state: ImportState, step: ImportStep) -> ImportState:
    """Where an import goes when somebody takes a step.

    Raises RuleBroken where the step is not open.
    """
    target = STEPS.get((state, step))
    if target is None:
        raise RuleBroken("import.step_not_open", state=state)
    return target


def refuse_other_preview(seen: int, now_is: int) -> None:
    """Only the preview that was looked at is confirmed.

    Raises StaleEdit.
    """
    if seen != now_is:
        raise StaleEdit("import.other_preview")


def refuse_nothing(new: int, changed: int) -> None:
    """There is something to take over.

    Raises RuleBroken.
    """
    if new + changed == 0:
        raise RuleBroken("import.nothing")


def refuse_unasked(near: int) -> None:
    """Somebody says that those who may be here already are other persons.

    Raises RuleBroken.
    """
    if near:
        raise RuleBroken("import.maybe_here", field="is_other", count=near)


def refuse_too_many(already_open: int) -> None:
    """An organization has only so many imports under way.

    Raises RuleBroken.
    """
    if already_open >= MOST_OPEN:
        raise RuleBroken("import.too_many", field="file", most=MOST_OPEN)


class RowOutcome(StrEnum):
    """What an import does with a row of the sheet."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"
    #: Right in the preview, and not taken over because the member was changed in between.
    SET_ASIDE = "set_aside"


class Column(StrEnum):
    """What a column of the sheet means."""

    FULL_NAME = "full_name"
    FAMILY_NAMES = "family_names"
    GIVEN_NAME = "given_name"
    EMAIL = "email"
    PHONE = "phone"
    JOINED_ON = "joined_on"
    ADMITTED_ON = "admitted_on"
    STATUS = "status"
    ROLE = "role"
    UNUSED = "unused"
    #: Numbers of papers and cards: they are not even shown again.
    NEVER_KEPT = "never_kept"


#: What may stand for several columns at once.
NOT_READ = frozenset({Column.UNUSED, Column.NEVER_KEPT})


def has_name(columns: Sequence[Column]) -> bool:
    """Whether the columns give names: in one column, or in two."""
    return Column.FULL_NAME in columns or {Column.FAMILY_NAMES, Column.GIVEN_NAME} <= set(columns)


def refuse_columns(chosen: Sequence[Column]) -> None:
    """Each meaning belongs to one column, and there is a name.

    Raises RuleBroken.
    """
    read = [column for column in chosen if column not in NOT_READ]
    twice = next((column for column in read if read.count(column) > 1), None)
    if twice is not None:
        raise RuleBroken("import.column_twice", column=twice)
    if not has_name(read):
        raise RuleBroken("import.name_column_missing")


class Fault(StrEnum):
    """What is wrong with a row; the sentences stand in `wording`."""

    NAME_MISSING = "name_missing"
    NAME_ODD = "name_odd"
    NAME_LOOK_ALIKE = "name_look_alike"
    NAME_FOREIGN = "name_foreign"
    NAME_HIDDEN = "name_hidden"
    NAME_LONG = "name_long"
    DAY = "day"
    DAY_YEAR_ONLY = "day_year_only"
    DAY_RANGE = "day_range"
    EMAIL = "email"
    PHONE = "phone"
    STATUS = "status"
    STATUS_ENDS = "status_ends"
    STATUS_AHEAD = "status_ahead"
    ROLE = "role"
    ROLE_NOT_HERE = "role_not_here"
    ROLE_CHAIR = "role_chair"
    ROLE_NOT_ACTIVE = "role_not_active"
    CHAIR_ONLY = "chair_only"
    TWICE = "twice"
    AMBIGUOUS = "ambiguous"
    OTHER_PERSON = "other_person"
    HAS_LEFT = "has_left"
    CHANGED_MEANWHILE = "changed_meanwhile"


class Problem(StrEnum):
    """Why a whole file is not taken; the sentences stand in `web.messages_vi`."""

    KIND = "import.file_kind"
    DAMAGED = "import.file_damaged"
    ENCRYPTED = "import.file_encrypted"
    MACROS = "import.file_macros"
    HOSTILE = "import.file_hostile"
    TOO_MUCH = "import.file_too_much"
    ROWS = "import.file_rows"
    COLUMNS = "import.file_columns"
    EMPTY = "import.file_empty"
    NO_HEADINGS = "import.file_no_headings"
    GIVEN_UP = "import.given_up"
    NOT_ALLOWED = "import.not_allowed"
    CLOSED = "import.unit_closed"
