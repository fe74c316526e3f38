"""Tests of `content/text`."""
