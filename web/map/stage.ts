/** The one map. Everything outside this folder speaks to it through a Stage. */
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSource, LayerSpecification, MapGeoJSONFeature, PointLike } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Feature, FeatureCollection } from 'geojson';
import { API } from '../api/client.ts';
import type { Box } from '../api/types.ts';
import type { Camera, Selection } from '../view/state.ts';
import { applyLayers } from './apply.ts';
import { collection } from './features.ts';
import { graticule } from './graticule.ts';
import { resolveImage } from './images.ts';
import { capturePointer, type PointerTools } from './pointerTools.ts';
import { sheetLayers } from './layers/sheet.ts';
import { areaLevelAt, choose, pickable } from './pick.ts';
import type { Hit } from './pick.ts';
import type { Look } from './look.ts';

setWorkerUrl(workerUrl);

export interface Padding { top: number; right: number; bottom: number; left: number }

export interface StageOptions {
  container: HTMLElement;
  look: Look;
  camera: Camera | null;
  home: Box;
  padding: Padding;
  /** What stands under the pointer has changed, with its place in px; `null` when it left. */
  onHover: (thing: Selection | null, at: { x: number; y: number }) => void;
  onPick: (thing: Selection | null) => void;
  /** While the camera moves, and once it stands still. */
  onMove: (camera: Camera, bounds: Box) => void;
  onRest: (camera: Camera) => void;
  /** A tile or a source could not be read. */
  onTrouble: (message: string) => void;
  /** The graphics card let go of the drawing: the map must be made anew. */
  onLost?: () => void;
  /** True once everything in view is loaded and drawn and nothing moves. */
  onIdle: (idle: boolean) => void;
}

/** Sources whose features are places: coloured one by one, by their codes. */
export type PlaceSource = 'areas' | 'grids';
const PLACES: readonly string[] = ['areas', 'grids'] satisfies PlaceSource[];
const GEOJSON = ['areas', 'area-names', 'grids', 'grid-names', 'parks', 'park-points', 'places', 'hovered', 'selected', 'graticule', 'hexagons', 'measure-names', 'trends', 'plan-before', 'plan-marks', 'plan-target', 'stroke', 'spokes', 'villages', 'project-marks', 'worst-grids', 'street-shares', 'pulses', 'reach'] as const;
export type SourceName = (typeof GEOJSON)[number];
const TILES = ['land', 'roads', 'units', 'buildings', 'labels'] as const;
const EMPTY = collection([]);
/** Of each source, beside those in view. */
const WALL_TILES_KEPT = 16;
/** look §7 */
const EASE = bezier(0.3, 0, 0.1, 1);

export type Stage = ReturnType<typeof createStage>;

