import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';

type Painted = LayerSpecification & { paint?: Record<string, unknown>; layout?: Record<string, unknown>; filter?: unknown };

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Brings the layers of a map from one look to the next: only what differs is set. Ids and order must be the same. */
export function applyLayers(map: MapLibreMap, before: readonly LayerSpecification[], after: readonly LayerSpecification[]): void {
  after.forEach((layer, i) => {
    const old = before[i] as Painted;
    const now = layer as Painted;
    if (old.id !== now.id) throw new Error(`layer ${now.id} stands where ${old.id} stood`);
    if (old.minzoom !== now.minzoom || old.maxzoom !== now.maxzoom) map.setLayerZoomRange(now.id, now.minzoom ?? 0, now.maxzoom ?? 24);
    if (!same(old.filter, now.filter)) map.setFilter(now.id, now.filter as never);
    for (const key of keys(old.layout, now.layout)) if (!same(old.layout?.[key], now.layout?.[key])) map.setLayoutProperty(now.id, key as never, now.layout?.[key] as never);
    for (const key of keys(old.paint, now.paint)) if (!same(old.paint?.[key], now.paint?.[key])) map.setPaintProperty(now.id, key as never, now.paint?.[key] as never);
  });
}

const keys = (a: object = {}, b: object = {}): Set<string> => new Set([...Object.keys(a), ...Object.keys(b)]);
