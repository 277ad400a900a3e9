// Days and minutes repeat: formatting each once makes millions of times cost little.
const days = new Map<number, string>();
const two = (n: number) => String(n).padStart(2, '0');
const minutes = Array.from({ length: 1440 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`);
const seconds = Array.from({ length: 60 }, (_, second) => `${two(second)}Z`);

/** Seconds since 1970 as ISO 8601 text in UTC. */
export function timeText(time: number): string {
  const day = Math.floor(time / 86400);
  let text = days.get(day);
  if (!text) days.set(day, text = new Date(day * 86400_000).toISOString().slice(0, 11));
  const rest = time - day * 86400;
  return text + minutes[Math.floor(rest / 60)] + seconds[rest % 60];
}
