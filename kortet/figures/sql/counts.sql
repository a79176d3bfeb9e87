-- {placed}: other layers than the neighbourhoods are joined by place, which the ORM can only do row by row.
WITH chosen AS MATERIALIZED ({pins}),
{placed}
SELECT in_area, kind, status, theme, count(*) FROM placed GROUP BY in_area, kind, status, theme
