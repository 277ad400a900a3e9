-- Who may come in. A sign-in comes before anybody knows which district it is about, so these tables are keyed by
-- themselves: small, and the same in every shard. Of every secret only a hash is stored, or what a password seals.

create table accounts (
  id text primary key,
  login text not null unique check (login = lower(login)),
  name text not null,
  roles text[] not null check (roles <@ '{viewer,leader,planner,dispatcher,admin}'),
  area_code text check (area_code ~ '^(\d{6}|\d{9}|\d{12})$'),   -- null: whatever district the store is about
  sign_in text not null check (sign_in in ('password', 'oidc')),
  password text,                           -- argon2id; null until the invitation is accepted
  oidc_subject text unique,                -- issuer and sub, kept from the first single sign-on
  disabled boolean not null default false,
  demo boolean not null default false,     -- the sample's, or made by an account of the sample: void in any other district
  offered boolean not null default false,  -- anybody may take it on the sign-in screen; implies demo
  created_at timestamptz not null default now(),
  check (demo or not offered),
  check (sign_in = 'password' or password is null)
);

create table sessions (
  id text primary key,
  account_id text not null references accounts on delete cascade,
  secret_hash text not null unique,
  address text,
  browser text,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),   -- within five minutes
  expires_at timestamptz not null
);
create index sessions_account on sessions (account_id);

-- Browsers that an account has signed in from; strangers' failures do not hinder them.
create table devices (
  secret_hash text not null,
  account_id text not null references accounts on delete cascade,
  seen_at timestamptz not null default now(),
  primary key (secret_hash, account_id)
);
create index devices_account on devices (account_id);

-- Failed sign-ins by login and address, by address, by known device: hashes of them, never a login alone.
create table sign_in_failures (
  key text primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);

-- Secret and backup codes, sealed by the account's password; until it is confirmed, the secret also by the session that asked.
create table second_factors (
  account_id text primary key references accounts on delete cascade,
  sealed text not null,
  used_steps bigint[] not null default '{}',   -- half minutes whose code was used
  pending_session text references sessions on delete cascade,   -- null once it is confirmed
  pending_sealed text,
  check ((pending_session is null) = (pending_sealed is null))
);
create index second_factors_session on second_factors (pending_session);

-- One-time links: to an account that has no password yet, or (account_id null) to the first administrator's.
create table invitations (
  secret_hash text primary key,
  account_id text unique references accounts on delete cascade,
  expires_at timestamptz not null
);

create table tokens (
  id text primary key,
  kind text not null check (kind in ('key', 'wall', 'share')),
  name text not null,
  rights text[] not null check (rights <@ '{aggregates,points,plans,incidents,administration}'),
  area_code text check (area_code ~ '^(\d{6}|\d{9}|\d{12})$'),   -- null: whatever district the store is about
  view text check (view like '/%'),        -- what a link opens
  secret_hash text not null unique,
  previous_hash text unique,               -- before the last rotation, valid a while longer
  previous_until timestamptz,
  made_by text references accounts on delete cascade,            -- null: the operator
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_on date,
  check (kind = 'key' or rights = '{aggregates}')
);
create index tokens_made_by on tokens (made_by);

-- Every process forgets whom it knows.
create function tell_accounts() returns trigger language plpgsql as $$
begin
  perform pg_notify('versions', 'accounts');
  return null;
end $$;
create trigger tell_accounts after update or delete on accounts for each statement execute function tell_accounts();
create trigger tell_accounts after update of expires_at or delete on sessions for each statement execute function tell_accounts();
create trigger tell_accounts after update of rights, area_code, secret_hash, previous_hash, previous_until, expires_at or delete on tokens for each statement execute function tell_accounts();
