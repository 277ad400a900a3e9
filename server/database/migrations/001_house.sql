-- The nouns of the house. Every key starts with the district code, so that a city or a province can be
-- distributed by district without a new schema. Coordinates are WGS 84.

create table settings (
  key text primary key,
  value jsonb not null
);

-- One row per district and noun; the number grows with every write and is the strong ETag of what is read from it.
create table versions (
  district_code text not null,
  noun text not null,
  version bigint not null,
  primary key (district_code, noun)
);

create table areas (
  district_code text not null check (district_code ~ '^\d{6}$'),
  code text not null check (code ~ '^(\d{6}|\d{9}|\d{12})$'),
  level text not null check (level in ('district', 'street', 'community')),
  parent_code text,
  name text not null,
  urban_rural_class text check (urban_rural_class ~ '^(111|112|121|122|123|210|220)$'),
  window_min int,
  window_max int,
  geom geometry(MultiPolygon, 4326),      -- null: known by name, not yet by shape
  label geometry(Point, 4326),
  primary key (district_code, code),
  check (code like district_code || '%'),
  check (window_min > 0 and window_max >= window_min)
);
create index areas_parent on areas (district_code, parent_code);
create index areas_geom on areas using gist (geom);

create table units (
  district_code text not null,
  code text not null,                      -- community code + 5-digit sequence
  community_code text not null,
  use text not null check (use in ('housing', 'hamlet', 'commerce', 'industry', 'school', 'hospital', 'market', 'park', 'farmland', 'woodland', 'water', 'other')),
  name text,
  households int not null check (households >= 0),
  building_count int not null default 0 check (building_count >= 0),
  floors int not null default 0 check (floors >= 0),
  geom geometry(MultiPolygon, 4326) not null,
  primary key (district_code, code)
);
create index units_community on units (district_code, community_code);
create index units_geom on units using gist (geom);

create table buildings (
  district_code text not null,
  id int not null,
  unit_code text not null,
  floors int not null check (floors > 0),
  geom geometry(Polygon, 4326) not null,
  primary key (district_code, id)
);
create index buildings_geom on buildings using gist (geom);

create table roads (
  district_code text not null,
  id int not null,
  class text not null check (class in ('expressway', 'railway', 'primary', 'secondary', 'tertiary', 'residential', 'track')),
  name text,
  geom geometry(LineString, 4326) not null,
  primary key (district_code, id)
);
create index roads_geom on roads using gist (geom);

create table land (
  district_code text not null,
  id int not null,
  kind text not null check (kind in ('sea', 'sea_45', 'sea_16', 'land', 'river', 'lake', 'wood', 'farmland', 'green', 'beach')),
  name text,
  geom geometry(MultiPolygon, 4326) not null,
  primary key (district_code, id)
);
create index land_geom on land using gist (geom);

-- Names that belong to the map and to no polygon: bays, hills, islands, rivers (a line to write along).
create table labels (
  district_code text not null,
  id int not null,
  kind text not null check (kind in ('sea', 'river', 'lake', 'hill', 'island')),
  name text not null,
  rank int not null default 1,
  geom geometry(Geometry, 4326) not null,
  primary key (district_code, id)
);

-- A regular raster of heights, row by row from the north-west; little-endian int16 metres.
create table relief (
  district_code text primary key,
  west float8 not null,
  south float8 not null,
  east float8 not null,
  north float8 not null,
  columns int not null check (columns > 1),
  rows int not null check (rows > 1),
  heights bytea not null
);

create table editions (
  district_code text not null,
  id text not null,
  name text not null,
  published_at timestamptz not null default now(),
  primary key (district_code, id)
);

-- Which edition is in force for a community from a day on; valid_to is exclusive, null while in force.
create table edition_communities (
  district_code text not null,
  edition_id text not null,
  community_code text not null,
  valid_from date not null,
  valid_to date,
  primary key (district_code, community_code, valid_from),
  check (valid_to > valid_from)
);
create unique index edition_in_force on edition_communities (district_code, community_code) where valid_to is null;

create table grids (
  district_code text not null,
  edition_id text not null,
  code text not null check (code ~ '^\d{15}$'),
  community_code text not null,
  kind text not null check (kind in ('basic', 'dedicated')),
  name text not null,
  households int not null check (households >= 0),
  unit_count int not null,
  area_m2 float8 not null,
  geom geometry(MultiPolygon, 4326) not null,
  label geometry(Point, 4326) not null,
  primary key (district_code, edition_id, code)
);
create index grids_community on grids (district_code, edition_id, community_code);
create index grids_geom on grids using gist (geom);

create table grid_units (
  district_code text not null,
  edition_id text not null,
  unit_code text not null,
  grid_code text not null,
  primary key (district_code, edition_id, unit_code)
);
create index grid_units_grid on grid_units (district_code, edition_id, grid_code);

create table companies (
  district_code text not null,
  id text not null,
  name text not null,
  street_code text not null,
  village_codes text[] not null default '{}',
  primary key (district_code, id)
);

