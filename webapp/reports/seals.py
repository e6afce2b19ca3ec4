"""Which words of reports are final, and what their digests cover."""

from webapp.reports.models import Remark, ReportVersion
from webapp.texts.digests import SealedKind

#: A version that is frozen: submitted, presented, filed, or followed by another one.
VERSION = SealedKind(
    "report_version",
    ReportVersion,
    facts=(
        "report_id",
        "number",
        "based_on",
        "revision",
        "saved_at",
        "written_by",
        "entered_for",
        "frozen_at",
        "frozen_as",
    ),
    words=("text_id",),
    final=lambda: ReportVersion.frozen_at.is_not(None),
)
#: A remark is final once it is made.
REMARK = SealedKind(
    "remark",
    Remark,
    facts=("report_id", "version_number", "section", "author_id", "asks_supplement", "at"),
    words=("text_id",),
    final=lambda: Remark.text_id.is_not(None),
)
