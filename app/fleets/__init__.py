"""Many districts: their nights, how they stand, and the pages and the export over all of them."""