export function createStage(options: StageOptions) {
  let look = options.look;
  let layers: LayerSpecification[] = sheetLayers(look);
  const map = new MapLibreMap({
    container: options.container,
    style: { version: 8, sources: sources(), layers },
    localIdeographFontFamily: '',
    attributionControl: false,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, maxPitch: 0,
    maxZoom: 19, fadeDuration: 120,
    // On a wall 8,000 px wide tiles that were seen once and are not come back to would fill the graphics card.
    ...(look.composition === 'wall' && { maxTileCacheSize: WALL_TILES_KEPT }),
    ...(options.camera ? { center: [options.camera.lon, options.camera.lat], zoom: options.camera.zoom } : { bounds: options.home, fitBoundsOptions: { padding: options.padding } }),
    // The server names its tiles by path; MapLibre's worker needs whole addresses.
    transformRequest: (url) => ({ url: new URL(url, location.origin).href }),
  });
  map.setMissingStyleImageResolver((id) => resolveImage(map, id));
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on('error', (event) => options.onTrouble(event.error?.message ?? ''));
  const loaded = new Promise<void>((resolve) => map.once('style.load', () => resolve()));

  const camera = (): Camera => ({ lon: map.getCenter().lng, lat: map.getCenter().lat, zoom: map.getZoom() });
  const bounds = (): Box => map.getBounds().toArray().flat() as Box;
  map.on('move', () => options.onMove(camera(), bounds()));
  map.on('moveend', () => options.onRest(camera()));
  /** The map is no more, or its drawing is lost: whoever still speaks to it is not heard. */
  let isGone = false;
  map.on('webglcontextlost', () => { isGone = true; options.onLost?.(); });
  map.on('idle', () => options.onIdle(true));
  map.on('dataloading', () => options.onIdle(false));
  map.on('movestart', () => options.onIdle(false));
  map.on('resize', () => options.onMove(camera(), bounds()));

  function find(at: PointLike): Selection | null {
    const wall = look.composition === 'wall';
    const order = pickable(map.getZoom(), look.fill, look.layers, wall, look.picks).filter((id) => map.getLayer(id));
    const hits = map.queryRenderedFeatures(at, { layers: order }).map(toHit);
    return choose(hits, order, look.picks === 'street' || look.picks === 'community' ? look.picks : areaLevelAt(map.getZoom(), wall));
  }

  const coloured = new Map<PlaceSource, ReadonlyMap<string, string>>();
  let hoverAt: { x: number; y: number } | null = null;
  map.on('mousemove', (event) => {
    // One question a frame, however fast the pointer moves.
    if (release) return;
    if (!hoverAt) requestAnimationFrame(() => { if (hoverAt) { const at = hoverAt; hoverAt = null; options.onHover(map.isMoving() ? null : find([at.x, at.y]), at); } });
    hoverAt = { x: event.point.x, y: event.point.y };
  });
  map.on('mouseout', () => { hoverAt = null; options.onHover(null, { x: 0, y: 0 }); });
  let release: (() => void) | null = null;
  map.on('click', (event) => { if (!release) options.onPick(find(event.point)); });
  map.getCanvas().style.cursor = 'default';

  return {
    map,
    loaded,
    camera,
    bounds,
    setLook(next: Look): void {
      if (isGone) return;
      const after = sheetLayers(next);
      look = next;
      applyLayers(map, layers, after);
      layers = after;
    },
    setData(source: SourceName, data: FeatureCollection | Feature | null): void {
      if (isGone) return;
      void (map.getSource(source) as GeoJSONSource | undefined)?.setData(data ?? EMPTY);
    },
    /** Changes some features of a source by their codes, those without a feature go: the rest is not told to the map again. */
    changeData(source: PlaceSource | 'grid-names', changes: ReadonlyMap<string, Feature | null>): void {
      if (isGone) return;
      const add = [...changes.values()].filter((feature) => feature !== null);
      void (map.getSource(source) as GeoJSONSource | undefined)?.updateData({ remove: [...changes].flatMap(([code, feature]) => (feature ? [] : [code])), add });
    },
    /** Gives the pointer to tools: nothing is hovered or picked meanwhile. Null gives it back. */
    setTools(tools: PointerTools | null): void {
      release?.();
      release = tools && capturePointer(map, tools);
      if (tools) options.onHover(null, { x: 0, y: 0 });
    },
    /** Gives places their colours: those no longer named lose theirs, only what differs is told to the map. */
    colour(source: PlaceSource, fills: ReadonlyMap<string, string>): void {
      if (isGone) return;
      const before = coloured.get(source) ?? new Map<string, string>();
      for (const id of before.keys()) if (!fills.has(id)) map.removeFeatureState({ source, id }, 'fill');
      for (const [id, fill] of fills) if (before.get(id) !== fill) map.setFeatureState({ source, id }, { fill });
      coloured.set(source, fills);
    },
    setGraticule(box: Box, stepS: number): void {
      this.setData('graticule', graticule(box, stepS));
    },
    /** Marks a unit of the tiles as under the pointer. */
    hoverUnit(code: string | null): void {
      if (isGone) return;
      map.removeFeatureState({ source: 'units', sourceLayer: 'units' });
      if (code) map.setFeatureState({ source: 'units', sourceLayer: 'units', id: code }, { hover: true });
    },
    fit(box: Box, padding: Padding, still: boolean, maxZoom = 16.5): void {
      map.fitBounds(box, { padding, maxZoom, ...(still ? { duration: 0 } : { duration: 2400, easing: EASE, essential: true }), linear: false });
    },
    /** Takes the camera somewhere with the weight of a wall (look §7): the further, the longer, and never turning. */
    move({ box, camera: to, padding, still }: { box: Box | null; camera: Camera | null; padding: Padding; still: boolean }): void {
      if (isGone) return;
      const target = to ? { center: [to.lon, to.lat] as [number, number], zoom: to.zoom } : box ? map.cameraForBounds(box, { padding, maxZoom: 16.5 }) : null;
      if (!target?.center) return;
      const zoom = target.zoom ?? map.getZoom(), from = map.project(map.getCenter()), at = map.project(target.center);
      const way = Math.hypot(at.x - from.x, at.y - from.y) / map.getContainer().clientHeight + Math.abs(zoom - map.getZoom());
      if (way < 0.002) return;
      if (still) map.jumpTo({ center: target.center, zoom });
      else map.easeTo({ center: target.center, zoom, duration: Math.min(4000, 2400 + 800 * way), easing: EASE, essential: true });
    },
    /** What the map shows, as a picture of its own: the drawing is only there while a frame is drawn. */
    picture(): Promise<HTMLCanvasElement> {
      return new Promise((resolve) => {
        void map.once('render', () => {
          const from = map.getCanvas();
          const to = Object.assign(document.createElement('canvas'), { width: from.width, height: from.height });
          to.getContext('2d')!.drawImage(from, 0, 0);
          resolve(to);
        });
        map.triggerRepaint();
      });
    },
    /** Hands over a picture of every frame drawn; the same canvas each time. Gives what ends it. */
    onRender(handle: (drawn: HTMLCanvasElement) => void): () => void {
      const to = document.createElement('canvas');
      const copy = (): void => {
        const from = map.getCanvas();
        if (to.width !== from.width || to.height !== from.height) Object.assign(to, { width: from.width, height: from.height });
        to.getContext('2d')!.drawImage(from, 0, 0);
        handle(to);
      };
      map.on('render', copy);
      return () => { map.off('render', copy); };
    },
    onceIdle(then: () => void): void { void map.once('idle', then); },
    jump(to: Camera): void { map.jumpTo({ center: [to.lon, to.lat], zoom: to.zoom }); },
    zoomBy(steps: number, still: boolean): void { map.zoomTo(map.getZoom() + steps, { duration: still ? 0 : 300 }); },
    setPointer(on: boolean): void { map.getCanvas().style.cursor = on ? 'pointer' : 'default'; },
    /** Asks for every tile again: those refused while nobody was signed in are not asked for by themselves. */
    reloadTiles(): void {
      if (isGone) return;
      for (const name of [...TILES, 'relief']) { const source = map.getSource(name); if (source && 'setUrl' in source) (source as { setUrl(url: string): void }).setUrl(`${API}/tiles/${name}.json`); }
    },
    destroy(): void { isGone = true; map.remove(); },
  };
}

