-- Plans become editions: published for a day, planned for a later one, superseded before their day, or put in force again.

alter table editions add column plan_id text, add column published_by text;

-- A row for every time an edition was published for a community. Another publication may come before its first day: then it
-- ends where it begins, was never in force, and is still told of. Nothing is deleted.
alter table edition_communities
  add column id uuid not null default gen_random_uuid(),
  add column published_at timestamptz not null default now(),
  add column published_by text,
  drop constraint edition_communities_pkey,
  drop constraint edition_communities_check,
  add primary key (district_code, community_code, id),
  add constraint edition_communities_check check (valid_to >= valid_from);
create unique index edition_communities_from on edition_communities (district_code, community_code, valid_from) where valid_to is null or valid_to > valid_from;
update edition_communities c set published_at = e.published_at, id = md5(c.community_code || ' ' || c.valid_from)::uuid
from editions e where e.district_code = c.district_code and e.id = c.edition_id;

-- The edition that a plan began with, for each community: it may only be published where that is still the last one.
create table plan_bases (
  district_code text not null,
  plan_id text not null,
  community_code text not null,
  edition_id text not null,
  primary key (district_code, plan_id, community_code)
);
insert into plan_bases (district_code, plan_id, community_code, edition_id)
select p.district_code, p.id, c.community_code, c.edition_id
from plans p
join edition_communities c on c.district_code = p.district_code and starts_with(c.community_code, p.scope_code)
  and c.valid_from <= (p.created_at at time zone 'Asia/Shanghai')::date and (c.valid_to is null or c.valid_to > (p.created_at at time zone 'Asia/Shanghai')::date);

-- What people say about a plan, at a place of it.
create table plan_comments (
  district_code text not null,
  plan_id text not null,
  id text not null,
  author text not null,
  author_id text not null,
  text text not null,
  grid_code text,
  at geometry(Point, 4326),
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by text,
  primary key (district_code, plan_id, id),
  check ((resolved_at is null) = (resolved_by is null))
);
create trigger bump_insert after insert on plan_comments referencing new table as new_rows for each statement execute function bump_version('plans');
create trigger bump_update after update on plan_comments referencing new table as new_rows for each statement execute function bump_version('plans');
create trigger bump_delete after delete on plan_comments referencing old table as old_rows for each statement execute function bump_version('plans');
