// The same cross-tab by DuckDB: loads the CSV into a table, then asks. node duckdb.mjs FILE requests|decisions
import { DuckDBInstance } from '@duckdb/node-api';

const [file, kind] = process.argv.slice(2);
const columns = {
  requests: `{no: 'VARCHAR', kind: 'VARCHAR', applicant: 'VARCHAR', channel: 'VARCHAR', submitted: 'DATE', subject: 'VARCHAR',
              outcome: 'VARCHAR', letter_no: 'VARCHAR', letter_date: 'DATE', delivery: 'VARCHAR', sent: 'DATE'}`,
  decisions: `{decided: 'DATE', kind: 'VARCHAR', doc_no: 'VARCHAR', amount: 'BIGINT', shown: 'DATE'}`,
};
const queries = {
  requests: `
    SELECT CASE WHEN way = 'in' THEN CASE WHEN submitted >= DATE '2025-01-01' THEN 'new' ELSE 'carried_in' END
                WHEN outcome IS NOT NULL AND sent <= DATE '2025-12-31' THEN outcome ELSE 'carried_out' END AS row, kind AS col, count(*)
    FROM ledger CROSS JOIN (VALUES ('in'), ('out')) AS ways(way)
    WHERE submitted <= DATE '2025-12-31'
      AND (submitted >= DATE '2025-01-01' OR outcome IS NULL OR sent IS NULL OR sent >= DATE '2025-01-01')
    GROUP BY ALL ORDER BY ALL`,
  decisions: `SELECT kind, 'decisions', sum(amount) FROM ledger WHERE decided BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
              GROUP BY ALL ORDER BY ALL`,
};

const db = await (await DuckDBInstance.create(':memory:')).connect();
await db.run(`CREATE TABLE ledger AS SELECT * FROM read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"',
              columns = ${columns[kind]})`);
for (const row of (await db.runAndReadAll(queries[kind])).getRows()) console.log(row.map(String).join('|'));
