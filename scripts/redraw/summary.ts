import type { GridFiles } from './readGrids.ts';
import type { UnitFile } from './readUnits.ts';
import type { SharedLand } from './shareLand.ts';
import type { Options } from './options.ts';
import type { fileReport } from './report.ts';

const COUNT = new Intl.NumberFormat('en-GB');

interface Run { options: Options; file: UnitFile; land: SharedLand | null; edition: GridFiles; result: ReturnType<typeof fileReport>; households: number; gaps: number; overlaps: number; islands: number; solveMs: number }

/** Says in a few lines what a run came to. */
export function printSummary({ options, file, land, edition, result, households, gaps, overlaps, islands, solveMs }: Run): void {
  const { window, path } = options, communities = result.communities.length;
  console.log(`${COUNT.format(file.ids.length)} units, ${COUNT.format(households)} households, ${communities} communities → ${COUNT.format(result.grids)} grids in ${COUNT.format(solveMs)} ms`);
  console.log(`In the window ${window.min}–${window.max}: ${COUNT.format(result.inWindow)} grids (${result.under} under, ${result.over} over); ${result.communitiesInWindow} of ${communities} communities wholly.`);
  console.log(`Deviation ${COUNT.format(result.deviation)} households; ${result.proved ? 'proved the least possible' : `at least ${COUNT.format(result.bound)} is unavoidable`}.`);
  if (options.current) console.log(`${COUNT.format(result.movedHouseholds!)} households change grids${result.movedHouseholds === result.movedBound ? ', proved the fewest' : `, at least ${COUNT.format(result.movedBound!)} have to`}; ${result.edition!.keptGrids} grids keep their names, ${result.edition!.newGrids.length} are new, ${result.edition!.endedGrids.length} end.`);
  if (options.barriers) console.log(`${COUNT.format(result.barrierM)} weighted metres of barriers run through grids.`);
  if (result.lockCost) console.log(`${COUNT.format(result.lockCost)} households of the deviation come from locks.`);
  if (edition.gone) console.log(`${edition.gone} units of ${options.current} are not in ${path} any more.`);
  if (file.uncounted) console.log(`${file.uncounted} units without a count were taken as 0 households.`);
  if (land) {
    console.log(`Every unit was given the land of ${options.communities} that is nearest to it${options.barriers ? `, parted along ${options.barriers}` : ''}.`);
    if (land.together.length) console.log(`${COUNT.format(land.together.flat().length)} units stand at the same place as another: they share its land; --report names them.`);
    if (land.landless.length) console.log(`${COUNT.format(land.landless.length)} units have no land, outside their community or under other buildings: each is a grid by itself; --report names them.`);
  }
  if (file.mended.length) console.log(`${COUNT.format(file.mended.length)} units cross themselves: each loop of their outline was taken as land; --report names them.`);
  const faults = [[gaps, 'gaps between units'], [overlaps, 'pairs of units that overlap'], [islands, 'parts of communities without a border to the rest']] as const;
  const found = faults.filter(([count]) => count > 0).map(([count, what]) => `${COUNT.format(count)} ${what}`);
  if (found.length) console.log(`Found in ${path}: ${found.join(', ')}; --report names them.`);
  if (!land && islands * 2 > file.ids.length) console.log('Most units touch no other. If they are buildings, name the polygons of their communities with --communities: each is then given its land.');
}
