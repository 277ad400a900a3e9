/** Rows for the tables that the sample leaves empty, with everything in them that is hard to carry from one place to another. */
import { audit, OPERATOR } from '../../../server/audit/audit.ts';
import type { Database } from '../../../server/database/database.ts';

export const HARD_TEXT = 'tab\there, line\nbreak\r, back\\slash, \\N, \\., "引号" \'单\', {a,b}, 𠮷, \u000b\u0001';

/** Leaves no table of the store without a row. */
export async function fillEveryTable(database: Database): Promise<void> {
  const hard = [HARD_TEXT];
  await database.transaction(async (inside) => {
    await inside.query(`update areas set name = $1 where code = '370216001'`, hard);
    await inside.query(`update companies set village_codes = array[$1, '', null, 'NULL', 'a"b']`, hard);
    await inside.query(`update parks set area_m2 = 0.1::float8 + 0.2::float8, income_yuan = 9007199254740991, village_codes = array[$1, null, ''] where id = (select min(id) from parks)`, hard);
    await inside.query(`insert into plans (district_code, id, name, scope_code, state, rules, report, created_at) values ('370216', 'p', $1, '370216001', 'draft', jsonb_build_object('text', replace($1, chr(11), '')), null, '1999-12-31 23:59:59.123456+08')`, hard);
    await inside.query(`insert into plan_units values ('370216', 'p', 'u', 'g')`);
    await inside.query(`insert into plan_grids select '370216', 'p', code, community_code, kind, households, unit_count, area_m2, geom, label from grids limit 5`);
    await inside.query(`insert into plan_communities values ('370216', 'p', '370216001001', '{"a": [1, 2.50, null, "é"]}')`);
    await inside.query(`insert into plan_edits (district_code, plan_id, seq, edit_id, by_kind, by_id, by_name, tool, communities, change) values ('370216', 'p', 1, 'e', 'account', 'a', $1, 'lock', array[$1], jsonb_build_object('lock', jsonb_build_object('to', true)))`, hard);
    await inside.query(`insert into plan_bases values ('370216', 'p', '370216001001', '2024')`);
    await inside.query(`insert into plan_comments (district_code, plan_id, id, author, author_id, text, at, resolved_at, resolved_by) values ('370216', 'p', 'c', 'a', 'a', $1, ST_SetSRID(ST_MakePoint(121.1, 37.4), 4326), now(), $1)`, hard);
    await inside.query(`insert into jobs (district_code, id, kind, state, input, error, finished_at) values ('370216', 'j', 'redraw', 'failed', '{}', $1, 'infinity')`, hard);
    await inside.query(`insert into incident_changes (district_code, change, incident_id, at, was, state) values ('370216', 1, 1, now(), null, 'opened')`);
    await inside.query(`insert into alerts (district_code, id, rule, kind, level, area_code, raised_at, figures) values ('370216', 'l', 'r', 'silent', 'street', '370216001', now(), jsonb_build_object('text', $1::text))`, [HARD_TEXT.replaceAll('\u000b', '').replaceAll('\u0001', '')]);
    await inside.query(`insert into accounts (id, login, name, roles, sign_in, password) values ('a', 'a', $1, '{admin,viewer}', 'password', '$argon2id$v=19$x')`, hard);
    await inside.query(`insert into sessions (id, account_id, secret_hash, expires_at) values ('s', 'a', 'h', now() + interval '1 day')`);
    await inside.query(`insert into devices (secret_hash, account_id) values ('d', 'a')`);
    await inside.query(`insert into sign_in_failures values ('k', 1, now(), now())`);
    await inside.query(`insert into second_factors (account_id, sealed, used_steps, pending_session, pending_sealed) values ('a', 'x', '{1,9007199254740993}', 's', 'y')`);
    await inside.query(`insert into invitations values ('i', 'a', now())`);
    await inside.query(`insert into tokens (id, kind, name, rights, view, secret_hash, made_by, expires_at) values ('t', 'wall', $1, '{aggregates}', '/x', 'th', 'a', now())`, hard);
    await inside.query(`insert into walls (district_code, id, name, area_code, scenes, changed_by) values ('370216', 'w', $1, '370216001', jsonb_build_array(jsonb_build_object('title', replace($1, chr(11), ''))), $1)`, hard);
    await inside.query(`insert into wall_pairings (district_code, id, wall_id, screen, area_code, made_by, account_id, token_id, code, secret_hash, code_until, showing) values ('370216', 'q', 'w', 'z', '370216', $1, 'a', 't', '000042', 'qh', 'infinity', '{"scene": 0}')`, hard);
    await audit(inside, { ...OPERATOR, action: 'change', noun: 'settings', record: HARD_TEXT, before: { text: '旧' }, after: { text: HARD_TEXT } });
  });
}
