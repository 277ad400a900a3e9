/** The summary of an import as a person reads it on a terminal: grouped, and short where it would be long. */
import type { FindingGroup, Outcome } from './findings.ts';
import type { Summary } from './import.ts';

const SHOWN_RECORDS = 3;
const SHOWN_PLACES = 12;
const MAX_WIDTH = 300;
const HEADINGS: Record<Outcome, string> = { refused: 'Refused', mended: 'Mended', noted: 'To know' };

/** `details` says where the rest is, when lists are cut short. */
export function summaryText({ noun, district, replaced, files, taken, findings, dropped }: Summary, details: string): string {
  const lines = [`${noun[0]!.toUpperCase()}${noun.slice(1)} of ${district.name} (${district.code}): ${Object.entries(taken).map(([kind, count]) => `${count.toLocaleString('en')} ${words(kind)}`).join(', ')}.`];
  if (replaced) lines.push(`In place of ${replaced}.`);
  lines.push('', 'Read');
  for (const file of files) lines.push(`  ${file.name}: ${file.records.toLocaleString('en')} records, ${[file.encoding.toUpperCase(), file.crs?.toUpperCase(), file.delimiter && file.delimiter !== ',' ? `delimiter ${JSON.stringify(file.delimiter)}` : undefined].filter(Boolean).join(', ')}`);
  for (const outcome of ['refused', 'mended', 'noted'] as const) {
    const groups = findings.filter((group) => group.outcome === outcome);
    if (groups.length) lines.push('', HEADINGS[outcome], ...groups.flatMap((group) => groupLines(group, details)));
    else if (outcome === 'refused') lines.push('', 'Refused: nothing');
  }
  const personal = dropped.filter((column) => column.personal);
  const others = dropped.filter((column) => !column.personal);
  if (personal.length) lines.push('', 'Personal columns, dropped and not stored', ...personal.map(({ file, column, personal: kind }) => `  ${file}: ${column} (${kind})`));
  if (others.length) lines.push('', 'Columns not needed, not stored', ...[...Map.groupBy(others, ({ file }) => file)].map(([file, columns]) => `  ${file}: ${columns.map(({ column }) => column).join(', ')}`));
  return lines.join('\n');
}

function groupLines({ rule, count, records }: FindingGroup, details: string): string[] {
  const telling = records.filter(({ found, expected, fix }) => found ?? expected ?? fix);
  const lines = [count === 1 ? `  ${rule}` : `  ${count.toLocaleString('en')} × ${rule}`];
  if (!telling.length) {
    lines.push(cut(`      ${places(records.slice(0, SHOWN_PLACES).map(({ at }) => at))}${count > SHOWN_PLACES ? ` … ${details}` : ''}`));
    return lines;
  }
  for (const { at, field, found, expected, fix } of records.slice(0, SHOWN_RECORDS)) {
    const parts = [found && (field ? `${field} is ${found}` : found), expected && `expected ${expected}`, fix].filter(Boolean);
    lines.push(cut(`      ${at}${parts.length ? ': ' + parts.join('; ') : ''}`));
  }
  if (count > SHOWN_RECORDS) lines.push(`      … and ${(count - SHOWN_RECORDS).toLocaleString('en')} more ${details}`);
  return lines;
}

/** `a.csv:7`, `a.csv:9` as `a.csv:7, 9`; the same for features. */
function places(ats: string[]): string {
  const split = ats.map((at) => /^(.*(?:: feature |:))(\d+)$/.exec(at) ?? [at, at, '']);
  return [...Map.groupBy(split, ([, start]) => start)].map(([start, own]) => start + own.map(([, , number]) => number).join(', ')).join('; ');
}

/** `onTheMap` as `on the map`. */
const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ' ' + letter.toLowerCase());

const cut = (line: string) => (line.length > MAX_WIDTH ? line.slice(0, MAX_WIDTH - 2) + ' …' : line);
