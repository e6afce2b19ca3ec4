"""The sentences and titles of what the owner of an account is told about power over it."""

from webapp.audit.events import AuditEvent
from webapp.notices.rules import NoticeKind

#: What was done for a member, or written down about them, after the name of whoever did it.
DONE: dict[AuditEvent, str] = {
    AuditEvent.MEMBER_DEPARTED: "ghi chuyển sinh hoạt khỏi",
    AuditEvent.DEPARTURE_TAKEN_BACK: "hủy việc chuyển sinh hoạt khỏi",
    AuditEvent.ARRIVAL_ACCEPTED: "ghi tiếp nhận sinh hoạt tại",
    AuditEvent.ABSENCE_TOLD: "báo vắng thay",
    AuditEvent.ABSENCE_ENDED: "ghi hết thời gian báo vắng thay",
    AuditEvent.REPORT_ENTERED_FOR: "nhập hộ báo cáo",
    AuditEvent.REPORT_SUBMITTED: "gửi báo cáo thay",
    AuditEvent.REPORT_TAKEN_BACK: "rút báo cáo lại thay",
    AuditEvent.COMMITMENT_CHANGED: "nhập hộ nội dung đăng ký đầu năm",
    AuditEvent.COMMITMENT_SUBMITTED: "gửi nội dung đăng ký đầu năm thay",
    AuditEvent.AMENDMENT_PROPOSED: "đề nghị điều chỉnh nội dung đăng ký thay",
    AuditEvent.AMENDMENT_TAKEN_BACK: "rút đề nghị điều chỉnh nội dung đăng ký thay",
    AuditEvent.COMMITMENT_NOTED: "ghi tiến độ nội dung đăng ký thay",
    AuditEvent.COMMITMENT_ASSESSED: "nhập hộ phần tự đánh giá",
    AuditEvent.COMMITMENT_TAKEN_OVER: "chuyển nội dung đăng ký sang năm sau thay",
    AuditEvent.WEAKNESS_CHANGED: "nhập hộ hướng khắc phục",
    AuditEvent.REMEDY_REPORTED: "báo kết quả khắc phục thay",
    AuditEvent.REMEDY_TAKEN_BACK: "rút kết quả khắc phục thay",
}

