"""Pictures by matplotlib, which is imported only to draw."""
