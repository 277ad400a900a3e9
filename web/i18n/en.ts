import accounts from './accounts.en.ts';
import type { Same } from './same.ts';
import type zhCN from './zh-CN.ts';

const en: Same<typeof zhCN> = {
  ...accounts,
  brand: 'Jingwei',
  title: '{name} · Jingwei',
  sample: 'Sample data',
  skip: 'Skip to the map',
  theme: { day: 'Day', night: 'Night', toDay: 'Switch to day', toNight: 'Switch to night' },
  language: { other: '中文', switch: 'Switch to Chinese' },
  level: { district: 'district', street: 'street or town', community: 'community' },
  sentence: {
    incidents: 'In the last {days} days {name} had {n} cases reported, {located} with an exact position: {rate} per 1,000 households; {street} had the most, {most}.',
    incidentsCounted: 'In the last {days} days {name} had {n} cases reported, {located} with an exact position.',
    incidentsOnly: 'In the last {days} days {name} had {n} cases reported, {located} with an exact position: {rate} per 1,000 households.',
    short: 'In {days} days {name} had {n} cases; {street} the most per 1,000 households, {most}.',
    grids: 'Of {grids} basic grids, {share} have households inside the window; {over} are over it, {under} under.',
    noGrids: '{name} has no grids yet: {households} households in {units} basic units.',
    onlyAreas: '{name} has {streets} streets and {communities} communities; households, grids and cases are not imported yet.',
    noIncidents: '{name} has no reported cases yet.',
    waiting: 'Reading the cases of {name}…',
    failed: 'The cases could not be read; the rest of the map works.',
  },
  figure: { inside: 'Grids in window', cases: 'Cases, {days} days', households: 'Households', located: '{n} with a position', places: '{streets} streets · {communities} communities' },
  unit: { cases: 'cases', households: 'hh', people: 'people', floors: 'floors', buildings: '' },
  fill: { label: 'Colour by', heat: 'Heat', grids: 'Grids', plain: 'Plain' },
  layers: {
    title: 'Layers', open: 'Layers', close: 'Close layers',
    areas: 'Areas', grids: 'Grid lines', units: 'Basic units', buildings: 'Buildings', parks: 'Parks & fields', places: 'Help points', relief: 'Relief',
    fromClose: 'from close up',
  },
  legend: {
    heat: 'Cases reported', heatUnit: 'per km²', period: 'last {days} days', periodLabel: 'Period', days: '{days} d',
    grids: 'Households per grid', gridCount: '{n} grids', dedicated: 'Dedicated',
    classes: { farUnder: 'far under', under: 'under', inside: 'inside', over: 'over', farOver: 'far over' },
    unlocated: '{none} without a position and {fallback} at a fallback point are counted but not drawn.',
    parks: 'Parks & fields', places: 'Help points',
  },
  park: { park: 'Park', workshop: 'Workshop', field: 'Field' },
  place: { service_center: 'Service center', red_station: 'Red station', warm_station: 'Warm station', toilet: 'Toilet', clinic: 'Clinic' },
  use: {
    housing: 'housing', hamlet: 'hamlet', commerce: 'commerce', industry: 'industry', school: 'school', hospital: 'hospital', market: 'market', park: 'park',
    farmland: 'farmland', woodland: 'woodland', water: 'water', other: 'other',
  },
  gridKind: { basic: 'Basic grid', dedicated: 'Dedicated grid' },
  urbanRural: { urban: 'urban', rural: 'rural' },
  rank: {
    title: 'Streets', 
    rate: 'cases per 1,000 hh', inside: 'grids in window', households: 'households',
    rateNote: 'Exact positions only. Dashed: the district, {mean}. Below {few} households: listed, not ranked.', insideNote: 'Dashed: the district, {mean}. The lowest share first.', householdsNote: 'Dashed: {mean} households for the average street.',
    
  },
  card: {
    close: 'Close', code: 'Code', zoom: 'Zoom to this',
    households: 'Households', units: 'Basic units', grids: 'Grids', communities: 'Communities', area: 'Area', window: 'Household window', cases: 'Cases, {days} days', perThousand: 'per 1,000 hh',
    class: 'Class', insideShare: 'in window', over: '{n} households over the window', under: '{n} households under the window', inside: 'inside the window', notJudged: 'no household window', dedicatedNote: 'dedicated grids are not cut by households',
    use: 'Use', buildings: 'Buildings', floors: 'Tallest', grid: 'Grid', company: 'Company', income: 'Income a year', jobs: 'Jobs', kind: 'Kind',
    children: 'Within', loading: 'Reading…', missing: 'No {kind} with the code {id}; newer data may have replaced it.', failed: 'Could not be read: {reason}',
    unnamed: 'unnamed', noShape: 'This area has a name and a code but no boundary yet.',
  },
  plan: {
    title: 'Draft plan', propose: 'Redraw grids', close: 'Close the draft', shown: 'Shown', inForce: 'In force', draft: 'Draft',
    queued: 'Waiting its turn…', drawing: 'Drawing: {done} of {total} units done', cancel: 'Stop', cancelling: 'Stopping…', cancelled: 'Stopped; no draft is left.', kept: 'Stopped; what was done is kept, the rest stays as in force.',
    failed: 'The grids were not redrawn: {reason}', of: 'of {n} grids', before: 'in force {ratio}', deviation: 'Deviation', bound: 'bound {n} households', proved: 'proved the least',
    moved: 'Households moved', violations: 'To settle: {n}', byDeviation: 'by deviation', none: 'Every basic grid is inside its window.', more: '{n} more not listed', over: '{n} over', under: '{n} short',
    note: 'A draft leaves the grids in force in {name} as they are.',
    reason: {
      unit_above_max: 'One unit is above the maximum by itself', community_below_min: 'The whole community is below the minimum', piece_cut_off: 'Cut off from the rest of its community, and too small',
      no_multiple: 'The total fits no whole number of windows', lock_forces: 'A lock or a frozen grid forces it', least_proved: 'The way units touch allows nothing better: proved', not_proved: 'Not proved; may still be improved', not_redrawn: 'The run was stopped before its turn: as it is in force',
    },
  },
  kind: { area: 'area', grid: 'grid', unit: 'basic unit', park: 'park', place: 'help point' },
  search: { label: 'Search', placeholder: 'Street, grid code, park, help point', none: 'Nothing found for “{q}”. Try a name, the first digits of a code, or pinyin initials.', failed: 'The search failed: {reason}', hint: 'Name, code or pinyin initials', count: '{n} results' },
  map: { label: 'Map of {name}; arrow keys move, plus and minus zoom', zoomIn: 'Zoom in', zoomOut: 'Zoom out', home: 'Whole district', scale: 'Scale', datum: 'CGCS2000', north: '{value} N', south: '{value} S', east: '{value} E', west: '{value} W' },
  state: {
    loading: 'Reading the map…',
    emptyTitle: 'No district yet', emptyDo: 'On the server, run {start} for a sample district or {import} for data of your own, then reload this page.',
    failedTitle: 'The server does not answer', failedSince: 'No answer since {time}', failedStatus: 'The server said {status}: {detail}', failedNet: 'The network is down or the service is not running.', retrying: 'Trying again every 5 seconds', retry: 'Try now',
    lost: 'No connection since {time}; the picture shows what was known then', 
    webgl: 'This browser cannot draw the map (WebGL 2 is needed). Lists and search still work.',
  },
  phone: { rank: 'Ranking', layers: 'Layers', search: 'Search', tabs: 'Panels' },
  wall: {
    title: '{name} · The map', daily: 'Cases by day', categories: 'Categories', categoriesNote: 'last {days} days, share', ranking: 'Per 1,000 households', rankingNote: 'cases, {days} days · all {mean}',
    finding: '{located} with an exact position; {street} has the highest rate', house: 'The district', asOf: 'Data to {date}',
    mostDay: 'Most: {date}, {n}', rankNote: 'Dashed: the district. First {n} of {all}',
    counts: { streets: 'Streets', communities: 'Communities', grids: 'Grids', units: 'Basic units', households: 'Households', parks: 'Parks & fields', places: 'Help points' },
  },
};
export default en;
