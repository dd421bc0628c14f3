"""The dev server: the site as it is being written, page by page, from memory."""
