"""Text mining for Dutch case narratives on sexual exploitation."""
