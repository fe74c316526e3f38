"""Tests of `guide_portal/desk`."""
