"""Les démarches du compte ameli et leurs outils."""
