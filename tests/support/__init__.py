"""What tests and benches share: commands, servers, clusters, networks of their own."""
