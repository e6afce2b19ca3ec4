"""The whole way of one weakness: its steps, the reports that answered it, meetings, reminders."""
