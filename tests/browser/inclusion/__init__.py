"""Nobody left out, nothing left behind: what is typed, told, spoken, erased."""
