-- Incidents know the unit they happened in: the grid of any edition follows from it.
alter table incidents add column unit_code text;

update incidents i set unit_code = found.code
from (
  select i.district_code, i.id, min(u.code) as code
  from incidents i join units u on u.district_code = i.district_code and ST_Covers(u.geom, ST_SetSRID(ST_MakePoint(i.lon_e6 / 1e6, i.lat_e6 / 1e6), 4326))
  where i.located = 'exact' group by i.district_code, i.id) as found
where i.district_code = found.district_code and i.id = found.id;

-- Sums of incidents, kept in the transaction of every incident. A row is a place (district, street, community, grid of its
-- own day), a category ('' for all, 大类 or 小类) and a day or a month; days and hours are China's, UTC+8 without summer time.
-- An incident counts on the day it was opened, the day it is due and the day it was closed. Which rows are kept,
-- and which of them with lists, is told in kept_sums; server/incidents/sums.ts says the same.
create table incident_sums (
  district_code text not null,
  area_code text not null,
  category_code text not null,
  span text not null check (span in ('day', 'month')),
  first_day date not null,
  opened int not null default 0,
  due int not null default 0,
  due_closed int not null default 0,
  due_on_time int not null default 0,
  closed int not null default 0,
  closed_reworked int not null default 0,
  default_located int not null default 0,  -- opened that day without a trusted position: in no other column
  unlocated int not null default 0,
  by_hour int[],                           -- opened, by hour of the day (day) or of the week from Monday on (month)
  by_source int[],                         -- opened
  by_state int[],                          -- opened
  close_hours int[],                       -- closed, by bin of hours that it took (geodata/density/closing.ts)
  primary key (district_code, area_code, category_code, span, first_day)
);

create function add_counts(a int[], b int[]) returns int[] language sql immutable as $$
  select case when a is null then b when b is null then a else
    (select array_agg(coalesce(x, 0) + coalesce(y, 0) order by i) from unnest(a, b) with ordinality as both_of(x, y, i)) end
$$;

-- Counts as a list: n[i] at place at[i], from 0.
create function list_counts(at int[], n int[]) returns int[] language plpgsql immutable strict as $$
declare
  counts int[] := array_fill(0, array[(select max(p) + 1 from unnest(at) as p)]);
begin
  for i in 1 .. cardinality(at) loop
    counts[at[i] + 1] := counts[at[i] + 1] + n[i];
  end loop;
  return counts;
end $$;

-- Whole seconds since 1970, and what follows from them.
create function moment_of(t timestamptz) returns bigint language sql immutable as $$ select date_part('epoch', t)::bigint $$;
create function china_day(s bigint) returns date language sql immutable as $$ select date '1970-01-01' + ((s + 28800) / 86400)::int $$;
create function close_bin(s bigint) returns int language sql immutable as $$
  select (case when s < 0 then 0 when s < 72 * 3600 then s / 3600 when s < 240 * 3600 then 72 + (s - 72 * 3600) / (4 * 3600)
    when s < 720 * 3600 then 114 + (s - 240 * 3600) / (24 * 3600) when s < 8640 * 3600 then 134 + (s - 720 * 3600) / (240 * 3600) else 167 end)::int
$$;

