"""The sentences and titles of notices about what was pointed out."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.REMEDY_DUE: (
        "Hạn khắc phục một hạn chế đã được chỉ ra: {by}. Cần ghi kết quả khắc phục.",
        "Một hạn chế đã được chỉ ra sắp đến hạn khắc phục.",
    ),
    NoticeKind.WEAKNESS_POINTED_OUT: (
        "Có một hạn chế được chỉ ra cần khắc phục. Hạn: {by}.",
        "Có một hạn chế được chỉ ra cần khắc phục.",
    ),
    NoticeKind.WEAKNESS_HELPER_NAMED: (
        "Được phân công giúp đỡ {member} khắc phục một hạn chế. Hạn khắc phục: {by}.",
        "Được phân công giúp đỡ {member} khắc phục một hạn chế.",
        "Được phân công giúp đỡ khắc phục một hạn chế.",
    ),
    NoticeKind.WEAKNESS_ARRANGED: (
        "{committee} đã phân công người giúp đỡ và thời hạn khắc phục một hạn chế. Hạn: {by}.",
        "{committee} đã phân công người giúp đỡ và thời hạn khắc phục một hạn chế.",
    ),
    NoticeKind.WEAKNESS_DAY_ANSWERED: (
        "{committee} đã trả lời đề nghị về hạn khắc phục một hạn chế. Hạn: {by}.",
        "{committee} đã trả lời đề nghị về hạn khắc phục một hạn chế.",
    ),
    NoticeKind.WEAKNESS_NOTED: ("Có ghi chép mới về việc khắc phục một hạn chế.",),
    NoticeKind.REMEDY_CONFIRMED: ("{committee} đã xác nhận một hạn chế được khắc phục.",),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.REMEDY_DUE: "Đến hạn khắc phục",
    NoticeKind.WEAKNESS_POINTED_OUT: "Hạn chế cần khắc phục",
    NoticeKind.WEAKNESS_HELPER_NAMED: "Được phân công giúp đỡ",
    NoticeKind.WEAKNESS_ARRANGED: "Người giúp đỡ và thời hạn khắc phục",
    NoticeKind.WEAKNESS_DAY_ANSWERED: "Trả lời về hạn khắc phục",
    NoticeKind.WEAKNESS_NOTED: "Ghi chép việc khắc phục",
    NoticeKind.REMEDY_CONFIRMED: "Đã xác nhận khắc phục",
}
