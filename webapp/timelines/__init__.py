"""The timeline of one weakness: its steps, answers in reports, meetings, reminders."""
