"""Le texte : YAML, lignes, éditions, instantané. Ne connaît aucune démarche."""
