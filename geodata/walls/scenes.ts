/** What a wall plays: its kinds, its layers and the five scenes of a wall that has none of its own. */

export const SCENE_KINDS = ['situation', 'hotspots', 'grids', 'prosperity', 'service'] as const;
export type SceneKind = (typeof SCENE_KINDS)[number];

/** What a scene can switch on and off on the map. */
export const SCENE_LAYERS = ['areas', 'grids', 'units', 'buildings', 'parks', 'places', 'relief'] as const;
export type SceneLayer = (typeof SCENE_LAYERS)[number];

export interface SceneCamera { lon: number; lat: number; zoom: number }

export interface Scene {
  kind: SceneKind;
  /** How long it stays, 10 to 3600 s. */
  seconds: number;
  /** Division code of what it is about; null: the whole of who looks. */
  area: string | null;
  /** Where the map stands; null: it fits the area. */
  camera: SceneCamera | null;
  /** What is on; null: as the kind has it. */
  layers: SceneLayer[] | null;
  /** Which panels of the kind, by name; null: all. */
  panels: string[] | null;
  /** In place of the kind's own name. */
  title: string | null;
}

export const SHORTEST_SCENE_S = 10;
export const LONGEST_SCENE_S = 3600;
export const MOST_SCENES = 50;

const USUAL_SECONDS: Readonly<Record<SceneKind, number>> = { situation: 60, hotspots: 30, grids: 30, prosperity: 30, service: 30 };

/** A scene as its kind has it, about everything. */
export const usualScene = (kind: SceneKind): Scene => ({ kind, seconds: USUAL_SECONDS[kind], area: null, camera: null, layers: null, panels: null, title: null });

/** What a wall plays that nobody has put together. */
export const usualScenes = (): Scene[] => SCENE_KINDS.map(usualScene);
