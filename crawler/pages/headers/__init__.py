"""What an article's page says of the article: heading, header line or table, META tags, body."""
