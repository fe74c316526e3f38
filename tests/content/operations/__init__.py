"""Tests of `content/operations`."""
