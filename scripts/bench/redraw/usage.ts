/** Imported into a process before its own script: writes to file descriptor 3 at the end what the process used. */
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, JSON.stringify({ cpuS: (userCPUTime + systemCPUTime) / 1e6, memoryMB: maxRSS / 1024 }));
  });
}
