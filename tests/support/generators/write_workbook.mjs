// Writes one workbook with exceljs or SheetJS, as programs that use these libraries do.
//
//     NODE_PATH=FOLDER/node_modules TZ=Asia/Shanghai node tests/support/generators/write_workbook.mjs exceljs|sheetjs HOW IN.json OUT.xlsx
//
// IN.json: [{"name": SHEET, "rows": [[null | {"kind": "text"|"number"|"date", "value": "…"}]]}]. HOW says how a date was made:
// "local" new Date(2025, 2, 5), "utc" new Date('2025-03-05'), or for SheetJS "iso": local dates written as ISO texts.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.NODE_PATH + '/');
const [library, how, input, output] = process.argv.slice(2);
const sheets = JSON.parse(fs.readFileSync(input, 'utf8'));

function value(cell) {
  if (!cell) return null;
  if (cell.kind === 'number') return Number(cell.value);
  if (cell.kind !== 'date') return cell.value;
  const [year, month, day] = cell.value.split('-').map(Number);
  return how === 'utc' ? new Date(cell.value) : new Date(year, month - 1, day);
}

if (library === 'exceljs') {
  const ExcelJS = require('exceljs');
  const book = new ExcelJS.Workbook();
  for (const { name, rows } of sheets) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow(row.map(value));
  }
  await book.xlsx.writeFile(output);
} else {
  const XLSX = require('xlsx');
  const book = XLSX.utils.book_new(), cellDates = how === 'iso';
  for (const { name, rows } of sheets) XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map(row => row.map(value)), { cellDates }), name);
  XLSX.writeFile(book, output, { cellDates });
}
