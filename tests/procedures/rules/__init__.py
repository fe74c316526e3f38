"""Tests of `procedures/rules`."""
