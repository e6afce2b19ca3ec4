"""Chuyển sinh hoạt: members who leave for another unit, and those who arrive from one."""
