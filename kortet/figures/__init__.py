"""What readers reckon and write with: groups by PostGIS, tables, small numbers, files. No pages of its own."""
