/** Works out who walks how far, in a thread of its own: a second of computing that would stop the server. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LineString, PlaceKind, RoadClass } from '../../geodata/district.ts';
import { reachOf } from '../../geodata/reach/reach.ts';

/** What this thread is started with; lines are GeoJSON text. */
export interface ReachRequest {
  roads: { class: RoadClass; line: string }[];
  banks: { line: string }[];
  homes: { lon: number; lat: number }[];
  places: { kind: PlaceKind; lon: number; lat: number }[];
}

const { roads, banks, homes, places } = workerData as ReachRequest;
const lineOf = (text: string) => (JSON.parse(text) as LineString).coordinates;

parentPort!.postMessage(reachOf({
  roads: roads.map((road) => ({ class: road.class, line: lineOf(road.line) })),
  banks: banks.map(({ line }) => lineOf(line)),
  homes: homes.map(({ lon, lat }) => [lon, lat]),
  places: places.map(({ kind, lon, lat }) => ({ kind, at: [lon, lat] })),
}));
