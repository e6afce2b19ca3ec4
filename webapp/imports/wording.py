"""What is wrong with a row, and the words of the template, as people read them.

The worker writes them into the preview and into the spreadsheet of faulty rows, so they stand
here and not in `web`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.accounts.rules import MemberStatus, Role
from webapp.imports.cell_values import Found
from webapp.imports.rules import Column, Fault
from webapp.organizations.wording import Words

#: After “Dòng 14, cột "…": ” or, where the whole row is meant, after “Dòng 14: ”.
SENTENCES: dict[Fault, str] = {
    Fault.NAME_MISSING: "chưa có họ tên. Hãy điền họ và tên.",
    Fault.NAME_ODD: '"{typed}" có ký tự không dùng trong họ tên. Họ tên chỉ gồm chữ cái.',
    Fault.NAME_LOOK_ALIKE: (
        '"{typed}" có chữ “{letter}” chỉ trông giống chữ trong tiếng Việt. '
        "Hãy gõ lại là “{instead}”."
    ),
    Fault.NAME_FOREIGN: (
        '"{typed}" có chữ “{letter}” không dùng được. Hãy gõ lại bằng chữ cái tiếng Việt hoặc '
        "chữ cái La-tinh của các dân tộc ở Việt Nam."
    ),
    Fault.NAME_HIDDEN: "có ký tự ẩn không đọc được. Hãy gõ lại họ tên.",
    Fault.NAME_LONG: "họ tên dài quá 120 ký tự. Hãy ghi ngắn lại.",
    Fault.DAY: '"{typed}" không phải ngày hợp lệ. Hãy sửa theo dạng 03/02/1999.',
    Fault.DAY_YEAR_ONLY: '"{typed}" chỉ có năm. Hãy ghi đủ ngày, tháng, năm theo dạng 03/02/1999.',
    Fault.DAY_RANGE: '"{typed}" sau hôm nay hoặc trước 03/02/1930. Hãy kiểm tra lại ngày.',
    Fault.EMAIL: '"{typed}" chưa đúng dạng địa chỉ e-mail. Hãy sửa theo dạng ten@coquan.vn.',
    Fault.PHONE: '"{typed}" không phải số điện thoại ở Việt Nam. Hãy sửa theo dạng 0912 345 678.',
    Fault.STATUS: '"{typed}" không phải trạng thái có trong sổ. Hãy ghi một trong: {statuses}.',
    Fault.STATUS_ENDS: (
        "trạng thái này cần ghi kèm lý do trên trang của người đó, không nhập từ Excel được."
    ),
    Fault.STATUS_AHEAD: "trạng thái của người này đã được ghi cho một ngày sắp tới.",
    Fault.ROLE: '"{typed}" không phải chức vụ ở đây. Hãy ghi một trong: {roles}; hoặc để trống.',
    Fault.ROLE_NOT_HERE: (
        "chức vụ này không giao được ở đây. Hãy ghi một trong: {roles}; hoặc để trống."
    ),
    Fault.ROLE_CHAIR: (
        "chức vụ {head} không giao bằng cách nhập từ Excel. Hãy giao trên trang của người đó."
    ),
    Fault.ROLE_NOT_ACTIVE: "người đang tạm đình chỉ không nhận thêm chức vụ.",
    Fault.CHAIR_ONLY: "chỉ {head} sửa được thông tin của {head} và {deputy}.",
    Fault.TWICE: "trùng với dòng {first}. Hãy giữ lại một dòng.",
    Fault.AMBIGUOUS: (
        "có {count} người cùng họ tên trong danh sách, chưa rõ là ai. "
        "Hãy ghi thêm ngày về đơn vị hoặc {admission}."
    ),
    Fault.OTHER_PERSON: 'địa chỉ "{typed}" đang là của {name}. Hãy kiểm tra lại.',
    Fault.HAS_LEFT: (
        "{name} đã chuyển đi. Nếu đã trở lại, hãy đổi trạng thái trên trang của người đó."
    ),
    Fault.CHANGED_MEANWHILE: (
        "thông tin của người này đã được sửa sau khi xem trước, nên chưa ghi. "
        "Hãy nhập lại tệp để xem theo thông tin mới."
    ),
}

_COLUMNS: dict[Column, str] = {
    Column.FULL_NAME: "Họ và tên",
    Column.FAMILY_NAMES: "Họ và tên đệm",
    Column.GIVEN_NAME: "Tên",
    Column.EMAIL: "E-mail",
    Column.PHONE: "Điện thoại",
    Column.JOINED_ON: "Ngày về đơn vị",
    Column.ADMITTED_ON: "{admission}",
    Column.STATUS: "Trạng thái",
    Column.ROLE: "Chức vụ",
    Column.UNUSED: "Không dùng cột này",
    Column.NEVER_KEPT: "Không lưu cột này",
}
STATUS_NAMES: dict[MemberStatus, str] = {
    MemberStatus.OFFICIAL: "Chính thức",
    MemberStatus.PROBATIONARY: "Dự bị",
    MemberStatus.EXEMPT: "Miễn sinh hoạt",
    MemberStatus.TEMPORARILY_HERE: "Sinh hoạt tạm thời tại đây",
    MemberStatus.TEMPORARILY_ELSEWHERE: "Sinh hoạt tạm thời nơi khác",
}


def column_name(column: Column, words: Words) -> str:
    """What a column is called in the template and on the pages."""
    name = _COLUMNS[column].format(admission=words.admission)
    return name[:1].upper() + name[1:]


def role_names(offices: Sequence[Role], words: Words) -> list[str]:
    """The offices a list may give, in the words of the organization."""
    named = {
        Role.CHAIR: words.head,
        Role.DEPUTY: words.deputy,
        Role.COMMITTEE: words.committee_member,
        Role.VIEWER: "cán bộ theo dõi",
    }
    return [named[role][:1].upper() + named[role][1:] for role in offices]


def sentence_of(
    found: Found, number: int, headings: Mapping[Column, str], words: Words, offices: Sequence[Role]
) -> str:
    """What is wrong with a row and how to put it right, beginning with where it is."""
    heading = headings.get(found.column) if found.column else None
    where = f'Dòng {number}, cột "{heading}": ' if heading else f"Dòng {number}: "
    facts: dict[str, Any] = {
        "typed": found.typed,
        "head": words.head,
        "deputy": words.deputy,
        "admission": words.admission,
        "statuses": "; ".join(STATUS_NAMES.values()),
        "roles": "; ".join(role_names(offices, words)),
        **found.facts,
    }
    return where + SENTENCES[found.fault].format(**facts)


TEMPLATE_FILE = "mau-danh-sach.xlsx"
FAULTY_FILE = "cac-dong-loi.xlsx"
LIST_SHEET = "Danh sách"
NOTES_SHEET = "Cách ghi"
FAULT_HEADING = "Lỗi"
EXAMPLES_TITLE = "Ví dụ (trang này chỉ để xem, hệ thống không đọc)"
NOTES = (
    "Ghi mỗi người một dòng trên trang “Danh sách”, ngay dưới dòng tiêu đề.",
    "Chỉ họ và tên là bắt buộc. Ô để trống không xóa thông tin đã có trong sổ.",
    "Ngày ghi đủ ngày, tháng, năm, ví dụ 03/02/1999.",
    "Ngày về đơn vị để trống thì lấy ngày nhập danh sách.",
    "Điện thoại ghi số ở Việt Nam, ví dụ 0912 345 678.",
    "Người đã có trong sổ được nhận ra theo e-mail, rồi số điện thoại, rồi họ tên và ngày.",
    "Không ghi số căn cước, số thẻ hay nội dung hồ sơ: hệ thống không lưu những cột đó.",
    "Tệp không quá 5 MB, 10.000 dòng và 60 cột.",
)
EXAMPLES: tuple[dict[Column, str], ...] = (
    {
        Column.FULL_NAME: "Nguyễn Thị Hạnh",
        Column.EMAIL: "hanh@coquan.vn",
        Column.PHONE: "0912 345 678",
        Column.JOINED_ON: "01/07/2021",
        Column.ADMITTED_ON: "03/02/1999",
        Column.STATUS: "Chính thức",
    },
    {
        Column.FULL_NAME: "Trần Văn Bình",
        Column.PHONE: "0987 654 321",
        Column.JOINED_ON: "15/03/2024",
        Column.STATUS: "Dự bị",
    },
)
