-- Rows as the first release (001_house.sql) kept them: a district of one community with what people had made in it.
insert into settings values ('store', '"0f0e0d0c-0000-4000-8000-000000000001"'), ('district', '{"code": "990101", "name": "旧区", "sample": null}');
insert into areas (district_code, code, level, parent_code, name, urban_rural_class, window_min, window_max, geom, label) values
  ('990101', '990101', 'district', null, '旧区', null, null, null, ST_Multi(ST_MakeEnvelope(120, 36, 120.02, 36.01, 4326)), ST_SetSRID(ST_MakePoint(120.01, 36.005), 4326)),
  ('990101', '990101001', 'street', '990101', '一街道', null, null, null, ST_Multi(ST_MakeEnvelope(120, 36, 120.02, 36.01, 4326)), null),
  ('990101', '990101001001', 'community', '990101001', '甲社区', '111', 300, 500, ST_Multi(ST_MakeEnvelope(120, 36, 120.02, 36.01, 4326)), null);
insert into units (district_code, code, community_code, use, name, households, building_count, floors, geom)
  select '990101', '990101001001' || lpad(i::text, 5, '0'), '990101001001', 'housing', 'unit ' || i, 40 + i, 1, 6, ST_Multi(ST_MakeEnvelope(120 + i * 0.001, 36, 120.001 + i * 0.001, 36.01, 4326)) from generate_series(0, 19) i;
insert into editions values ('990101', 'e1', '2025', '2025-01-01 00:00+08');
insert into edition_communities values ('990101', 'e1', '990101001001', '2025-01-01', null);
insert into grids (district_code, edition_id, code, community_code, kind, name, households, unit_count, area_m2, geom, label) values
  ('990101', 'e1', '990101001001001', '990101001001', 'basic', '第一网格', 445, 10, 1e6, ST_Multi(ST_MakeEnvelope(120, 36, 120.01, 36.01, 4326)), ST_SetSRID(ST_MakePoint(120.005, 36.005), 4326)),
  ('990101', 'e1', '990101001001002', '990101001001', 'basic', '第二网格', 545, 10, 1e6, ST_Multi(ST_MakeEnvelope(120.01, 36, 120.02, 36.01, 4326)), ST_SetSRID(ST_MakePoint(120.015, 36.005), 4326));
insert into grid_units select district_code, 'e1', code, case when right(code, 5)::int < 10 then '990101001001001' else '990101001001002' end from units;
insert into categories values ('990101', '01', null, '市容'), ('990101', '0101', '01', '暴露垃圾');
insert into incidents (district_code, id, category_code, source, state, located, lon_e6, lat_e6, community_code, grid_code, opened_at, closed_at)
  select '990101', i, '0101', 'hotline', 'closed', 'exact', 120000000 + i * 10, 36005000, '990101001001', '990101001001001', '2025-03-01 08:00+08'::timestamptz + i * interval '1 hour', '2025-03-02 08:00+08'::timestamptz + i * interval '1 hour' from generate_series(1, 500) i;
insert into plans (district_code, id, name, scope_code, state, rules, base_edition_id, created_at, updated_at) values
  ('990101', '7d1f3f3a-6f5e-4b1c-9a53-0d6b3c6a0001', '2026', '990101001', 'draft', '{"window": {"min": 300, "max": 500}, "seed": 1}', 'e1', '2025-06-01 08:00+08', '2025-06-01 08:00+08');
insert into jobs (district_code, id, kind, state, input, result, created_at, finished_at) values
  ('990101', '7d1f3f3a-6f5e-4b1c-9a53-0d6b3c6a0002', 'redraw', 'done', '{"plan": "7d1f3f3a-6f5e-4b1c-9a53-0d6b3c6a0001"}', '{"grids": 2}', '2025-06-01 08:00+08', '2025-06-01 08:01+08');
