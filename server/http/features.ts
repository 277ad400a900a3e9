/** GeoJSON text from rows whose `geometry` column is GeoJSON text already (ST_AsGeoJSON), never parsed on the way. */
export type FeatureRow<Properties> = Properties & { geometry: string | null };

/** One Feature; `id` names the property that identifies it. */
export function featureText<Properties>(row: FeatureRow<Properties>, id: keyof Properties & string): string {
  const { geometry, ...properties } = row;
  return `{"type":"Feature","id":${JSON.stringify((row as Properties)[id])},"geometry":${geometry},"properties":${JSON.stringify(properties)}}`;
}

/** A FeatureCollection; `members` are added to it as foreign members. */
export function collectionText<Properties>(rows: FeatureRow<Properties>[], id: keyof Properties & string, members: Record<string, unknown> = {}): string {
  const extra = Object.entries(members).map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`).join('');
  return `{"type":"FeatureCollection","features":[${rows.map((row) => featureText(row, id)).join(',\n')}]${extra}}`;
}
