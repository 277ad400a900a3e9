/** Against burn-in the whole sheet wanders in a circle, in steps of whole pixels: nobody sees one, no glyph is blurred by it. */
const RADIUS_U = 8;
const ROUND_MS = 180_000;

/** Where the sheet stands `ms` into its way, px; `u` px to a unit, `ratio` device px to a px. */
export function driftAt(ms: number, u: number, ratio: number): { x: number; y: number } {
  const angle = (ms / ROUND_MS) * 2 * Math.PI;
  const whole = (units: number): number => Math.round(units * u * ratio) / ratio + 0;
  return { x: whole(RADIUS_U * Math.sin(angle)), y: whole(RADIUS_U * Math.cos(angle)) };
}
