"""Measurements: relevance of the search, and ratios of speed within one run."""
