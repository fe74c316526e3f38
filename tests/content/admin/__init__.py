"""Tests of `content/admin`."""
