"""Tests of `guide_portal`."""
