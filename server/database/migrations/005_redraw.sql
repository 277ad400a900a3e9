-- Communities of a plan that are drawn while others still are: what a run that was killed goes on from. Their grids are in
-- plan_grids and plan_units already; gone when the plan is drawn.
create table plan_communities (
  district_code text not null,
  plan_id text not null,
  community_code text not null,
  outcome jsonb not null,
  primary key (district_code, plan_id, community_code)
);

-- Plans say by which rules they were drawn; those from before knew no others than these.
update plans set rules = '{"target": null, "weights": {"barrier": 100000, "moved": 1000, "border": 1}, "locks": [], "frozen": [], "dedicated": {"grids": [], "units": []}, "barriers": ["river", "railway", "expressway", "primary"]}'::jsonb || rules;
