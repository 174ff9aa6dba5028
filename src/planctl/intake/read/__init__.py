"""One reader for each format of paper; each gives the same lines and tables with places."""
