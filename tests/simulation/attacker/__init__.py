"""An attacker who plays only acts the service allows: `python -m tests.simulation.attacker`.

People of a superior, of branches and the operator, alone or two together, press the forms of the
real pages in sequences of up to twelve acts. After each act is asked what they read, in whose name
something was recorded, and which offices they hold. `… --sequences 20000 --seed 7 --workers 2`.
"""
