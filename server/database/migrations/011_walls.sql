-- Walls: named lists of scenes. Pairings: which phone drives which screen.

create table walls (
  district_code text not null check (district_code ~ '^\d{6}$'),
  id text not null,
  name text not null,                      -- as it stands in the address
  area_code text check (area_code ~ '^(\d{6}|\d{9}|\d{12})$'),   -- null: the whole district
  scenes jsonb not null check (jsonb_typeof(scenes) = 'array' and jsonb_array_length(scenes) > 0),
  revision int not null default 1,
  changed_by text not null,
  changed_at timestamptz not null default now(),
  primary key (district_code, id)
);
create unique index walls_name on walls (district_code, lower(name));

create table wall_pairings (
  district_code text not null check (district_code ~ '^\d{6}$'),
  id text not null,
  wall_id text,                            -- null: the room without a wall of its own
  screen text not null,                    -- the live stream that hears of commands
  area_code text not null,                 -- what the screen may see, and the phone may send it to
  made_by text not null,                   -- name of who is signed in at the screen
  account_id text references accounts on delete cascade,
  token_id text references tokens on delete cascade,
  code text check (code ~ '^\d{6}$'),      -- null: used, guessed at too often or over
  secret_hash text,                        -- of the address in the QR code; null: used or over
  code_until timestamptz not null,
  misses int not null default 0,
  remote_hash text,                        -- of the secret the phone holds; null: no phone yet
  paired_at timestamptz,
  command bigint not null default 0,       -- number of the last one
  commanded_at timestamptz not null default '-infinity',
  showing jsonb,
  heard_at timestamptz,
  made_at timestamptz not null default now(),
  primary key (district_code, id),
  foreign key (district_code, wall_id) references walls on delete cascade
);
create unique index wall_pairings_screen on wall_pairings (district_code, screen);
create unique index wall_pairings_code on wall_pairings (district_code, code) where code is not null;
create unique index wall_pairings_secret on wall_pairings (district_code, secret_hash) where secret_hash is not null;
create unique index wall_pairings_remote on wall_pairings (district_code, remote_hash) where remote_hash is not null;
create index wall_pairings_wall on wall_pairings (district_code, wall_id);
create index wall_pairings_account on wall_pairings (account_id);
create index wall_pairings_token on wall_pairings (token_id);

create trigger bump_insert after insert on walls referencing new table as new_rows for each statement execute function bump_version('walls');
create trigger bump_update after update on walls referencing new table as new_rows for each statement execute function bump_version('walls');
create trigger bump_delete after delete on walls referencing old table as old_rows for each statement execute function bump_version('walls');