function sources() {
  const geojson = Object.fromEntries(GEOJSON.map((name) => [name, { type: 'geojson' as const, data: EMPTY, tolerance: name === 'graticule' ? 0 : 0.3, ...((PLACES.includes(name) || name === 'grid-names') && { promoteId: 'code' }) }]));
  const tiles = Object.fromEntries(TILES.map((name) => [name, { type: 'vector' as const, url: `${API}/tiles/${name}.json`, ...(name === 'units' && { promoteId: 'code' }) }]));
  return { ...geojson, ...tiles, relief: { type: 'raster-dem' as const, url: `${API}/tiles/relief.json`, encoding: 'terrarium' as const, tileSize: 256 } };
}

function toHit(feature: MapGeoJSONFeature): Hit {
  const { code, id, level } = feature.properties as { code?: string; id?: string; level?: string };
  return { layer: feature.layer.id, code: String(code ?? id), ...(level && { level }) };
}

/** A cubic Bézier easing curve, solved by bisection. */
function bezier(x1: number, y1: number, x2: number, y2: number): (t: number) => number {
  const at = (a: number, b: number, s: number) => 3 * a * s * (1 - s) ** 2 + 3 * b * s * s * (1 - s) + s ** 3;
  return (t) => {
    let [low, high] = [0, 1];
    for (let i = 0; i < 30; i++) { const mid = (low + high) / 2; if (at(x1, x2, mid) < t) low = mid; else high = mid; }
    return at(y1, y2, (low + high) / 2);
  };
}
