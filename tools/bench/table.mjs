/** @param {string} title @param {readonly string[]} names @param {readonly (readonly (string | number)[])[]} rows */
export const printTable = (title, names, rows) => {
  const texts = [names, ...rows.map((row) => row.map(String))];
  const widths = names.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {readonly string[]} */ row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  const [head = [], ...body] = texts;
  console.log(`\n${title}\n${line(head)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}\n${body.map(line).join('\n')}`);
};

const ten = 10;
const hundred = 100;
/** A figure with as many digits as can be believed. @param {number} value */
export const figure = (value) => (Number.isNaN(value) ? '-' : value >= hundred ? String(Math.round(value)) : value.toFixed(value >= ten ? 1 : 2));

/** What a goal asks and whether this run holds it. @param {boolean} holds @param {string} goal */
export const verdict = (holds, goal) => `${holds ? 'holds' : 'BELOW'} (${goal})`;
