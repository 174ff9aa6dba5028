"""planctl: an improvement plan as code, checked, judged and printed for the board."""

__version__ = "0.1.0"
