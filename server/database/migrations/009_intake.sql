-- A source and what it calls an incident are that incident: reported again, it is the same.
create unique index incidents_external on incidents (district_code, source, external_id) where external_id is not null;
-- Whether a point is a geocoder's fallback is asked for every report.
create index incidents_default on incidents (district_code, lon_e6, lat_e6) where located = 'default';
