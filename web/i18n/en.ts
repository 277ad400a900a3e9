import accounts from './accounts.en.ts';
import drill from './drill.en.ts';
import prosperity from './prosperity.en.ts';
import redraw from './redraw.en.ts';
import remote from './remote.en.ts';
import service from './service.en.ts';
import situation from './situation.en.ts';
import wall from './wall.en.ts';
import rules from './rules.en.ts';
import walls from './walls.en.ts';
import type { Same } from './same.ts';
import type zhCN from './zh-CN.ts';

const en: Same<typeof zhCN> = {
  ...accounts,
  ...drill,
  ...prosperity,
  ...redraw,
  ...remote,
  ...service,
  ...situation,
  ...wall,
  ...rules,
  ...walls,
  brand: 'Jingwei',
  title: '{name} · Jingwei',
  sample: 'Sample data',
  skip: 'Skip to the map',
  rooms: 'Rooms',
  screen: { desk: 'Desk', wall: 'Wall', toDesk: 'Lay the screen out as a desk', toWall: 'Lay the screen out as a wall' },
  theme: { day: 'Day', night: 'Night', toDay: 'Switch to day', toNight: 'Switch to night' },
  language: { other: '中文', switch: 'Switch to Chinese' },
  level: { district: 'district', street: 'street or town', community: 'community', grid: 'Grid' },
  whole: { district: 'the district', street: 'the area', community: 'the area' },
  period: { days: 'the last {days} days', short: '{days} days' },
  sentence: {
    onlyAreas: '{name} has {streets} streets and {communities} communities; households, grids and cases are not imported yet.',
    noIncidents: '{name} has no reported cases yet.',
    waiting: 'Reading the cases of {name}…',
  },
  figure: { inside: 'Grids in window' },
  unit: { cases: 'cases', households: 'hh', people: 'people', floors: 'floors', buildings: '' },
  layers: {
    title: 'Layers', open: 'Layers', close: 'Close layers',
    areas: 'Areas', grids: 'Grid lines', units: 'Basic units', buildings: 'Buildings', parks: 'Parks & fields', places: 'Help points', relief: 'Relief',
    fromClose: 'from close up',
  },
  legend: {
    heat: 'Cases reported', heatUnit: 'per km²', periodLabel: 'Period', days: '{days} d', months: '{n} mo', counted: 'Counted by squares of {size}; counts below {n} are not shown.',
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
    title: 'Streets', communities: 'Communities',
    rate: 'cases per 1,000 hh', inside: 'grids in window', households: 'households',
    rateNote: 'Exact positions only. Dashed: {whole}, {mean}. Below {few} households: listed, not ranked.', insideNote: 'Dashed: {whole}, {mean}. The lowest share first.', householdsNote: 'Dashed: {mean} households on average. {kind} with most first.',
  },
  card: {
    close: 'Close', code: 'Code', zoom: 'Zoom to this',
    households: 'Households', units: 'Basic units', grids: 'Grids', communities: 'Communities', area: 'Area', window: 'Household window', cases: 'Cases, {period}', perThousand: 'per 1,000 hh',
    class: 'Class', insideShare: 'in window', over: '{n} households over the window', under: '{n} households under the window', inside: 'inside the window', notJudged: 'no household window', dedicatedNote: 'dedicated grids are not cut by households',
    use: 'Use', buildings: 'Buildings', floors: 'Tallest', grid: 'Grid', company: 'Company', income: 'Income a year', jobs: 'Jobs', kind: 'Kind',
    children: 'Within', loading: 'Reading…', missing: 'No {kind} with the code {id}; newer data may have replaced it.', failed: 'Could not be read: {reason}',
    unnamed: 'unnamed', noShape: 'This area has a name and a code but no boundary yet.',
  },
  plan: {
    inForce: 'In force', draft: 'Draft',
    queued: 'Waiting its turn…', cancelling: 'Stopping…', kept: 'Stopped; what was done is kept, the rest stays as in force.',
    failed: 'The grids were not redrawn: {reason}', of: 'of {n} grids', deviation: 'Deviation', proved: 'proved the least',
    moved: 'Households moved', violations: 'To settle: {n}', byDeviation: 'by deviation', more: '{n} more not listed', over: '{n} over', under: '{n} short',
    reason: {
      unit_above_max: 'One unit is above the maximum by itself', community_below_min: 'The whole community is below the minimum', piece_cut_off: 'Cut off from the rest of its community, and too small',
      no_multiple: 'The total fits no whole number of windows', lock_forces: 'A lock or a frozen grid forces it', least_proved: 'The way units touch allows nothing better: proved', not_proved: 'Not proved; may still be improved', not_redrawn: 'The run was stopped before its turn: as it is in force', by_hand: 'Shaped by hand; nobody looked yet whether it can be better',
    },
  },
  kind: { area: 'area', grid: 'grid', unit: 'basic unit', park: 'park', place: 'help point' },
  search: { label: 'Search', placeholder: 'Street, grid code, park, help point', none: 'Nothing found for “{q}”. Try a name, the first digits of a code, or pinyin initials.', failed: 'The search failed: {reason}', count: '{n} results' },
  map: { label: 'Map of {name}; arrow keys move, plus and minus zoom', zoomIn: 'Zoom in', zoomOut: 'Zoom out', home: 'All of {whole}', scale: 'Scale', datum: 'CGCS2000', north: '{value} N', south: '{value} S', east: '{value} E', west: '{value} W' },
  state: {
    loading: 'Reading the map…',
    emptyTitle: 'No district yet', emptyDo: 'On the server, run {start} for a sample district or {import} for data of your own, then reload this page.',
    failedTitle: 'The server does not answer', failedSince: 'No answer since {time}', failedStatus: 'The server said {status}: {detail}', failedNet: 'The network is down or the service is not running.', retrying: 'Trying again every 5 seconds', retry: 'Try now',
    lost: 'No connection since {time}; the picture shows what was known then', 
    webgl: 'This browser cannot draw the map (WebGL 2 is needed). Lists and search still work.',
  },
  phone: { tabs: 'Panels' },
};
export default en;
