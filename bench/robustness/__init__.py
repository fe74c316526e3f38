"""What people and machines may do to the portal: faults, fuzz, races, cuts."""
