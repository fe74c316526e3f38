"""Troubleshooting: from a symptom to its checks, its answer, its contact."""
