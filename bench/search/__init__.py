"""How well the search answers, beside other engines."""
