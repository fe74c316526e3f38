"""Tests of `content/pages`."""
