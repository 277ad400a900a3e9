/** What is said of a community or an area in words, from its figures. */
import { tallyOf, type SheetCommunity } from './subject.ts';
import type { Words } from './words.ts';

/** The headline and what changed against the edition in force. */
export function communityFacts({ grids, moved, ended, uncovered }: SheetCommunity, words: Words): { headline: string; changes: string } {
  const windows = new Map(grids.flatMap(({ window, kind }) => (window && kind === 'basic' ? [[`${window.min}-${window.max}`, window] as const] : [])));
  const [window] = windows.values();
  return {
    headline: words.headline({ ...tallyOf(grids), window: windows.size === 1 ? window! : null }),
    changes: words.changes({
      movedUnits: moved.length, movedHouseholds: moved.reduce((sum, { households }) => sum + households, 0),
      begun: grids.filter(({ change }) => change === 'new').map(({ code }) => code.slice(-3)), ended: ended.map((code) => code.slice(-3)), uncovered,
    }),
  };
}
