"""Tests of `content/publishing`."""
