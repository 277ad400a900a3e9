import type { Position } from 'geojson';
import type { Theme } from '../theme/tokens.ts';
import type { Level } from '../../geodata/density/measures.ts';
import type { Composition } from '../view/view.ts';
import type { Fill, LayerName } from '../view/state.ts';
import type { PlaceKind } from '../../geodata/district.ts';
import type { SceneKind } from '../../geodata/walls/scenes.ts';

/** What the drill colours: places of a level or hexagons, which of them are hatched, and by what. */
export interface DrillLook { level: 'street' | 'community' | 'grid' | 'hexagon'; hatched: readonly string[]; pattern: 'few' | 'cold' }
export const NO_DRILL: DrillLook = { level: 'street', hatched: [], pattern: 'few' };

/** The scene a wall plays, for layers that only that scene has; members of its own may follow. */
export interface WallLook {
  kind: SceneKind;
  /** The kind of place whose roads are lit. */
  places?: PlaceKind;
}

/** All that decides how the sheet is drawn, apart from the data: layers are functions of it. */
export interface Look {
  theme: Theme;
  /** `measure` is what the drill asks for; the others are in the address. */
  fill: Fill | 'measure';
  drill: DrillLook;
  /** What of a plan under edits is shown: as it stands, what it changes, or the grids in force; null without one. */
  plan: 'draft' | 'difference' | 'inForce' | null;
  /** The level of place that a click means; null: what is legible at the zoom. */
  picks: Level | null;
  layers: readonly LayerName[];
  /** Null at a desk. */
  wall: WallLook | null;
  composition: Composition;
  /** Screen px of one unit of line and type: 1 at a desk, `u` of the wall. */
  unit: number;
  /** Kinds of land, roads and names exist only where they were imported. */
  hasRelief: boolean;
}

export const shows = (look: Look, name: LayerName): boolean => look.layers.includes(name);
export const visibility = (on: boolean): { visibility: 'visible' | 'none' } => ({ visibility: on ? 'visible' : 'none' });

/** A wall is seen from further off: things appear one zoom later than at a desk. */
export const zoomFrom = (look: Look, zoom: number): number => (look.composition === 'wall' ? zoom + 1.1 : zoom);

/** Text sizes: what is 13 px at a desk is 32 u on a wall. */
export const textSize = (look: Look, px: number): number => (look.composition === 'wall' ? px * (32 / 13) * look.unit : px);

/** A weight or slant is read off the first name of a font list; these first names are no fonts. */
const SANS = ['Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'system-ui'];
export const FONT = { plain: SANS, bold: ['Jingwei Bold', ...SANS], song: ['Jingwei Semibold', 'Noto Serif SC', 'Noto Serif CJK SC', 'Source Han Serif SC', 'Songti SC', 'SimSun', 'serif'] };

export type LonLat = Position;
