-- Of the neighbourhoods it is the one that is stored.
placed AS MATERIALIZED (SELECT *, home AS in_area FROM chosen)
