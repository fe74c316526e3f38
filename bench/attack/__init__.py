"""What one hostile machine may do to `make run`, and what readers get meanwhile."""
