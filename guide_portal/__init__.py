"""The portal: settings, addresses, home, search, commands."""