-- The statement that adds what `changed` gives: rows of incidents with a sign. Rows that come to nothing stay, as nothing.
-- A text and no function that does it, for the rows of a trigger are to be seen in the trigger's own function alone.
create function incident_sums_statement(changed text) returns text language sql immutable as $$
  select format($sql$
    with rows as (
      select sign, located, reworked, district_code, left(community_code, 9) as street_code, community_code, grid_code, left(category_code, 2) as major_code, category_code,
        moment_of(opened_at) as opened_s, moment_of(due_at) as due_s, moment_of(closed_at) as closed_s,
        array_position(array['grid_worker', 'resident', 'hotline', 'camera', 'sensor', 'inspection', 'other'], source) - 1 as source_at,
        array_position(array['opened', 'accepted', 'dispatched', 'handled', 'answered', 'verified', 'closed'], state) - 1 as state_at
      from (%s) as changed
    ), moments as materialized (
      select sign, located, district_code, street_code, community_code, grid_code, major_code, category_code, moment, china_day(s) as day,
        date_trunc('month', china_day(s)::timestamp)::date as month, (date_part('isodow', china_day(s))::int - 1) * 24 + ((s + 28800) / 3600 %% 24)::int as hour, source_at, state_at,
        moment = 'due' and closed_s is not null as is_closed, moment = 'due' and closed_s <= s as is_on_time, moment = 'closed' and reworked as is_reworked,
        case when moment = 'closed' then close_bin(s - opened_s) end as bin
      from rows cross join lateral (
        select 'opened' as moment, opened_s as s
        union all select 'due', due_s where located = 'exact' and due_s is not null
        union all select 'closed', closed_s where located = 'exact' and closed_s is not null) as each
    ), parts as materialized (
      select k.*, sign, moment, located = 'exact' as exact, located, hour, source_at, state_at, is_closed, is_on_time, is_reworked, bin
      from moments m cross join lateral (values
        (m.district_code, m.district_code, '', 'day', day, true), (m.district_code, m.district_code, major_code, 'day', day, true), (m.district_code, m.district_code, category_code, 'day', day, true),
        (m.district_code, street_code, '', 'day', day, true), (m.district_code, street_code, major_code, 'day', day, false), (m.district_code, community_code, '', 'day', day, false),
        (m.district_code, m.district_code, '', 'month', month, true), (m.district_code, m.district_code, major_code, 'month', month, true), (m.district_code, m.district_code, category_code, 'month', month, true),
        (m.district_code, street_code, '', 'month', month, true), (m.district_code, street_code, major_code, 'month', month, true), (m.district_code, street_code, category_code, 'month', month, false),
        (m.district_code, community_code, '', 'month', month, true), (m.district_code, community_code, major_code, 'month', month, false), (m.district_code, grid_code, '', 'month', month, false))
        as k(district_code, area, category, span, first_day, listed)
      where area is not null
    ), sums as (
      select district_code, area, category, span, first_day,
        sum(sign) filter (where moment = 'opened' and exact) as opened,
        sum(sign) filter (where moment = 'due') as due,
        sum(sign) filter (where is_closed) as due_closed,
        sum(sign) filter (where is_on_time) as due_on_time,
        sum(sign) filter (where moment = 'closed') as closed,
        sum(sign) filter (where is_reworked) as closed_reworked,
        sum(sign) filter (where moment = 'opened' and located = 'default') as default_located,
        sum(sign) filter (where moment = 'opened' and located = 'none') as unlocated
      from parts group by 1, 2, 3, 4, 5
    ), cells as (
      select district_code, area, category, span, first_day, list, at, sum(sign)::int as n
      from parts cross join lateral (
        select 'hour' as list, case span when 'day' then hour %% 24 else hour end as at where moment = 'opened'
        union all select 'source', source_at where moment = 'opened'
        union all select 'state', state_at where moment = 'opened'
        union all select 'bin', bin where moment = 'closed') as cell
      where listed and exact
      group by 1, 2, 3, 4, 5, 6, 7 having sum(sign) <> 0
    ), lists as (
      select district_code, area, category, span, first_day,
        list_counts(array_agg(at) filter (where list = 'hour'), array_agg(n) filter (where list = 'hour')) as by_hour,
        list_counts(array_agg(at) filter (where list = 'source'), array_agg(n) filter (where list = 'source')) as by_source,
        list_counts(array_agg(at) filter (where list = 'state'), array_agg(n) filter (where list = 'state')) as by_state,
        list_counts(array_agg(at) filter (where list = 'bin'), array_agg(n) filter (where list = 'bin')) as close_hours
      from cells group by 1, 2, 3, 4, 5
    )
    insert into incident_sums as kept
    select district_code, area, category, span, first_day, coalesce(opened, 0), coalesce(due, 0), coalesce(due_closed, 0), coalesce(due_on_time, 0),
      coalesce(closed, 0), coalesce(closed_reworked, 0), coalesce(default_located, 0), coalesce(unlocated, 0), by_hour, by_source, by_state, close_hours
    from sums left join lists using (district_code, area, category, span, first_day)
    where opened <> 0 or due <> 0 or due_closed <> 0 or due_on_time <> 0 or closed <> 0 or closed_reworked <> 0 or default_located <> 0 or unlocated <> 0 or lists.area is not null
    on conflict (district_code, area_code, category_code, span, first_day) do update set
      opened = kept.opened + excluded.opened, due = kept.due + excluded.due, due_closed = kept.due_closed + excluded.due_closed,
      due_on_time = kept.due_on_time + excluded.due_on_time, closed = kept.closed + excluded.closed, closed_reworked = kept.closed_reworked + excluded.closed_reworked,
      default_located = kept.default_located + excluded.default_located, unlocated = kept.unlocated + excluded.unlocated,
      by_hour = add_counts(kept.by_hour, excluded.by_hour), by_source = add_counts(kept.by_source, excluded.by_source),
      by_state = add_counts(kept.by_state, excluded.by_state), close_hours = add_counts(kept.close_hours, excluded.close_hours)
  $sql$, changed)
