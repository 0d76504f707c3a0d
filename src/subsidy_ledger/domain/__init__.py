"""What things are: frozen values and plain rules; imports the standard library only."""
