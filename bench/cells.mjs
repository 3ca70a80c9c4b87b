// The cells of all report.json of one year, added up by DuckDB. node cells.mjs FOLDER
import { DuckDBInstance } from '@duckdb/node-api';

const db = await (await DuckDBInstance.create(':memory:')).connect();
const rows = await db.runAndReadAll(`
  WITH tables AS (SELECT unnest(map_entries(tables)) AS t FROM read_json('${process.argv[2]}/*/report.json',
                    columns = {tables: 'MAP(VARCHAR, MAP(VARCHAR, MAP(VARCHAR, VARCHAR)))'})),
       lines AS (SELECT t.key AS tbl, unnest(map_entries(t.value)) AS r FROM tables),
       cells AS (SELECT tbl, r.key AS line, unnest(map_entries(r.value)) AS c FROM lines)
  SELECT tbl || '/' || line || '/' || c.key, CAST(sum(CAST(c.value AS DECIMAL(18, 6))) AS VARCHAR) FROM cells GROUP BY ALL ORDER BY ALL`);
for (const row of rows.getRows()) console.log(row.map(String).join('|'));
