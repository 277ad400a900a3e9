-- The villages a park serves by a list of its own; null: all those of its company.
alter table parks add column village_codes text[];

-- Income of the first `months` months of a year, as it is reported; 12 is the whole year.
create table park_incomes (
  district_code text not null,
  park_id text not null,
  year int not null check (year between 1949 and 2100),
  months int not null check (months between 1 and 12),
  income_yuan bigint not null check (income_yuan >= 0),
  primary key (district_code, park_id, year, months)
);

-- What the collective of a village took in (经营性收入). Of villages, never of households; shown as counts of villages.
create table village_incomes (
  district_code text not null,
  community_code text not null,
  year int not null check (year between 1949 and 2100),
  months int not null check (months between 1 and 12),
  income_yuan bigint not null check (income_yuan >= 0),
  primary key (district_code, community_code, year, months)
);

do $$
declare
  name text;
begin
  foreach name in array array['park_incomes', 'village_incomes'] loop
    execute format('create trigger bump_insert after insert on %I referencing new table as new_rows for each statement execute function bump_version(''parks'')', name);
    execute format('create trigger bump_update after update on %I referencing new table as new_rows for each statement execute function bump_version(''parks'')', name);
    execute format('create trigger bump_delete after delete on %I referencing old table as old_rows for each statement execute function bump_version(''parks'')', name);
  end loop;
end $$;
