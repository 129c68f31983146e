"""The demo newsroom: invented outlets on this machine, over real HTTP, for the true pipeline to read.

Outlets, persons and events are invented. Names of real places are used as a newspaper would use them.
"""