create table parks (
  district_code text not null,
  id text not null,
  kind text not null check (kind in ('park', 'workshop', 'field')),
  name text not null,
  company_id text,
  community_code text not null,
  area_m2 float8 not null check (area_m2 >= 0),
  income_yuan bigint,
  jobs int,
  geom geometry(Geometry, 4326) not null,
  primary key (district_code, id)
);
create index parks_geom on parks using gist (geom);

create table places (
  district_code text not null,
  id text not null,
  kind text not null check (kind in ('service_center', 'red_station', 'warm_station', 'toilet', 'clinic')),
  name text not null,
  community_code text not null,
  geom geometry(Point, 4326) not null,
  primary key (district_code, id)
);
create index places_geom on places using gist (geom);

-- 大类 has two digits, 小类 four.
create table categories (
  district_code text not null,
  code text not null check (code ~ '^(\d{2}|\d{4})$'),
  parent_code text,
  name text not null,
  primary key (district_code, code)
);

-- The closed loop 上报→立案→派遣→处置→反馈→核查→结案, a time each. Positions in 1e-6 degree.
create table incidents (
  district_code text not null,
  id bigint not null,
  external_id text,
  category_code text not null,
  source text not null check (source in ('grid_worker', 'resident', 'hotline', 'camera', 'sensor', 'inspection', 'other')),
  state text not null check (state in ('opened', 'accepted', 'dispatched', 'handled', 'answered', 'verified', 'closed')),
  located text not null check (located in ('exact', 'default', 'none')),
  lon_e6 int,
  lat_e6 int,
  community_code text,
  grid_code text,                          -- by the edition in force on the day it was opened
  opened_at timestamptz not null,
  accepted_at timestamptz,
  dispatched_at timestamptz,
  handled_at timestamptz,
  answered_at timestamptz,
  verified_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz,
  reworked boolean not null default false,
  primary key (district_code, id),
  check ((located = 'none') = (lon_e6 is null)),
  check ((lon_e6 is null) = (lat_e6 is null)),
  check (closed_at >= opened_at),
  check ((state = 'closed') = (closed_at is not null))
);
create index incidents_opened on incidents (district_code, opened_at);

create table plans (
  district_code text not null,
  id text not null,
  name text not null,
  scope_code text not null,
  state text not null check (state in ('draft', 'review', 'published')),
  rules jsonb not null,
  base_edition_id text,
  report jsonb,                            -- the judge's, once the engine has run
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (district_code, id)
);

create table plan_units (
  district_code text not null,
  plan_id text not null,
  unit_code text not null,
  grid_code text not null,
  primary key (district_code, plan_id, unit_code)
);

create table plan_grids (
  district_code text not null,
  plan_id text not null,
  code text not null,
  community_code text not null,
  kind text not null check (kind in ('basic', 'dedicated')),
  households int not null,
  unit_count int not null,
  area_m2 float8 not null,
  geom geometry(MultiPolygon, 4326) not null,
  label geometry(Point, 4326) not null,
  primary key (district_code, plan_id, code)
);

create table jobs (
  district_code text not null,
  id text not null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  input jsonb not null,
  progress jsonb not null default '{}',
  result jsonb,
  error text,
  cancel_requested boolean not null default false,
  worker text,
  heartbeat_at timestamptz,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (district_code, id)
);
create index jobs_open on jobs (created_at) where state in ('queued', 'running');

-- A write to a noun's table moves its version on and tells every process, in the same transaction.
create function bump_version() returns trigger language plpgsql as $$
declare
  changed record;
begin
  for changed in execute format('select distinct district_code from %s', case when tg_op = 'DELETE' then 'old_rows' else 'new_rows' end) loop
    insert into versions (district_code, noun, version) values (changed.district_code, tg_argv[0], 1)
      on conflict (district_code, noun) do update set version = versions.version + 1;
    perform pg_notify('versions', changed.district_code || ' ' || tg_argv[0]);
  end loop;
  return null;
end $$;

do $$
declare
  noun record;
begin
  for noun in select * from (values
    ('areas', 'areas'), ('units', 'units'), ('buildings', 'buildings'), ('roads', 'roads'), ('land', 'land'),
    ('labels', 'labels'), ('relief', 'relief'), ('editions', 'grids'), ('edition_communities', 'grids'), ('grids', 'grids'),
    ('companies', 'parks'), ('parks', 'parks'), ('places', 'places'), ('categories', 'categories'),
    ('incidents', 'incidents'), ('plans', 'plans'), ('plan_grids', 'plans')) as t(table_name, noun)
  loop
    execute format('create trigger bump_insert after insert on %I referencing new table as new_rows for each statement execute function bump_version(%L)', noun.table_name, noun.noun);
    execute format('create trigger bump_update after update on %I referencing new table as new_rows for each statement execute function bump_version(%L)', noun.table_name, noun.noun);
    execute format('create trigger bump_delete after delete on %I referencing old table as old_rows for each statement execute function bump_version(%L)', noun.table_name, noun.noun);
  end loop;
end $$;
