"""Update sheets that somebody filled in: what they say, and all that could not be read."""
