"""The rules of a loaded plan, a module a band; `examine` runs the one table of them all."""
