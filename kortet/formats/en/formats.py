"""Dates and numbers in English as they are written in Britain."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "j F Y, H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
MONTH_DAY_FORMAT = "j F"
LONG_DAY_FORMAT = "l j F Y"
WEEK_DAY_FORMAT = "l j F"
DAY_AND_TIME_FORMAT = "j F Y, H.i"
