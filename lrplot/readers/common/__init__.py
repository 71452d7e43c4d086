"""What the formats of configurations are read with: files as values, keys, lengths, includes."""
