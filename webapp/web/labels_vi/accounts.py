"""Labels of roles, statuses and kinds of organization."""

LABELS = {
    "Role": {
        "chair": "{head}",
        "deputy": "{deputy}",
        "committee": "{committee_member}",
        "viewer": "cán bộ theo dõi",
    },
    "MemberStatus": {
        "official": "chính thức",
        "probationary": "dự bị",
        "exempt": "được miễn sinh hoạt",
        "suspended": "tạm đình chỉ sinh hoạt",
        "temporarily_here": "sinh hoạt tạm thời tại đây",
        "temporarily_elsewhere": "sinh hoạt tạm thời nơi khác",
        "left": "đã chuyển đi",
    },
    "Lack": {
        "account": "chưa có tài khoản",
        "email": "chưa có e-mail",
        "answer": "đã mời, chưa tham gia",
    },
    "OrganizationKind": {
        "party_branch": "chi bộ",
        "union": "tổ công đoàn",
        "youth": "chi đoàn",
        "women": "chi hội phụ nữ",
        "veterans": "chi hội cựu chiến binh",
        "farmers": "chi hội nông dân",
        "committee": "cấp trên",
    },
}
