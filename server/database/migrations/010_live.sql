-- What the intake changed, in the order of its commits: what open screens are told, and what a screen that was away has missed.
-- Imports are not in it, and only the last of them are kept.
create table incident_changes (
  district_code text not null,
  change bigint not null,
  incident_id bigint not null,
  at timestamptz not null,
  was text,                                -- the state before; null: it was not known
  state text not null,
  primary key (district_code, change)
);

-- Who writes incidents in any other way says so, and servers read anew what they hold.
create function tell_live() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('jingwei.intake', true), '') <> 'on' then
    perform pg_notify('live', '{"rewritten":true}');
  end if;
  return null;
end $$;
create trigger tell_live after insert or update or delete on incidents for each statement execute function tell_live();

-- What a rule found. The figures are those that made it fire.
create table alerts (
  district_code text not null,
  id text not null,
  rule text not null,
  kind text not null check (kind in ('rate', 'overdue', 'silent')),
  level text not null check (level in ('district', 'street', 'community')),
  area_code text not null,
  category_code text,
  raised_at timestamptz not null,
  ended_at timestamptz,
  seen_at timestamptz,
  figures jsonb not null,
  primary key (district_code, id)
);
create unique index alerts_open on alerts (district_code, rule, area_code) where ended_at is null;
create index alerts_raised on alerts (district_code, raised_at);
