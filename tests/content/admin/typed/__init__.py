"""What somebody typed at the desk: kept, compared, merged, never lost."""
