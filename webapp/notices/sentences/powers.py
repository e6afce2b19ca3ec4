"""The sentences and titles of what the owner of an account is told about power over it."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.OFFICE_GIVEN: (
        "{by} ghi nhận chức vụ {office} của {unit}, từ {from_on}.",
        "Chức vụ {office} của {unit} được ghi nhận.",
        "Một chức vụ tại {unit} được ghi nhận.",
    ),
    NoticeKind.OFFICE_ENDED: (
        "{by} ghi nhận thôi chức vụ {office} của {unit}, từ {from_on}.",
        "Chức vụ {office} của {unit} được ghi nhận là đã thôi.",
        "Một chức vụ tại {unit} được ghi nhận là đã thôi.",
    ),
    NoticeKind.RESET_STARTED: (
        "{by} đã lập đường dẫn đặt lại mật khẩu cho tài khoản này, lúc {at}.",
        "Có đường dẫn đặt lại mật khẩu được lập cho tài khoản này.",
    ),
    NoticeKind.PASSWORD_CHANGED: (
        (
            "Mật khẩu của tài khoản này đã được đặt lại, lúc {at}. "
            "Nếu không phải do chính chủ tài khoản, cần báo ngay cho {head}."
        ),
        "Mật khẩu của tài khoản này đã được đặt lại.",
    ),
    NoticeKind.NOMINATED: (
        (
            "{by} đề nghị chủ tài khoản này giữ chức vụ {office} của {unit}, có hiệu lực sau "
            "72 giờ nếu không có ý kiến phản đối. Nếu không nhận, có thể từ chối ngay trong sổ."
        ),
        "Có đề nghị chủ tài khoản này giữ chức vụ người đứng đầu của đơn vị.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.NOMINATED: "Được đề nghị giữ chức vụ",
    NoticeKind.OFFICE_GIVEN: "Ghi nhận chức vụ",
    NoticeKind.OFFICE_ENDED: "Thôi chức vụ",
    NoticeKind.RESET_STARTED: "Đặt lại mật khẩu",
    NoticeKind.PASSWORD_CHANGED: "Mật khẩu đã đổi",
}
