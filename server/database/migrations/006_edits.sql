-- What people and the engine do to a plan is a log that only grows; plan_units and plan_grids are what the plan began with and
-- the log's sum, kept in the transaction of each edit.
create table plan_edits (
  district_code text not null,
  plan_id text not null,
  seq int not null check (seq > 0),
  edit_id text not null,                   -- chosen by whoever sent it: sent twice, done once
  by_kind text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null default now(),
  tool text not null,
  undoes text,                             -- edit_id of an earlier one
  redoes text,
  job_id text,                             -- of the engine's
  communities text[] not null,
  change jsonb not null,
  primary key (district_code, plan_id, seq)
);
create unique index plan_edits_id on plan_edits (district_code, plan_id, edit_id);

create function refuse_edit_change() returns trigger language plpgsql as $$
begin
  raise exception 'An edit of a plan is never changed; undo it with another one.';
end $$;
create trigger refuse_change before update on plan_edits for each row execute function refuse_edit_change();

alter table plans add column seq int not null default 0, add column made_by text, add column branch_of text;

-- seq: the edit that touched it last; 0 is what the plan began with.
alter table plan_units add column locked boolean not null default false, add column seq int not null default 0;
alter table plan_grids add column frozen boolean not null default false, add column reason text, add column seq int not null default 0;
-- A grid whose last unit left stays, without land: it may be given units back, and its code is not another's.
alter table plan_grids alter column geom drop not null, alter column label drop not null;

-- What the engine said of a community, and of which state of it; kept as long as the plan.
alter table plan_communities add column seq int not null default 0, add column job_id text;

-- Who follows a plan hears of its job. Nothing is locked for that: whoever ends a job may still have to wait for the plan.
create function tell_plan_of_job() returns trigger language plpgsql as $$
begin
  perform pg_notify('plans', json_build_object('plan', new.input ->> 'plan', 'event', 'plan')::text);
  return null;
end $$;
create trigger tell_plan_insert after insert on jobs for each row when (new.kind = 'redraw') execute function tell_plan_of_job();
create trigger tell_plan_update after update on jobs for each row when (new.kind = 'redraw' and old.state <> new.state) execute function tell_plan_of_job();
