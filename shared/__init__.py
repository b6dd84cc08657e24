"""What the three services share: models, database, queue, HTTP, access, packs, rules, files."""
