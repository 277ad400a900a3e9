/** The tile a place (longitude, latitude) is in. */
export function tileAt([lon, lat]: [number, number], z: number): { z: number; x: number; y: number } {
  const sin = Math.sin((lat * Math.PI) / 180);
  return { z, x: Math.floor(((lon + 180) / 360) * 2 ** z), y: Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z) };
}
