"""One way of asking, for walking, probing and inspecting alike: the guard, redirects, cookies, attempts, robots, missing pages."""
