/** One claim: what was measured, ours, and the named baseline of the same run. */
export interface Row {
  claim: string;
  unit: string;
  ours: number;
  /** Null where a figure stands alone. */
  baseline: { name: string; value: number } | null;
}

const figure = (value: number) => (value >= 100 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : value.toPrecision(3));
const ratio = (ours: number, baseline: number) => (baseline === 0 ? '–' : (ours / baseline).toPrecision(2));

export function printTable(rows: Row[]): void {
  const lines = [['', 'Jingwei', 'baseline', 'ratio', ''], ...rows.map(({ claim, unit, ours, baseline }) => [
    `${claim}, ${unit}`, figure(ours), baseline ? figure(baseline.value) : '–', baseline ? ratio(ours, baseline.value) : '–', baseline?.name ?? '',
  ])];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines) console.log(line.map((cell, column) => (column === 0 || column === 4 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd());
}

/** Runs `work` several times and returns the median of its milliseconds. */
export async function medianMs(times: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

/** The same in processor time of the whole process: what it costs on a machine that has other things to do. */
export async function medianCpuMs(times: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    took.push((user + system) / 1000);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}
