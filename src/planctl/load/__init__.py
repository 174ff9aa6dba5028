"""Text in: a folder of YAML becomes a plan, its problems and its places; the only reader."""
