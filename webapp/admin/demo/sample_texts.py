"""What the invented people of the demo write and say."""

COMMITMENTS = (
    (
        "Đi làm đúng giờ, không để người bệnh chờ quá 30 phút tại phòng khám được phân công",
        "Thời gian chờ trung bình theo sổ theo dõi của khoa",
    ),
    (
        "Mỗi quý đọc và ghi lại ít nhất một bài viết, bài nói của Bác về y đức, về tiết kiệm",
        "Sổ đọc cá nhân, mỗi quý một bài ghi",
    ),
    (
        "Kèm cặp một điều dưỡng trẻ thành thạo quy trình chăm sóc người bệnh nặng",
        "Điều dưỡng được kèm đạt yêu cầu kỳ kiểm tra tháng 9",
    ),
    (
        "Cùng khoa giảm ít nhất 10% giấy in phục vụ hồ sơ nội bộ",
        "Số ram giấy lĩnh hằng tháng",
    ),
    (
        "Tham gia đủ các buổi sinh hoạt, mỗi quý có ít nhất một ý kiến đóng góp cụ thể",
        "Biên bản sinh hoạt",
    ),
    (
        "Giải thích rõ cho người nhà người bệnh trước khi ra viện, không để phải hỏi lại",
        "Không có ý kiến phản ánh về thái độ giao tiếp",
    ),
    (
        "Hoàn thành một sáng kiến cải tiến quy trình trong năm",
        "Sáng kiến được hội đồng khoa công nhận",
    ),
    (
        "Mỗi tháng thăm hỏi ít nhất một gia đình người bệnh có hoàn cảnh khó khăn",
        "Sổ công tác xã hội của khoa",
    ),
)

#: How items ended, with what was said to it.
OUTCOMES = (
    ("done", "Đã làm đủ, có sổ theo dõi của khoa."),
    ("done", ""),
    ("partly", "Được khoảng hai phần ba; quý cuối năm bận trực nên còn chậm."),
    ("not_done", "Chưa làm được vì thay đổi vị trí công tác, xin tiếp tục sang năm sau."),
)

#: What is noted about an item during the year, oldest first.
PROGRESS = (
    "Đã thống nhất cách ghi sổ với điều dưỡng trưởng, bắt đầu theo dõi hằng tuần.",
    "Hai tháng liền đạt mức đã đăng ký; một tuần chậm do thiếu người trực.",
    "Khoa đã lấy làm ví dụ trong giao ban; duy trì đến hết năm.",
)

AMENDED = "Hướng dẫn hai điều dưỡng mới sử dụng phần mềm bệnh án điện tử, mỗi tuần một buổi"
WHY_AMENDED = "Khoa chuyển sang bệnh án điện tử nên nội dung cũ không còn phù hợp."

#: What a report says to an item whose day is near or has come.
DONE = (
    "Đã làm xong phần việc của quý, có số liệu trong sổ theo dõi của khoa.",
    "Làm được khoảng hai phần ba; phần còn lại xong trong tháng tới.",
    "Chưa xong vì tăng ca trực kéo dài; đã bàn với khoa để bố trí lại.",
)

FULFILLED = (
    (
        "Từ đầu năm đến nay tôi giữ đúng giờ làm việc, chỉ có hai buổi đến muộn do trực đêm kéo "
        "dài. Thời gian chờ trung bình tại phòng khám tôi phụ trách giảm từ 41 phút xuống còn 27 "
        "phút."
    ),
    (
        "Tôi đã đọc và ghi lại bài “Lương y phải như từ mẫu”, trao đổi với ba đồng nghiệp trẻ cùng "
        "kíp. Việc kèm cặp điều dưỡng mới được duy trì mỗi tuần một buổi chiều thứ Năm."
    ),
    (
        "Phần in hồ sơ nội bộ giảm được khoảng một phần tám so với cùng kỳ nhờ dùng lại giấy một "
        "mặt và chuyển lịch trực sang bảng chung. Tôi đã nhắc nhau trong giao ban chứ không chỉ tự "
        "làm."
    ),
    (
        "Các buổi sinh hoạt tôi tham gia đủ, đã góp ý kiến về việc bố trí người trực dịp nghỉ lễ "
        "và được khoa tiếp thu. Việc đọc tài liệu còn dồn vào cuối quý, chưa thành nếp hằng tuần."
    ),
    (
        "Sáng kiến dán nhãn màu cho xe tiêm đã áp dụng thử ở hai buồng bệnh, giảm nhầm lẫn khi đổi "
        "ca. Tôi đang hoàn thiện bản mô tả để gửi hội đồng khoa."
    ),
    (
        "Tôi thăm hỏi bốn gia đình người bệnh khó khăn, vận động được hai suất ăn miễn phí mỗi "
        "ngày. Việc giải thích khi ra viện làm đều, người nhà ít phải quay lại hỏi."
    ),
)

ANSWERS = (
    "Đã khắc phục: từ tháng trước tôi ghi sổ bàn giao ngay tại giường bệnh, đồng nghiệp xác nhận.",
    "Đang khắc phục: đã làm được phần lịch học, phần tự ghi chép còn chậm, sẽ xong trong quý này.",
    "Chưa khắc phục xong vì tháng vừa rồi tăng ca trực; tôi đề nghị được kiểm tra lại tháng sau.",
    "Đã sửa: không còn dùng điện thoại trong giờ giao ban, nhờ đồng nghiệp cùng nhắc.",
)

