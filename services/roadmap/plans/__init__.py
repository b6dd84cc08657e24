"""Plans of measures (дорожная карта, план мероприятий) as people write them: tables in files."""
