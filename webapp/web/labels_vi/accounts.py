"""Labels of roles, statuses and kinds of organization."""

from webapp.organizations.wording import WORDS

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
    # A unit is called what its kind calls itself.
    "OrganizationKind": {kind.value: words.unit for kind, words in WORDS.items()}
    | {"committee": "cấp trên"},
}