$$;

-- Writers wait for each other at the version of their noun (bump_…, which comes first by its name), so none of these rows is ever locked in another order.
-- Compiling takes longer than a single incident does, and sorting longer than hashing.
create function keep_incident_sums() returns trigger language plpgsql set jit = off set work_mem = '64MB' as $$
begin
  -- Bulk loads count for themselves, once, at their end (server/incidents/bulk.ts).
  if coalesce(current_setting('jingwei.bulk', true), '') <> 'on' then
    execute incident_sums_statement(case tg_op
      when 'INSERT' then 'select *, 1 as sign from new_rows'
      when 'DELETE' then 'select *, -1 as sign from old_rows'
      else 'select *, 1 as sign from new_rows union all select *, -1 as sign from old_rows' end);
  end if;
  return null;
end $$;
create trigger keep_sums_insert after insert on incidents referencing new table as new_rows for each statement execute function keep_incident_sums();
create trigger keep_sums_update after update on incidents referencing old table as old_rows new table as new_rows for each statement execute function keep_incident_sums();
create trigger keep_sums_delete after delete on incidents referencing old table as old_rows for each statement execute function keep_incident_sums();

-- A version for every month that incidents were opened in, so that a new one makes nothing of other months stale.
create function bump_incident_months() returns trigger language plpgsql as $$
begin
  execute format($sql$
    insert into versions (district_code, noun, version)
    select distinct district_code, 'incidents ' || to_char(china_day(moment_of(opened_at)), 'YYYY-MM'), 1 from (%s) as changed order by 2
    on conflict (district_code, noun) do update set version = versions.version + 1 $sql$, case tg_op
      when 'INSERT' then 'select district_code, opened_at from new_rows'
      when 'DELETE' then 'select district_code, opened_at from old_rows'
      else 'select district_code, opened_at from new_rows union all select district_code, opened_at from old_rows' end);
  return null;
end $$;
create trigger bump_months_insert after insert on incidents referencing new table as new_rows for each statement execute function bump_incident_months();
create trigger bump_months_update after update on incidents referencing old table as old_rows new table as new_rows for each statement execute function bump_incident_months();
create trigger bump_months_delete after delete on incidents referencing old table as old_rows for each statement execute function bump_incident_months();

insert into versions (district_code, noun, version)
select distinct district_code, 'incidents ' || to_char(opened_at at time zone interval '8 hours', 'YYYY-MM'), 1 from incidents;
