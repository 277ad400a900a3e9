/** What the page and the density worker say to each other. */
import type { Telling } from '../../geodata/density/finding.ts';
import type { Period } from '../../geodata/density/days.ts';
import type { Question, Summary } from '../../geodata/density/question.ts';
import type { MultiPolygon } from '../../geodata/district.ts';
import type { Box } from '../api/types.ts';

/** Land that a drawing stays in, or where its borders are not known a box. Sent once under a key, named by it afterwards. */
export interface Shape { key: string; coordinates: MultiPolygon['coordinates'] | null; bbox: Box }
/** Grids with households, whose neighbours count; likewise. */
export interface GridShapes { key: string; codes: readonly string[]; households: readonly number[]; shapes: readonly MultiPolygon['coordinates'][] }

export type Draw =
  | { kind: 'heat'; bandwidthM: number; breaks: readonly number[]; ramp: readonly string[]; shape: string }
  | { kind: 'hexagons'; widthM: number; latitude: number; shape: string }
  | { kind: 'spots'; of: 'hexagons'; widthM: number; latitude: number; shape: string }
  | { kind: 'spots'; of: 'grids'; grids: string };

/** Which records there are: a version of them, the place all are in, their days. */
export interface Source { version: string; whole: string; extent: Period }
export interface Ask {
  nth: number;
  channel: Channel;
  question: Question;
  draw: Draw | null;
  /** False while a brush is dragged: the picture may be coarse, and nothing is made that only a reader needs. */
  settled: boolean;
  /** How far back records are wanted. */
  since: string;
}
/** Who asks: the drill, or the sheet and the wall. Each has filters and sums of its own over one copy of the columns. */
export type Channel = 'drill' | 'sheet';
export type ToWorker = { source: Source } | { shape: Shape } | { grids: GridShapes } | { ask: Ask };

export interface HeatDrawing { draws: 'heat'; pixels: Uint8ClampedArray<ArrayBuffer>; columns: number; rows: number; bounds: Box }
export interface HexagonDrawing { draws: 'hexagons'; metres: number; areaKm2: number; ids: Uint32Array; counts: Uint32Array; /** Twelve numbers each: six corners, longitude and latitude. */ rings: Float64Array }
export interface SpotDrawing {
  draws: 'spots';
  of: 'grids' | 'hexagons';
  /** Of grids; empty for hexagons. */
  codes: readonly string[];
  counts: Uint32Array;
  z: Float64Array;
  p: Float64Array;
  /** −3 … 3, see spotKinds. */
  kind: Int8Array;
  /** Index of SPOT_TRENDS, and whether it is one of cold spots. */
  trend: Uint8Array;
  cold: Uint8Array;
  /** The slices of time that the trend is of, oldest first. */
  slices: Period[];
  /** Of hexagons; empty for grids. */
  rings: Float64Array;
}
export type Drawing = HeatDrawing | HexagonDrawing | SpotDrawing;

export interface Answer {
  nth: number;
  channel: Channel;
  /** Null until the months asked about are there. */
  summary: Summary | null;
  /** What the sentence is made of; only where the question is settled. */
  telling: Telling | null;
  drawing: Drawing | null;
  held: Period;
  /** Every month that was wanted has come. */
  loaded: boolean;
}
export interface Failure { nth: number; channel: Channel; status: number; message: string }
/** `held` grows as months come for a channel. */
export interface Progress { channel: Channel; held: Period; loaded: boolean }
export type FromWorker = { answer: Answer } | { failure: Failure } | { progress: Progress };
