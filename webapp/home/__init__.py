"""“Việc cần làm”: what each person has to do next, computed from state."""
