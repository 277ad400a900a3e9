/** Words of the drill room. */
import type zhCN from './drill.zh-CN.ts';
import type { Same } from './same.ts';

const en: Same<typeof zhCN> = {
  drill: {
    title: 'Drill',
    asTable: 'Table', asChart: 'Chart', comma: ', ', slash: ' / ', few: 'few', made: 'Made of', change: 'Change', share: 'Share', of: 'of {n}', others: '{n} others', up: 'Back to {name}',
    perHouseholds: '{cases} cases / {households} households', perArea: '{cases} cases / {area} km²',
    failed: 'The figures cannot be read since {time}; the rest of the map works as usual.',
    measure: { count: 'Cases', perKm2: 'Cases per km²', perThousand: 'Cases per 1,000 households', closureRate: 'Closure rate', onTimeRate: 'Closed on time', reworkRate: 'Rework rate', medianCloseHours: 'Median time to close' },
    unitOf: { count: 'cases', perKm2: '1/km²', perThousand: 'cases', closureRate: '%', onTimeRate: '%', reworkRate: '%', medianCloseHours: 'hours' },
    unit: { hours: 'h' },
    map: { label: 'What the map shows', street: 'Streets', community: 'Communities', grid: 'Grids', hexagon: 'Hexagons', heat: 'Heat', significant: 'Hot spots' },
    gridsOf: { own: 'Grids of the day', today: 'Grids of today' },
    source: { grid_worker: 'Grid workers', resident: 'Residents', hotline: 'Hotline', camera: 'Cameras', sensor: 'Sensors', inspection: 'Inspection', other: 'Other' },
    state: { opened: 'Reported', accepted: 'Accepted', dispatched: 'Dispatched', handled: 'Handled', answered: 'Answered', verified: 'Verified', closed: 'Closed' },
    tab: { map: 'Map', rank: 'Ranking', time: 'Time', what: 'What' },
    say: {
      span: '{span}', opened: 'In {period}, {place} reported {n} cases', up: ', up {by} on the previous period', down: ', down {by} on the previous period', same: ', as many as in the previous period', shareOfRise: ', {share} of the rise in {whole}',
      ranked: '; with {value} per 1,000 households it is number {nth} in {among}', perThousand: '; that is {value} per 1,000 households', stop: '. ',
      mainly: 'The rise comes mainly from {category}', andMost: ', most often on {day} at {hour}:00', most: 'Most cases come on {day} at {hour}:00', semicolon: '; ',
      onTime: '{joined}{value} were closed on time', onTimeSame: '{joined}{value} were closed on time, as in {whole}', onTimeBelow: '{joined}{value} were closed on time, {points} percentage points below {whole}', onTimeAbove: '{joined}{value} were closed on time, {points} percentage points above {whole}',
    },
    from: {
      opened: '{span}: {n} cases with a position were reported in {place}.', before: 'Previous period {span}: {n} cases under the same conditions.', noBefore: 'The records do not reach back to the previous period.', change: '({now} − {before}) ÷ {before} = {change}',
      rank: 'By cases per 1,000 households, the most first; {of} are ranked.', rise: '{n} more in {place} than in the previous period, out of {all} more in all.', hour: '{n} cases in this hour of the week; {usual} an hour on average.', category: 'This category: {before} in the previous period, {now} now, {n} more; all that rose add up to {all} more.',
      onTime: 'Closed on time of those due in {span}: {parts}.', onTimeWhole: '{whole}: {value}, that is {parts}.',
    },
    figure: { opened: '{name}: cases', change: '{change} on the previous' },
    until: 'Data until {time}',
    rank: {
      title: 'Ranking: {level}', against: 'against {span}', onTime: 'On time', cases: 'Cases', average: 'Dashed: average of {whole}, {value}. ', fewHouseholds: '{n} with fewer than {least} households are listed, not ranked.', fewCases: '{n} with fewer than {least} cases to divide by are listed, not ranked.',
      none: 'Nothing to list below {name}.',
    },
    legend: {
      spots: 'Significant clusters', spotsUnit: 'against chance', counts: 'How many in each step ({level})', reversed: 'Darker needs attention.', few: 'Too few to be ranked: {n}', heatNote: 'Kernel density, bandwidth {size}; zooming does not change the colours.', hexagonNote: 'Hexagons {size} wide; empty ones are left out.',
      spotsNote: 'Getis–Ord Gi*, false discoveries controlled; hatched is cold.',
      class: { cold99: 'cold 99%', cold95: '95%', cold90: '90%', none: 'none', hot90: '90%', hot95: '95%', hot99: 'hot 99%' },
      trend: { new: 'New', intensifying: 'Intensifying', persistent: 'Persistent', fading: 'Fading' },
    },
    rhythm: { title: 'Rhythm', aside: 'day × hour, cases', label: 'Cases by hour of the week; drag to choose hours', hour: '{h}:00', most: 'Densest: {day} {hour}:00, {n} cases', none: 'Nothing was reported under these conditions.' },
    group: { label: 'Group by', aside: 'share · change', categories: 'Categories', sources: 'Sources', states: 'States', all: 'All categories' },
    close: { title: 'Time to close', aside: '{n} cases, hours', label: 'Distribution of the time to close', median: 'median {hours}', closed: 'Closed', before: 'Previous period {hours} h', onTime: 'limits differ by category, on time {parts}', none: 'Nothing was closed in these days.' },
    time: {
      label: 'Cases over time', hint: '{span} chosen; drag the ends, arrow keys move by a day', lastYear: 'a year before', by: 'Step of time', from: 'First day', to: 'Last day', whole: 'The whole window', none: 'There is no series to show.',
      grain: { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' }, title: { hour: 'Cases by hour', day: 'Cases by day', week: 'Cases by week', month: 'Cases by month' },
    },
    period: { year: 'Last year', from: 'From', last: 'To', take: 'Apply', backwards: 'The first day is after the last.', noDay: 'Please fill in two dates.' },
    filter: { title: 'Filter', some: 'Filter: {n}', measure: 'Measure', categories: 'Categories', sources: 'Sources', states: 'States', weekdays: 'Days of the week', hours: 'Hours', gridsOf: 'Counted in', clear: 'Clear filters' },
    beside: { title: 'Compare', previous: 'Previous period', lastYear: 'A year before', none: 'Do not compare', difference: 'Difference' },
    export: { title: 'Export', pdf: 'Brief of two pages, PDF', xlsx: 'Figures and definitions, XLSX', png: 'Picture of the map, PNG', link: 'Copy the link', copied: 'The link is copied.', failed: 'The picture could not be made; please try again.', note: 'The link reproduces everything on this screen.', source: 'Jingwei · data until {until} · made {time}' },
    card: 'Details',
    limited: { months: 'Counted by whole months.', threshold: 'Counts below {n} are not shown.', filters: 'Without the right to see single cases there are totals by month and main category only.', rhythm: 'Without the right to see single cases there are no counts by hour.', closing: 'Without the right to see single cases there are no times to close.' },
    counted: {
      open: 'How is this counted', title: 'How figures are counted',
      measure: {
        count: 'Cases reported in the period that have a position.', perKm2: 'Cases divided by the area of the place.', perThousand: 'Cases divided by households, times 1,000.', closureRate: 'Of the cases due in the period, the share that is closed. Due means that the time limit ends in the period, whenever it was reported.', onTimeRate: 'Of the cases due in the period, the share closed within the limit.',
        reworkRate: 'Of the cases closed in the period, the share sent back at least once.', medianCloseHours: 'Of the cases closed in the period, the median of the hours from report to closing.',
      },
      term: { opened: 'Three moments', due: 'Limits', closed: 'Small numbers', grids: 'Grids', periods: 'Comparison', apart: 'Counted apart', hotSpots: 'Clusters', emerging: 'Change of clusters', privacy: 'Privacy' },
      says: {
        opened: 'A case counts when it was reported, when it was due and when it was closed, each in its own period; whole days in China.', due: 'Cases without a time limit are in no closure rate.', closed: 'Rates of fewer than 30 cases, or of too few households ({households}), are hatched and never ranked.', grids: 'Cases count in the grid in force on their own day; a switch shows today’s grids.',
        periods: 'The previous period is as many days just before, the year before the same dates; a base of fewer than 20 gives no change.', apart: 'Cases without a position, and those at the default point of a geocoder, are counted apart: in no area and on no map.',
        hotSpots: 'Getis–Ord Gi* by grid or hexagon, its neighbours and itself; false discoveries controlled after Benjamini and Hochberg.', emerging: 'The period is cut in equal slices, Gi* taken of each, its trend tested after Mann and Kendall.', privacy: 'Positions are no finer than a road or compound; without the right to single cases there are totals only, small counts are hidden, and so are those that would tell them.',
      },
    },
  },
};
export default en;
