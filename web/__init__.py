"""Events to a browser: the only place that knows Flask."""
