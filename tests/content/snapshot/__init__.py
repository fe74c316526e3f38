"""Tests of `content/snapshot`."""
