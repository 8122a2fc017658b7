"""Exact mathematics of pooling: terms, solvers, definitions, networks, costs.

Imports no torch; reads and writes no file.
"""
