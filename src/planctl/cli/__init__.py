"""The edge: words in, clock, disk writes, colour and exit codes; one small file a command."""
