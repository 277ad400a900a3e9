/** What objectives 2 to 4 weigh against each other below the least deviation; none is negative. */
export interface Weights {
  /** A weighted metre of barrier inside a grid. */
  barrier: number;
  /** A household whose grid changes against the edition in force. */
  moved: number;
  /** A metre of border between grids. */
  border: number;
}

/** A metre of barrier goes before a hundred households moved, and one of those before ten kilometres of border. */
export const DEFAULT_WEIGHTS: Readonly<Weights> = { barrier: 1_000_000, moved: 10_000, border: 1 };

/** No weight that people give is above this. */
export const MOST_WEIGHT = 1_000_000;
