"""Le portail : réglages, adresses, accueil, recherche, commandes."""
