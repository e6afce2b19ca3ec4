"""Kiểm tra nhật ký của Sổ sinh hoạt theo mốc đã nhận qua thư, không cần máy chủ.

Cần Python 3.9 trở lên và thư viện cryptography (pip install cryptography). Cách dùng:

    python verify_checkpoint.py --trail nhat-ky.jsonl --key KHOA moc-1.eml moc-2.txt

nhat-ky.jsonl là tệp nhật ký tải từ trang "Kiểm tra nhật ký"; KHOA là khóa công khai đã ghi lại từ
trước (in trên biên bản, hoặc do người vận hành công bố). Mỗi tệp mốc là thư đã nhận, hoặc phần chữ
của thư. Kết thúc với mã 0 nếu mọi mốc đều đúng, 1 nếu có mốc không đúng, 2 nếu không đọc được tệp.

This file is small on purpose: whoever doubts the service can read all of it.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import hashlib
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIRST = "nen-mong-checkpoint: 1"
NAMES = ("organization", "day", "entry", "hash", "made", "key", "signature")


class Unreadable(Exception):
    """A file is not what it should be."""


def say(line: str) -> None:
    """Write one line, whatever the console can show."""
    sys.stdout.buffer.write(f"{line}\n".encode())


def words_of(path: str) -> str:
    """The text of a file: of an e-mail its plain text, otherwise the file itself."""
    raw = Path(path).read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",)) if message["Message-ID"] or message["Subject"] else None
    return str(body.get_content()) if body is not None else raw.decode("utf-8-sig", "replace")


def checkpoints_in(path: str) -> list[tuple[list[str], dict[str, str]]]:
    """Every checkpoint a file holds, as its signed lines and its values by name."""
    found: list[tuple[list[str], dict[str, str]]] = []
    current: tuple[list[str], dict[str, str]] | None = None
    for line in words_of(path).splitlines():
        said = line.lstrip("> \t").rstrip()
        if said == FIRST:
            current = ([said], {})
            found.append(current)
            continue
        name, colon, value = said.partition(": ")
        if current is None or not colon or name not in NAMES:
            current = None if current and "signature" in current[1] else current
            continue
        lines, values = current
        values[name] = values.get(name, "") + value if name == "signature" else value
        if name != "signature":
            lines.append(said)
    complete = [(lines, values) for lines, values in found if set(values) == set(NAMES)]
    if not complete:
        raise Unreadable(f"{path}: không tìm thấy mốc kiểm tra.")
    return complete


def is_signed(lines: list[str], values: dict[str, str], key: str) -> bool:
    """Whether the signature is of these lines, by this key."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(values["signature"]), "\n".join(lines).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def entries_in(path: str, wanted: set[int]) -> tuple[dict[int, tuple[str, str]], int, int | None]:
    """The hashes of the wanted entries, how many entries there are, and the first broken one.

    Every hash is computed again from what the entry says and the hash of the one before it.
    """
    hashes: dict[int, tuple[str, str]] = {}
    previous, number, broken = "", 0, None
    with Path(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            entry = json.loads(line)
            written = entry["written"].encode()
            computed = hashlib.sha256(bytes.fromhex(previous) + written).hexdigest()
            organization, at = entry["written"].split("|")[:2]
            said = (entry["entry"], at, entry["previous"], entry["hash"])
            if said != (number, str(number), previous, computed):
                broken = broken or number
            previous = computed
            if number in wanted:
                hashes[number] = (organization, computed)
    return hashes, number, broken


def verdict(
    lines: list[str],
    values: dict[str, str],
    key: str,
    hashes: dict[int, tuple[str, str]],
    broken: int | None,
) -> tuple[str, bool]:
    """What is to be said of one checkpoint, and whether it is right."""
    day, number = "/".join(reversed(values["day"].split("-"))), int(values["entry"])
    name = f"Mốc ngày {day} (việc thứ {number})"
    if key != values["key"]:
        return f"{name}: ký bằng khóa khác với khóa đã cho.", False
    if not is_signed(lines, values, key):
        return f"{name}: chữ ký không đúng, mốc đã bị sửa.", False
    organization = values["organization"].split(" ")[0]
    if broken is not None and broken <= number:
        return f"{name}: tệp nhật ký không khớp mã từ việc thứ {broken}.", False
    if hashes.get(number) != (organization, values["hash"]):
        return f"{name}: nhật ký không còn việc ấy như lúc lập mốc.", False
    return f"{name}: đúng, nhật ký còn nguyên đến việc ấy.", True


def main(arguments: list[str] | None = None) -> int:
    """Check every checkpoint given; the exit code says how it went."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trail", required=True, help="tệp nhật ký đã tải")
    parser.add_argument("--key", help="khóa công khai, 64 chữ số và chữ a-f")
    parser.add_argument("checkpoints", nargs="+", help="thư hoặc tệp có mốc kiểm tra")
    asked = parser.parse_args(arguments)
    try:
        found = [one for path in asked.checkpoints for one in checkpoints_in(path)]
        wanted = {int(values["entry"]) for _lines, values in found}
        hashes, count, broken = entries_in(asked.trail, wanted)
    except (Unreadable, OSError, ValueError, KeyError, TypeError, AttributeError) as reason:
        say(f"Không đọc được: {reason}")
        return 2
    say(f"Tệp nhật ký có {count} việc.")
    if broken is not None:
        say(f"Việc thứ {broken} trong tệp không khớp mã.")
    if not asked.key:
        say(f"Chưa cho khóa: dùng khóa ghi trong mốc, {found[0][1]['key']}. Hãy đối chiếu.")
    is_right = broken is None
    for lines, values in found:
        said, right = verdict(lines, values, asked.key or found[0][1]["key"], hashes, broken)
        is_right = is_right and right
        say(said)
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
