"""Values to text. Renderers decide nothing and print nothing."""
