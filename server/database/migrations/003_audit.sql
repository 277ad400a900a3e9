-- Who did what: rows are only ever added, each with the hash of the one before it.
create table audit (
  district_code text not null,             -- '000000' while the store is about no district
  sequence bigint not null,
  at timestamptz not null,
  actor text not null,
  actor_kind text not null check (actor_kind in ('account', 'key', 'wall', 'share', 'operator', 'nobody')),
  actor_id text,
  action text not null,
  noun text not null,
  record text,
  area text,
  before jsonb,
  after jsonb,
  address text,
  request_id text,
  previous_hash text not null,
  hash text not null,
  primary key (district_code, sequence)
);
create index audit_at on audit (district_code, at);

-- The last row of each chain: who wants to add one waits here, and a cut tail shows against it.
create table audit_heads (
  district_code text primary key,
  sequence bigint not null,
  hash text not null
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit is append-only: % is refused.', tg_op;
end $$;
create trigger audit_append_only before update or delete or truncate on audit for each statement execute function refuse_audit_change();
create trigger audit_heads_stay before delete or truncate on audit_heads for each statement execute function refuse_audit_change();
