"""Tests of `procedures/tools`."""
