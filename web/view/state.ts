import type { Period as Days } from '../../geodata/density/days.ts';
import type { Question } from '../../geodata/density/question.ts';
import type { Theme } from '../theme/tokens.ts';
import type { Lang } from '../numbers/format.ts';

/** What the sheet is coloured by: one measure at a time. */
export const FILLS = ['heat', 'grids', 'plain'] as const;
export type Fill = (typeof FILLS)[number];

/** What can be switched on and off on top of it. */
export const LAYERS = ['areas', 'grids', 'units', 'buildings', 'parks', 'places', 'relief'] as const;
export type LayerName = (typeof LAYERS)[number];
export const DEFAULT_LAYERS: readonly LayerName[] = ['areas', 'grids', 'units', 'buildings', 'relief'];

/** Days back from the newest incident. */
export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

export const KINDS = ['area', 'grid', 'unit', 'park', 'place'] as const;
export type Kind = (typeof KINDS)[number];
/** A thing of the map, by kind and code (or id). */
export interface Selection { kind: Kind; id: string }

/** Rooms of administration that lie upon the map. */
export const ADMINISTRATION = ['accounts', 'tokens', 'walls', 'alerts', 'audit', 'settings'] as const;
export type AdministrationTab = (typeof ADMINISTRATION)[number];

/** What stands around the map; none of these is the drill. */
export const ROOMS = ['redraw', ...ADMINISTRATION] as const;
export type Room = (typeof ROOMS)[number];

/** How the screen is laid out where the window leaves a choice. */
export const SCREENS = ['desk', 'wall'] as const;
export type Screen = (typeof SCREENS)[number];

export interface Camera { lon: number; lat: number; zoom: number }

/** What the drill's map shows: a measure by areas of one level or by hexagons, heat, or what is significant. */
export const MAP_MODES = ['street', 'community', 'grid', 'hexagon', 'heat', 'significant'] as const;
export type MapMode = (typeof MAP_MODES)[number];
/** The steps of the time series. */
export const GRAINS = ['hour', 'day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

/** The question the drill asks, apart from the area, which is what is selected. */
export interface DrillState extends Pick<Question, 'categories' | 'sources' | 'states' | 'hours' | 'weekdays' | 'measure' | 'gridsOf'> {
  /** Null: areas directly below the one looked at. */
  map: MapMode | null;
  /** Null: the last `period` days. */
  days: Days | null;
  grain: Grain;
  /** An area's code, `previous` or `lastYear`, laid beside. */
  beside: string | null;
}

export const defaultDrill = (): DrillState => ({ measure: 'perThousand', map: null, days: null, categories: [], sources: [], states: [], weekdays: [], hours: [], grain: 'day', gridsOf: 'own', beside: null });

/** Everything a link reproduces; `null` means the default for this screen. */
export interface ViewState {
  camera: Camera | null;
  fill: Fill;
  layers: LayerName[];
  period: Period;
  selected: Selection | null;
  /** Id of the plan on the sheet. */
  plan: string | null;
  room: Room | null;
  /** Null: a wall where the window is as wide as one. */
  screen: Screen | null;
  drill: DrillState;
  theme: Theme | null;
  lang: Lang | null;
}

export const defaultView = (): ViewState => ({ camera: null, fill: 'heat', layers: [...DEFAULT_LAYERS], period: 30, selected: null, plan: null, room: null, screen: null, drill: defaultDrill(), theme: null, lang: null });
