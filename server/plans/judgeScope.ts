/** Judges the communities of an area, one after the other. */
import { communityOf, defaultWindow } from '../../geodata/codes/codes.ts';
import type { Context } from '../context.ts';
import { judgeSides, type JudgedSides, type JudgingRules } from './judgeSides.ts';
import { barrierMetresOf } from './land.ts';
import { selectCommunities } from './queries.ts';
import { selectSide, type Side, type Source } from './sides.ts';

interface Asked { district: string; area: string; rules: JudgingRules; from: Source; to: Source }

/** What each community of `area` comes to under two assignments, in code order. */
export async function* judgeScope({ database, land }: Pick<Context, 'database' | 'land'>, { district, area, rules, from, to }: Asked): AsyncGenerator<{ judged: JudgedSides; from: Side; to: Side }> {
  const before = byCommunity(await selectSide(database, district, area, from)), after = byCommunity(await selectSide(database, district, area, to));
  for (const { code, urbanRuralClass, min, max } of await selectCommunities(database, district, area)) {
    const window = rules.window ?? (min !== null && max !== null ? { min, max } : defaultWindow(urbanRuralClass));
    const own = await land(district, code), sides = { from: before.get(code) ?? NOBODY, to: after.get(code) ?? NOBODY };
    yield { judged: judgeSides(own, barrierMetresOf(own, rules.barriers), window, rules, sides.from, sides.to), ...sides };
  }
}

const NOBODY: Side = new Map();

const byCommunity = (side: Side): Map<string, Side> =>
  new Map([...Map.groupBy(side, ([unit]) => communityOf(unit))].map(([community, places]) => [community, new Map(places)]));
