"""Labels of self-reports: states, sections, versions, and what a line about them says."""

LABELS = {
    "ReportState": {
        "assigned": "Đã phân công",
        "drafting": "Đang viết",
        "submitted": "Đã gửi {committee}",
        "returned": "{committee} đề nghị bổ sung",
        "accepted": "Sẵn sàng trình bày",
        "presented": "Đã trình bày",
        "finalizing": "Đang hoàn thiện",
        "filed_for": "Chờ người báo cáo đồng ý",
        "filed": "Đã lưu tại {unit}",
        "postponed": "Hoãn",
        "withdrawn": "Rút",
    },
    "Section": {
        "commitments": "mục 1",
        "remedies": "mục 2",
        "present": "mục 3",
    },
    "GivenDay": {
        "draft_on": "gửi dự thảo",
        "committee_on": "cho ý kiến vào dự thảo",
        "supplement_on": "bổ sung báo cáo",
        "final_on": "nộp lưu báo cáo",
    },
    "FrozenAs": {
        "submitted": "Đã gửi {committee}",
        "presented": "Đã trình bày tại buổi sinh hoạt",
        "filed_for": "Bản lưu nhập hộ, người báo cáo chưa đồng ý",
        "filed": "Bản lưu",
    },
    "Task": {
        "hand_in": "Người báo cáo gửi {committee} chậm nhất",
        "review": "Chờ {committee} cho ý kiến, chậm nhất",
        "supplement": "Người báo cáo bổ sung và gửi lại chậm nhất",
        "present": "Trình bày tại buổi sinh hoạt",
        "conclude": "Chủ trì kết luận tại buổi sinh hoạt",
        "complete": "Người báo cáo hoàn thiện và nộp lưu chậm nhất",
        "agree": "Người báo cáo đồng ý hoặc đề nghị sửa bản lưu nhập hộ, chậm nhất",
    },
    "Otherwise": {
        "author_is_reminded": "Quá hạn thì được nhắc và báo cho {head}.",
        "committee_is_reminded": "Quá hạn thì {committee} được nhắc.",
        "presented_later": "Không kịp thì chuyển sang buổi sinh hoạt sau.",
        "counts_as_agreed": "Quá hạn thì bản lưu được coi là đã đồng ý.",
        "filed_late": "Quá hạn thì được nhắc và ghi là nộp muộn.",
    },
}
