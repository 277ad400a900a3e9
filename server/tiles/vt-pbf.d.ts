declare module 'vt-pbf' {
  const vtpbf: {
    /** Encodes geojson-vt tiles, one a layer. */
    fromGeojsonVt(layers: Record<string, import('geojson-vt').LegacyTile>, options: { version: 1 | 2; extent: number }): Uint8Array;
  };
  export default vtpbf;
}
