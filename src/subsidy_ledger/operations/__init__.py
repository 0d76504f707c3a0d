"""One function a verb: what is loaded, what is worked out, what is kept. The command line gets everything here."""
