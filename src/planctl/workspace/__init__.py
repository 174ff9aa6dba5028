"""The plan folder that a command works on: found, read, judged, and compared with its past."""
