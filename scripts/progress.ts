/** Progress on a terminal: one line that rewrites itself; elsewhere, a line a step. */
export type Report = (step: string, done: number, total: number) => void;

export function progressLine(stream: NodeJS.WriteStream = process.stdout): { report: Report; clear(): void } {
  let lastStep = '';
  let lastPercent = -1;
  return {
    report: (step, done, total) => {
      const percent = total > 0 ? Math.floor((100 * done) / total) : 100;
      if (step === lastStep && (percent === lastPercent || !stream.isTTY)) return;
      if (stream.isTTY) stream.write(`\r\x1b[K${String(percent).padStart(3)} %  ${step}`);
      else stream.write(`${step} …\n`);
      lastStep = step;
      lastPercent = percent;
    },
    clear: () => {
      if (stream.isTTY && lastStep) stream.write('\r\x1b[K');
    },
  };
}
