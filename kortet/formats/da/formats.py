"""What Django's own Danish formats have no name for."""

LONG_DAY_FORMAT = "l j. F Y"
WEEK_DAY_FORMAT = "l j. F"
DAY_AND_TIME_FORMAT = r"j. F Y \k\l. H.i"
