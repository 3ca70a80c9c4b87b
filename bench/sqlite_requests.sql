-- The same cross-tab by the sqlite3 shell: .import, then the query. Dates are texts that sort as dates do.
CREATE TABLE ledger(no, kind, applicant, channel, submitted, subject, outcome, letter_no, letter_date, delivery, sent);
.import --csv --skip 1 requests.csv ledger
SELECT CASE WHEN way.column1 = 'in' THEN CASE WHEN submitted >= '2025-01-01' THEN 'new' ELSE 'carried_in' END
            WHEN outcome <> '' AND sent <= '2025-12-31' THEN outcome ELSE 'carried_out' END AS row, kind AS col, count(*)
FROM ledger CROSS JOIN (VALUES ('in'), ('out')) AS way
WHERE submitted <= '2025-12-31' AND (submitted >= '2025-01-01' OR outcome = '' OR sent = '' OR sent >= '2025-01-01')
GROUP BY 1, 2 ORDER BY 1, 2;
