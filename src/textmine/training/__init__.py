"""Training the embedded models: the Dutch pipeline, and in :mod:`textmine.training.embedding` the sentence model."""
