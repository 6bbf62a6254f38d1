"""A replica of both sites with known faults, and its truth. The product never imports it; `demo` and the tests do."""
