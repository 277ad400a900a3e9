import type { Queryable } from '../database/database.ts';
import type { Sight } from '../rights/sight.ts';
import { USUAL_RULES, type Alert, type AlertRule } from './schema.ts';

interface Row extends Omit<Alert, 'raisedAt' | 'endedAt' | 'seenAt'> { raisedAt: Date; endedAt: Date | null; seenAt: Date | null }

const COLUMNS = 'id, rule, kind, level, area_code as area, category_code as category, raised_at as "raisedAt", ended_at as "endedAt", seen_at as "seenAt", figures';
const shape = ({ raisedAt, endedAt, seenAt, ...row }: Row): Alert => ({ ...row, raisedAt: raisedAt.getTime(), endedAt: endedAt && endedAt.getTime(), seenAt: seenAt && seenAt.getTime() });

/** The open ones first, then the newest, the larger area before what lies in it. Who sees aggregates only is told of no community and no category. */
export async function selectAlerts(database: Queryable, district: string, { area, points }: Sight, { state, limit }: { state: 'open' | 'ended' | 'all'; limit: number }): Promise<Alert[]> {
  const rows = await database.query<Row>(`
    select ${COLUMNS} from alerts
    where district_code = $1 and starts_with(area_code, $2) and ($3::text = 'all' or (ended_at is null) = ($3::text = 'open')) and ($4::boolean or (level <> 'community' and category_code is null))
    order by ended_at is null desc, raised_at desc, length(area_code), area_code, id limit $5`, [district, area, state, points, limit]);
  return rows.map(shape);
}

export async function selectAlert(database: Queryable, district: string, id: string): Promise<Alert | null> {
  const [row] = await database.query<Row>(`select ${COLUMNS} from alerts where district_code = $1 and id = $2`, [district, id]);
  return row ? shape(row) : null;
}

/** Whether an alert may be told to somebody. */
export const isShownTo = ({ area: own, points }: Sight, { area, level, category }: Alert): boolean => area.startsWith(own) && (points || (level !== 'community' && category === null));

export const selectOpenAlerts = (inside: Queryable, district: string) => inside.query<{ id: string; rule: string; area: string }>('select id, rule, area_code as area from alerts where district_code = $1 and ended_at is null', [district]);

/** Raises it, unless another has. */
export async function insertAlert(inside: Queryable, district: string, { id, rule, kind, level, area, category, raisedAt, figures }: Alert): Promise<boolean> {
  const rows = await inside.query(`
    insert into alerts (district_code, id, rule, kind, level, area_code, category_code, raised_at, figures) values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), $9)
    on conflict (district_code, rule, area_code) where ended_at is null do nothing returning 1`, [district, id, rule, kind, level, area, category, raisedAt, JSON.stringify(figures)]);
  return rows.length > 0;
}

export const endAlert = (inside: Queryable, district: string, id: string, now: number) => inside.query('update alerts set ended_at = to_timestamp($3::float8 / 1000) where district_code = $1 and id = $2 and ended_at is null', [district, id, now]);

/** Notes that somebody has seen it, the first time. */
export const markSeen = (inside: Queryable, district: string, id: string, now: number) => inside.query('update alerts set seen_at = coalesce(seen_at, to_timestamp($3::float8 / 1000)) where district_code = $1 and id = $2', [district, id, now]);

/** Those that ended long ago are forgotten. */
export const forgetAlerts = (inside: Queryable, district: string, before: number) => inside.query('delete from alerts where district_code = $1 and ended_at < to_timestamp($2::float8 / 1000)', [district, before]);

export async function selectRules(database: Queryable): Promise<AlertRule[]> {
  const [row] = await database.query<{ value: AlertRule[] }>(`select value from settings where key = 'alertRules'`);
  return row?.value ?? [...USUAL_RULES];
}

export const writeRules = (inside: Queryable, rules: readonly AlertRule[]) =>
  inside.query(`insert into settings (key, value) values ('alertRules', $1) on conflict (key) do update set value = excluded.value`, [JSON.stringify(rules)]);