_NOT_ME = "Nếu không phải do chính chủ tài khoản, cần báo ngay cho {head} và cấp trên."

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.OFFICE_GIVEN: (
        "{by} ghi nhận chức vụ {office} của {unit}, từ {from_on}.",
        "Chức vụ {office} của {unit} được ghi nhận.",
        "Một chức vụ tại đơn vị được ghi nhận.",
    ),
    NoticeKind.OFFICE_ENDED: (
        "{by} ghi nhận thôi chức vụ {office} của {unit}, từ {from_on}.",
        "Chức vụ {office} của {unit} được ghi nhận là đã thôi.",
        "Một chức vụ tại đơn vị được ghi nhận là đã thôi.",
    ),
    NoticeKind.OFFICE_CORRECTED: (
        "{by} sửa mục chức vụ {office} của {unit}: từ {from_on}, đến {until_on}.",
        "{by} sửa mục chức vụ {office} của {unit}: từ {from_on}.",
        "Mục chức vụ tại đơn vị đã được sửa.",
    ),
    NoticeKind.STANDING_CHANGED: (
        "{by} ghi thay đổi trạng thái tại {unit}, từ {from_on}.",
        "Trạng thái tại {unit} được ghi thay đổi, từ {from_on}.",
        "Trạng thái tại đơn vị được ghi thay đổi.",
    ),
    NoticeKind.WAYS_CHANGED: (
        (
            "{by} sửa e-mail hoặc số điện thoại liên hệ trong danh sách của {unit}, lúc {at}. "
            "Tên đăng nhập của tài khoản vẫn như cũ."
        ),
        "E-mail hoặc số điện thoại liên hệ trong danh sách của đơn vị đã được sửa.",
    ),
    NoticeKind.INVITATION_MADE: (
        (
            "{by} lập phiếu mời (hoặc liên kết mời) vào {unit}, lúc {at}. "
            "Ai giữ phiếu là lập được tài khoản đứng tên này; chưa nhận được phiếu thì cần hỏi lại."
        ),
        "Một phiếu mời đã được lập. Ai giữ phiếu là lập được tài khoản đứng tên này.",
    ),
    NoticeKind.ACCOUNT_OPENED: (
        (
            "Tài khoản đứng tên này đã vào {unit} bằng phiếu do {slip_by} lập, "
            "lúc {at}, từ {device}. " + _NOT_ME
        ),
        "Tài khoản đứng tên này đã vào {unit} bằng lời mời, lúc {at}, từ {device}. " + _NOT_ME,
        "Tài khoản đứng tên này đã vào đơn vị bằng lời mời. " + _NOT_ME,
    ),
    NoticeKind.RESET_STARTED: (
        (
            "{slip_by} đã lập phiếu giấy đặt lại mật khẩu cho tài khoản này, lúc {at}. "
            "Ai giữ phiếu là đặt được mật khẩu; chưa nhận được phiếu thì cần báo ngay cho cấp trên."
        ),
        (
            "{mail_by} đã cho gửi đường dẫn đặt lại mật khẩu của tài khoản này, lúc {at}. "
            "Đường dẫn chỉ có trong thư, dùng một lần, trong 72 giờ. Mật khẩu cũ vẫn dùng được."
        ),
        (
            "Trên trang đăng nhập có người xin đặt lại mật khẩu của tài khoản này, lúc {at}. "
            "Đường dẫn chỉ có trong thư, dùng một lần, trong 72 giờ. "
            "Không phải chính mình xin thì không cần làm gì."
        ),
        "Có đường dẫn đặt lại mật khẩu được lập cho tài khoản này.",
    ),
    NoticeKind.PASSWORD_CHANGED: (
        (
            "Mật khẩu của tài khoản này đã được đặt lại bằng phiếu do {slip_by} lập, "
            "lúc {at}, từ {device}. " + _NOT_ME
        ),
        "Mật khẩu của tài khoản này đã được đổi, lúc {at}, từ {device}. " + _NOT_ME,
        "Mật khẩu của tài khoản này đã được đổi, lúc {at}. " + _NOT_ME,
        "Mật khẩu của tài khoản này đã được đổi. " + _NOT_ME,
    ),
    NoticeKind.NEW_DEVICE: (
        (
            "Tài khoản này vừa được đăng nhập từ một thiết bị mới ({device}), lúc {at}. "
            "Không phải chính mình thì cần đổi mật khẩu ngay và báo cho {head}."
        ),
        "Tài khoản này vừa được đăng nhập từ một thiết bị mới.",
    ),
    NoticeKind.MOVE_WRITTEN: (
        "{by} {what} {unit}, từ {from_on}.",
        "{by} {what} {unit}.",
        "Việc chuyển sinh hoạt được ghi trong sổ.",
    ),
    NoticeKind.ENTERED_FOR: (
        (
            "{by} đã {what}, lúc {at}. Nội dung đứng tên người được nhập hộ; "
            "chưa đúng thì rút lại hoặc sửa tại đây, hoặc báo cho {head}."
        ),
        "{by} đã nhập hộ một nội dung.",
        "Có nội dung được nhập hộ.",
    ),
    NoticeKind.NOMINATED: (
        (
            "{by} đề nghị chủ tài khoản này giữ chức vụ {office} của {unit}, có hiệu lực sau "
            "72 giờ nếu không có ý kiến phản đối. Nếu không nhận, có thể từ chối ngay trong sổ."
        ),
        "Có đề nghị chủ tài khoản này giữ chức vụ người đứng đầu của đơn vị.",
    ),
    NoticeKind.FILED_FOR: (
        (
            "{by} đã nộp lưu thay báo cáo {month}. Cần trả lời “Đồng ý” hoặc “Chưa đúng, cần sửa” "
            "chậm nhất {until_on}; quá ngày đó bản lưu được coi là đã đồng ý."
        ),
        "Một báo cáo đã được nộp lưu thay, đang chờ đồng ý.",
    ),
    NoticeKind.FILING_WAITS: (
        (
            "Bản lưu nhập hộ của báo cáo {month} còn chờ trả lời chậm nhất {until_on}; "
            "quá ngày đó được coi là đã đồng ý."
        ),
        "Một bản lưu nhập hộ còn chờ trả lời.",
    ),
    NoticeKind.FILING_SETTLED: (
        "Đã quá 7 ngày, bản lưu nhập hộ của báo cáo {month} được coi là đã đồng ý.",
        "Một bản lưu nhập hộ được coi là đã đồng ý.",
    ),
    NoticeKind.FILING_UNDONE: (
        "{by} đã rút bản lưu nhập hộ của báo cáo {month}. Báo cáo được hoàn thiện lại.",
        "Một bản lưu nhập hộ đã được rút.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.NOMINATED: "Được đề nghị giữ chức vụ",
    NoticeKind.OFFICE_GIVEN: "Ghi nhận chức vụ",
    NoticeKind.OFFICE_ENDED: "Thôi chức vụ",
    NoticeKind.OFFICE_CORRECTED: "Sửa mục chức vụ",
    NoticeKind.STANDING_CHANGED: "Thay đổi trạng thái",
    NoticeKind.WAYS_CHANGED: "Sửa thông tin liên hệ",
    NoticeKind.INVITATION_MADE: "Phiếu mời đã được lập",
    NoticeKind.ACCOUNT_OPENED: "Tài khoản đã vào đơn vị",
    NoticeKind.RESET_STARTED: "Đặt lại mật khẩu",
    NoticeKind.PASSWORD_CHANGED: "Mật khẩu đã đổi",
    NoticeKind.NEW_DEVICE: "Đăng nhập từ thiết bị mới",
    NoticeKind.MOVE_WRITTEN: "Chuyển sinh hoạt",
    NoticeKind.ENTERED_FOR: "Có nội dung được nhập hộ",
    NoticeKind.FILED_FOR: "Báo cáo được nộp lưu thay",
    NoticeKind.FILING_WAITS: "Bản lưu nhập hộ chờ đồng ý",
    NoticeKind.FILING_SETTLED: "Bản lưu được coi là đã đồng ý",
    NoticeKind.FILING_UNDONE: "Bản lưu nhập hộ được rút",
}
