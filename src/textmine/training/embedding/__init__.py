"""The embedded Dutch sentence model: from open text to a sentence-transformers folder (:mod:`recipe`), and how good it is (:mod:`evaluation`)."""
