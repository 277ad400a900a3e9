/** Looks at all rules once a minute, in one of the processes. */
import { randomUUID } from 'node:crypto';
import { DAY_MS } from '../../geodata/density/days.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { selectFirstOpened } from '../live/changes.ts';
import { tellLive } from '../live/publish.ts';
import { log } from '../log.ts';
import { countFor, selectLastOpened, selectOpenedCounts, selectOverdueCounts } from './count.ts';
import { judge, type Judgement } from './judge.ts';
import { endAlert, forgetAlerts, insertAlert, selectOpenAlerts, selectRules } from './queries.ts';
import type { AlertRule } from './schema.ts';

const LOOK_MS = 60_000;
/** So long ended alerts are kept. */
const KEPT_MS = 90 * DAY_MS;

type Store = Pick<Context, 'database' | 'versions' | 'areas' | 'now'>;

/** Raises what the rules say and ends what is over, unless another process has done so in this minute. */
export async function evaluateAlerts({ database, versions, areas, now }: Store): Promise<void> {
  const { district } = await versions.current(), at = now(), minute = Math.floor(at / LOOK_MS);
  if (!district || !(await takeMinute(database, minute))) return;
  const codes = [...(await areas()).values()], rules = (await selectRules(database)).filter(({ enabled }) => enabled);
  const found = new Map<string, { rule: AlertRule; area: string; judgement: Judgement }>();
  for (const each of await judgeAll(database, district.code, rules, (rule) => codes.filter(({ level }) => level === rule.level).map(({ code }) => code), at)) found.set(`${each.rule.id} ${each.area}`, each);

  await database.transaction(async (inside) => {
    const open = await selectOpenAlerts(inside, district.code), isOpen = new Set(open.map(({ rule, area }) => `${rule} ${area}`)), told: string[] = [];
    for (const { id, rule, area } of open) {
      // A rule that is gone, or does not look at the area any more, has nothing to say.
      if (found.get(`${rule} ${area}`)?.judgement.ends === false) continue;
      await endAlert(inside, district.code, id, at);
      told.push(id);
    }
    for (const [key, { rule: { id: rule, kind, level, category }, area, judgement }] of found) {
      if (!judgement.fires || isOpen.has(key)) continue;
      const id = randomUUID();
      if (await insertAlert(inside, district.code, { id, rule, kind, level, area, category, raisedAt: at, endedAt: null, seenAt: null, figures: judgement.figures })) told.push(id);
    }
    await forgetAlerts(inside, district.code, at - KEPT_MS);
    for (const alert of told) await tellLive(inside, { alert });
  });
}

/** True for the one process that looks in this minute. */
const takeMinute = async (database: Queryable, minute: number): Promise<boolean> => (await database.query(`
  insert into settings as s (key, value) values ('alertsMinute', to_jsonb($1::float8))
  on conflict (key) do update set value = excluded.value where s.value <> excluded.value returning 1`, [minute])).length > 0;

async function judgeAll(database: Queryable, district: string, rules: readonly AlertRule[], areasOf: (rule: AlertRule) => string[], now: number) {
  const firstMs = await selectFirstOpened(database, district), found: { rule: AlertRule; area: string; judgement: Judgement }[] = [];
  const last = rules.some(({ kind }) => kind === 'silent') ? await selectLastOpened(database, district, now) : [];
  for (const [minutes, alike] of Map.groupBy(rules, (rule) => rule.minutes)) {
    const opened = alike.some(({ kind }) => kind !== 'overdue') ? await selectOpenedCounts(database, district, now, minutes) : [];
    const overdue = alike.some(({ kind }) => kind === 'overdue') ? await selectOverdueCounts(database, district, now, minutes) : [];
    for (const rule of alike) for (const [area, counted] of countFor(rule, areasOf(rule), opened, overdue, last, { district, firstMs, now })) found.push({ rule, area, judgement: judge(rule, counted) });
  }
  return found;
}

/** Looks every minute, until the returned function is called. */
export function startAlerts(context: Store): () => void {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    await evaluateAlerts(context).catch((error: unknown) => log.warn({ err: error }, 'The rules of alerts could not be looked at'));
    isLooking = false;
  };
  const timer = setInterval(() => void look(), LOOK_MS).unref();
  return () => clearInterval(timer);
}
