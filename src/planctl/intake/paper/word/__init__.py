"""A Word document becomes a paper."""
