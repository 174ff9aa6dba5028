"""The rules of a loaded plan, a module a band; `assess.examine` runs the one table of them all."""
