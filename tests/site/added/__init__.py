"""What the portal adds to the guide: complements, sources, what is outside of it."""
