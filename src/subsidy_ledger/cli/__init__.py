"""The command line: talks to a person and decides nothing."""
