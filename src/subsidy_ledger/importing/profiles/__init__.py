"""How a list is read, remembered and recognised."""
