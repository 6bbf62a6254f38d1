"""Pure renderers from view models to pages, workbooks and exports."""
