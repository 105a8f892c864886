"""The learned models of codes: from coded sentences and narratives to weights, and how well they do."""
