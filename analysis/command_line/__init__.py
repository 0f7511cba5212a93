"""The command line: the same questions as on screen, with the same figures.

Read ``options`` (what can be asked), ``asked`` (options, recipe and preset as one recipe), a command, then ``main``.
"""
