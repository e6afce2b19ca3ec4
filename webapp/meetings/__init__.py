"""The monthly meeting: agenda, attendance, opinions, conclusions."""
