"""Le dépannage : du symptôme aux vérifications, à la réponse, au contact."""
