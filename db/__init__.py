"""SQLAlchemy tables and the adapter between records and rows."""
