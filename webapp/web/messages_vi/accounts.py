"""Sentences about signing in, members, offices and invitations."""

MESSAGES = {
    "sign_in.text_kept": (
        "Đã đăng nhập. Nội dung vừa viết chưa được gửi: đang giữ trong mẫu và trong "
        "“Nội dung đang viết dở”."
    ),
    "sign_in.text_sent": "Đã đăng nhập. Nội dung vừa viết đã được gửi trước đó.",
    "sign_in.refused": "Địa chỉ e-mail hoặc mật khẩu không đúng.",
    "sign_in.wait": "Đã thử nhiều lần chưa đúng. Hãy đợi {wait} rồi thử lại.",
    "sign_in.wait_here": (
        "Đã thử nhiều lần chưa đúng. Hãy đợi {wait} rồi thử lại. "
        "Thiết bị từng đăng nhập và mạng khác không phải đợi."
    ),
    "password.short": "Mật khẩu cần ít nhất {shortest} ký tự.",
    "password.long": "Mật khẩu không dài quá {longest} ký tự.",
    "password.common": "Mật khẩu này dễ đoán, nhiều người thường dùng. Hãy chọn một câu khác.",
    "password.old_wrong": "Mật khẩu đang dùng không đúng.",
    "password.same": "Mật khẩu mới cần khác mật khẩu đang dùng.",
    "name.missing": "Cần điền mục này.",
    "name.odd_character": "Họ tên chỉ gồm chữ cái và dấu cách, không có “{letter}”.",
    "name.no_letter": "Họ tên chỉ gồm chữ cái và dấu cách.",
    "name.look_alike": (
        "Chữ “{letter}” chỉ trông giống chữ trong tiếng Việt. Hãy gõ lại là “{instead}”."
    ),
    "name.foreign_letter": (
        "Không dùng được chữ “{letter}”. Hãy gõ lại bằng chữ cái tiếng Việt hoặc chữ cái La-tinh "
        "của các dân tộc ở Việt Nam."
    ),
    "name.hidden_character": "Có ký tự ẩn không đọc được. Hãy gõ lại mục này.",
    "name.long": "Không dài quá {longest} ký tự.",
    "email.wrong": "Địa chỉ e-mail chưa đúng dạng, ví dụ ten@coquan.vn.",
    "phone.wrong": "Số điện thoại chưa đúng, ví dụ 0912 345 678.",
    "member.joined_when": "Ngày này không hợp lệ: không trước 03/02/1930 và không sau hôm nay.",
    "member.before_joining": "Ngày này trước ngày về đơn vị.",
    "member.too_far_ahead": "Ngày này xa quá một năm nữa.",
    "member.chair_only": "Chỉ {head} sửa được thông tin của {head} và {deputy}.",
    "member.changed_meanwhile": (
        "Thông tin này vừa được sửa ở nơi khác. Nội dung vừa viết vẫn còn; "
        "bấm Lưu lần nữa để giữ nội dung này."
    ),
    "above.chair_only": (
        "Người này đang giữ chức vụ ở cấp trên. Chỉ người đứng đầu đơn vị tiếp nhận được, "
        "và mọi người trong đơn vị được báo."
    ),
    "above.chair_below": (
        "Người này đang giữ chức vụ ở {above}. Để đứng đầu đơn vị cấp dưới, cần một người khác "
        "trong tập thể lãnh đạo của đơn vị đồng ý trước."
    ),
    "above.chairs_below": (
        "Người này đang đứng đầu {unit}. Để giữ chức vụ ở cấp trên, cần một người khác trong tập "
        "thể lãnh đạo của đơn vị đồng ý trước."
    ),
    "above.not_yours": "Việc này do người không giữ chức vụ ở cấp trên đồng ý.",
    "above.invitation": (
        "Tài khoản này đang giữ chức vụ ở {above}. Cần người đứng đầu đơn vị mời lại và ghi rõ "
        "điều đó."
    ),
    "past.open_already": "Nội dung từ ngày này đã mở sẵn. Hãy chọn ngày sớm hơn.",
    "member.maybe_here": (
        "Trong danh sách đã có {known}. Nếu là người khác, hãy đánh dấu ô này rồi ghi lại."
    ),
    "role.second_chair": "Đang có {head}: {name}. Vẫn ghi thì hãy đánh dấu ô này rồi ghi lại.",
    "past.not_seen": "Chỉ mở được từ ngày mình xem được, {since}.",
    "membership.left": (
        "Đã kết thúc sinh hoạt tại {name} từ ngày {day}, nên không mở được nội dung ở đây nữa. "
        "Nếu cần, hãy liên hệ người phụ trách của đơn vị."
    ),
    "membership.suspended": (
        "Đang tạm dừng sinh hoạt tại {name} từ ngày {day}, nên hiện chưa mở được nội dung ở đây. "
        "Nếu cần, hãy liên hệ người phụ trách của đơn vị."
    ),
    "status.same": "Trạng thái hiện nay đã là {status}.",
    "status.before_last": "Ngày này trước ngày bắt đầu của trạng thái hiện nay.",
    "status.reason_missing": "Cần ghi lý do.",
    "status.new_member": "Người mới không thể có trạng thái này.",
    "status.as_neighbour": "Mục ngay trước hoặc ngay sau cũng là {status}.",
    "status.out_of_order": "Ngày này cần nằm giữa ngày của mục trước và ngày của mục sau.",
    "status.first": "Mục đầu tiên chỉ sửa được, không bỏ được.",
    "role.term": "Ngày kết thúc cần sau ngày bắt đầu và trong vòng mười năm.",
    "role.not_here": "Tổ chức này không có chức vụ đó.",
    "role.not_active": "Người đang tạm đình chỉ hoặc đã chuyển đi không giữ chức vụ.",
    "role.already_held": "Người này đã giữ chức vụ {role} trong thời gian đó.",
    "role.ended_already": "Chức vụ này đã kết thúc trước ngày đó.",
    "invitation.email_missing": "Cần điền địa chỉ e-mail của người được mời.",
    "invitation.has_account": "Người này đã có tài khoản.",
    "invitation.phone_taken": (
        "Số điện thoại này đã có tài khoản. Hãy đăng nhập bằng tài khoản đó để tham gia, "
        "hoặc dùng địa chỉ e-mail."
    ),
    "invitation.other_person": (
        "Phiếu mời này mang tên người khác. Hãy đăng xuất rồi mở lại liên kết."
    ),
    "operator.no_member": (
        "Tài khoản vận hành hệ thống không tham gia tổ chức nào và không giữ chức vụ."
    ),
    "operator.is_member": (
        "Người này đang sinh hoạt trong một tổ chức nên không vận hành hệ thống được."
    ),
    "operator.unknown": "Không có người vận hành với địa chỉ này.",
    "sign_in_name.missing": "Cần điền địa chỉ e-mail hoặc số điện thoại.",
    "slips.nobody": "Cần chọn ít nhất một người.",
    "slips.too_many": "Mỗi lần in nhiều nhất {most} phiếu.",
    "reset.own": "Tự đổi mật khẩu của mình ở trang “Tôi”.",
    "reset.no_account": "Người này chưa có tài khoản. Hãy dùng phiếu mời.",
    "invitation.not_active": "Người đang tạm đình chỉ hoặc đã chuyển đi không nhận lời mời.",
    "invitation.email_taken": "Địa chỉ e-mail này đã gắn với tài khoản của người khác ở đây.",
    "invitation.not_found": (
        "Liên kết mời không dùng được: đã dùng, đã quá hạn (sau khi bấm “Tiếp tục”, liên kết chỉ "
        "còn dùng được trong 1 giờ) hoặc bị thay bằng liên kết mới. "
        "Hãy xin người mời một liên kết khác."
    ),
    "invitation.sign_in_first": (
        "Địa chỉ e-mail này đã có tài khoản. Hãy đăng nhập bằng tài khoản đó để tham gia."
    ),
    "invitation.other_address": (
        "Lời mời này dành cho một địa chỉ e-mail khác. Hãy đăng xuất rồi mở lại liên kết."
    ),
    "invitation.member_already": "Tài khoản này đã thuộc tổ chức.",
}
