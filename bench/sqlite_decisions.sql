-- The same cross-tab by the sqlite3 shell: .import, then the query. Dates are texts that sort as dates do.
CREATE TABLE ledger(decided, kind, doc_no, amount INTEGER, shown);
.import --csv --skip 1 decisions.csv ledger
SELECT kind, 'decisions', sum(amount) FROM ledger WHERE decided BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1 ORDER BY 1;
