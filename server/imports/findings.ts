/** What an import found in the files: every record that was mended, refused or is worth a word, and where it stands. */

export type Outcome = 'refused' | 'mended' | 'noted';

export interface Finding {
  outcome: Outcome;
  /** One sentence, the same for every record it holds for: what the summary groups by. */
  rule: string;
  /** `file.csv:12` (line) or `file.geojson: feature 3`; the file alone when it is about all of it. */
  at: string;
  field?: string;
  /** Never the value of a personal column. */
  found?: string;
  expected?: string;
  fix?: string;
}

export interface Findings {
  readonly all: Finding[];
  add(outcome: Outcome, rule: string, at: string, detail?: Omit<Finding, 'outcome' | 'rule' | 'at'>): void;
  count(outcome: Outcome, rule?: string): number;
}

export function createFindings(): Findings {
  const all: Finding[] = [];
  return {
    all,
    add: (outcome, rule, at, detail) => void all.push({ outcome, rule, at, ...detail }),
    count: (outcome, rule) => all.filter((finding) => finding.outcome === outcome && (rule === undefined || finding.rule === rule)).length,
  };
}

export interface FindingGroup { outcome: Outcome; rule: string; count: number; records: Omit<Finding, 'outcome' | 'rule'>[] }

const ORDER: Outcome[] = ['refused', 'mended', 'noted'];

/** The findings by rule: refusals first, then what was mended, then notes; in a group, in the order of the file. */
export function groupFindings(findings: Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const { outcome, rule, ...record } of findings) {
    const key = outcome + rule;
    const group = groups.get(key) ?? { outcome, rule, count: 0, records: [] };
    group.count++;
    group.records.push(record);
    groups.set(key, group);
  }
  for (const { records } of groups.values()) records.sort((a, b) => placeOrder(a.at, b.at));
  return [...groups.values()].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
}

/** By file, then by the number of the line or feature. */
function placeOrder(a: string, b: string): number {
  const [fileA, numberA] = split(a);
  const [fileB, numberB] = split(b);
  return fileA === fileB ? numberA - numberB : fileA < fileB ? -1 : 1;
}

function split(at: string): [string, number] {
  const [, file, number] = /^(.*?)(\d*)$/.exec(at)!;
  return [file!, Number(number)];
}
