"""The whole service on one machine: the servers it needs, its roles, its processes.

`python -m webapp.local` (`make run`) is the way in. Production uses only `roles` and `cli`.
"""
