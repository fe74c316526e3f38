"""The front, and the machines and networks it stands on."""
