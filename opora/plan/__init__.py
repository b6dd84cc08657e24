"""`opora plan`: a table of measures in, measures with dates out."""
