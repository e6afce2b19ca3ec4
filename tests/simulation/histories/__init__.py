"""Histories of a branch: nobody turns late, present, absent or double by another's act.

`python -m tests.simulation.histories` plays 20,000 of them through the real acts on a database of
its own and checks after every act what it did to everybody else.
"""
