/** Steps of the graticule in seconds of arc: 1°, 30′, … 10″. Each is a whole number of the bars of its neatline. */
const STEPS_S = [36_000, 18_000, 7200, 3600, 1800, 1200, 600, 240, 120, 60, 30, 20, 10] as const;

/** The finest step whose meridians stand at least `leastPx` apart at `pxPerDegree` of longitude. */
export function graticuleStep(pxPerDegree: number, leastPx: number): number {
  return STEPS_S.findLast((s) => (s / 3600) * pxPerDegree >= leastPx) ?? STEPS_S[0];
}

/** Multiples of `stepS` seconds from `from` to `to`, in degrees. */
export function ticks(from: number, to: number, stepS: number): number[] {
  const first = Math.ceil((from * 3600) / stepS - 1e-9);
  const last = Math.floor((to * 3600) / stepS + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ((first + i) * stepS) / 3600);
}

/** Degrees, minutes and, where asked, seconds: `120°48′`, `120°48′30″`; west and south with a real minus. */
export function degrees(value: number, seconds: boolean): string {
  const total = Math.round(Math.abs(value) * 3600);
  const minutes = String(Math.floor(total / 60) % 60).padStart(2, '0');
  const text = `${Math.floor(total / 3600)}°${minutes}′`;
  const sign = value < 0 && /[1-9]/.test(text) ? '−' : '';
  return sign + (seconds ? `${text}${String(total % 60).padStart(2, '0')}″` : text);
}