REMEDIES = (
    "Những điều chi bộ đã góp ý tôi ghi thành việc cụ thể và tự kiểm tra vào chiều thứ Sáu.",
    "Tôi nhận thấy góp ý là đúng, đã trao đổi với người được phân công giúp đỡ hai lần.",
    "Trong kỳ không có hạn chế nào được chỉ ra thêm; tôi tiếp tục giữ những việc đã sửa.",
)

PRESENT = (
    (
        "Tôi còn ngại góp ý thẳng với đồng chí lớn tuổi hơn. Thời gian tới sẽ nói ngay trong cuộc "
        "họp, không để sau buổi họp mới nói riêng."
    ),
    "Việc tự học chưa đều, còn chờ nhắc. Tôi sẽ dành tối thứ Ba hằng tuần và báo kết quả cuối quý.",
    "Có lúc giải thích cho người nhà còn vội. Tôi sẽ chuẩn bị tờ hướng dẫn ngắn để đưa kèm.",
    (
        "Ghi chép hồ sơ đôi khi chưa kịp trong ca. Tôi sẽ hoàn thành trước khi bàn giao, nhờ "
        "trưởng kíp kiểm tra ngẫu nhiên hai lần mỗi tháng."
    ),
    (
        "Còn nóng nảy khi đông người bệnh. Tôi sẽ nhờ đồng nghiệp ra hiệu và tạm dừng một phút "
        "trước khi trả lời."
    ),
)

REMARKS = (
    "Nêu thêm một việc cụ thể đã làm để giảm thời gian chờ, để mọi người cùng học.",
    "Phần phương hướng nên ghi rõ thời hạn và người giúp đỡ.",
    "Nội dung đúng trọng tâm, nên nói ngắn hơn khi trình bày.",
    "Bổ sung kết quả khắc phục hạn chế đã được chỉ ra ở kỳ trước, có thể ghi số liệu.",
    "Nên nói rõ hơn đã giúp được ai và bằng cách nào.",
)

OPINIONS = (
    "Đồng ý với báo cáo. Việc kèm người mới rất có ích, đề nghị chia sẻ cách làm với buồng bên.",
    "Nên mạnh dạn góp ý ngay trong giao ban, mọi người đều sẵn sàng nghe.",
    "Kết quả giảm thời gian chờ là thật, người bệnh có nhắc đến. Cần giữ cả khi đông bệnh.",
    "Phần tự học nên gắn với ca bệnh cụ thể thì dễ nhớ hơn là đọc chung chung.",
    "Đề nghị phân công một người cùng theo dõi để nhắc nhau hằng tuần.",
    "Bản thân tôi cũng có hạn chế này, xin cùng sửa.",
    "Việc tiết kiệm giấy nên làm thành thói quen của cả khoa, không chỉ một người.",
    "Báo cáo chân thành, nêu được cả điều chưa làm được.",
)

CONCLUSIONS = (
    "Nhất trí với báo cáo. Biểu dương tinh thần tự giác; phần tự học cần thành nếp hằng tuần.",
    "Ghi nhận kết quả cụ thể. Cần mạnh dạn hơn trong phê bình và tự phê bình.",
    "Báo cáo thẳng thắn, đúng nội dung đã đăng ký. Tiếp tục giữ thái độ phục vụ ân cần.",
    "Hoan nghênh việc làm cụ thể; các hạn chế đã nêu cần có thời hạn khắc phục.",
)

COMMENDATIONS = (
    "Giảm được thời gian chờ của người bệnh bằng cách sắp lại bàn đón tiếp.",
    "Kèm cặp đồng nghiệp trẻ tận tình, đều đặn.",
    "Vận động được suất ăn cho người bệnh khó khăn.",
    "Có sáng kiến dán nhãn xe tiêm, tránh nhầm lẫn khi đổi ca.",
)

WEAKNESSES = (
    "Ghi hồ sơ chưa kịp thời trong ca trực",
    "Ít phát biểu trong sinh hoạt",
    "Tự học chưa đều, còn chờ nhắc nhở",
    "Có lúc nóng nảy với người nhà người bệnh",
    "Bàn giao ca còn sơ sài",
    "Dùng điện thoại trong giờ giao ban",
)

PROMISES = (
    "Hoàn thành hồ sơ trước khi bàn giao ca, nhờ trưởng kíp kiểm tra.",
    "Mỗi buổi sinh hoạt có ít nhất một ý kiến.",
    "Lập lịch tự học hằng tuần và báo kết quả cuối quý.",
)

REMEDIED = "Đã làm đều từ hai tháng nay, đồng nghiệp cùng kíp xác nhận."
CONFIRMED = "Đã kiểm tra, việc khắc phục là thật."
REOPENED = "Tháng vừa qua còn tái diễn một lần, đề nghị tiếp tục."

TOPICS = (
    "Y đức trong thời kỳ chuyển đổi số",
    "Thực hành tiết kiệm, chống lãng phí ở khoa phòng",
    "Nêu gương của cán bộ, người phụ trách",
    "Nâng cao tinh thần phục vụ người bệnh",
    "Đoàn kết nội bộ theo lời Bác dặn",
    "Dân chủ đi đôi với kỷ luật",
)

ABSENCES = ("trực cấp cứu", "đi học", "nghỉ ốm", "công tác tuyến dưới")
