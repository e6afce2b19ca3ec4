"""Sentences about meetings that depend on values."""

from datetime import date


def why_moved_on(month: date) -> str:
    """Why a report goes to another month that was not ready when its meeting ended."""
    return f"Báo cáo chưa sẵn sàng khi buổi sinh hoạt tháng {month:%m/%Y} kết thúc."
