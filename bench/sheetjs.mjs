// The filled cells of a workbook, read and counted by SheetJS. node sheetjs.mjs WORKBOOK
import XLSX from 'xlsx';

const book = XLSX.readFile(process.argv[2], { dense: true, cellFormula: false, cellHTML: false });
let n = 0;
for (const name of book.SheetNames) for (const row of book.Sheets[name]['!data'] ?? book.Sheets[name]) for (const cell of row ?? []) n += cell != null && cell.v !== '' && cell.t !== 'z';
console.log(n);
