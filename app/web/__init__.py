"""The pages with sign-in: a face over the view models that reports show and the decisions that commands make; no rule in it."""
