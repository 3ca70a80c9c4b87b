// The same cross-tab by DuckDB: loads the CSV into a table, then asks; then, with CHECKS, what checks find in it, a count each.
//
//     node duckdb.mjs LEDGER requests|decisions [CHECKS CALENDAR]
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';

const [folder, kind, checks, calendar] = process.argv.slice(2);
const dirty = readFileSync(`${folder}/${kind}.csv`).subarray(0, 500).toString().split('\n')[0].includes('登记日期');
const columns = {
  requests: `{no: 'VARCHAR', kind: 'VARCHAR', applicant: 'VARCHAR', channel: 'VARCHAR', submitted: 'DATE', ${dirty ? "registered: 'DATE'," : ''}
              subject: 'VARCHAR', outcome: 'VARCHAR', letter_no: 'VARCHAR', letter_date: 'DATE', delivery: 'VARCHAR', sent: 'DATE'}`,
  decisions: `{decided: 'DATE', kind: 'VARCHAR', doc_no: 'VARCHAR', amount: 'BIGINT', shown: 'DATE'}`,
  events: `{no: 'VARCHAR', seq: 'INT', event: 'VARCHAR', day: 'DATE', until: 'DATE', days: 'INT', approver: 'VARCHAR', approved: 'DATE', opinion: 'VARCHAR'}`,
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
const load = (table, file) => db.run(`CREATE TABLE ${table} AS SELECT * FROM read_csv('${folder}/${file}.csv', header = true, delim = ',', quote = '"',
                                      escape = '"', columns = ${columns[file]})`);
await load('ledger', kind);
for (const row of (await db.runAndReadAll(queries[kind])).getRows()) console.log(row.map(String).join('|'));
if (checks) {
  if (kind === 'requests') {
    await load('events', 'events');
    if (!dirty) await db.run('ALTER TABLE ledger ADD COLUMN registered DATE');
    await db.run('CREATE VIEW requests AS SELECT * FROM ledger');
  }
  for (const part of readFileSync(checks, 'utf8').replaceAll('$CALENDAR', calendar).split(/^-- (?=clock$|[A-Z]\d\d$)/m).slice(1)) {
    const [id] = part.split('\n', 1), query = part.slice(id.length);
    if (id === 'clock') await db.run(query);
    else console.log(`check|${id}|${(await db.runAndReadAll(query)).getRows()[0][0]}`);
  }
}
