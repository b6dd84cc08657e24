"""Safe readers and writers of tables: every cell comes in as text, nothing goes out as a formula."""
