"""Which row is the header, which column is what, and which rows belong together."""
