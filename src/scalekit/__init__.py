"""A living checklist, kept as text in git."""

# A literal, because importlib.metadata costs 14 ms at every start.
__version__ = "0.1.0"
