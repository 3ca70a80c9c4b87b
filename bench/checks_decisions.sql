-- What checks of report_templates/rules find among decisions, as DuckDB would count it.
-- A04
SELECT count(*) FROM ledger WHERE decided NOT BETWEEN DATE '2008-05-01' AND DATE '2026-01-20';
-- A25
SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM ledger WHERE doc_no IS NOT NULL GROUP BY kind, doc_no HAVING count(*) > 1);
