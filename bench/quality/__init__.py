"""What judges of others say: Lighthouse, Observatory, the validator, a smoke test."""
