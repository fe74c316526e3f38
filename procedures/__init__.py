"""The démarches of the compte ameli, and their tools."""
