"""Tests of `guide_portal/feedback`."""
