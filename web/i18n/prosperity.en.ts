import type { Same } from './same.ts';
import type zhCN from './prosperity.zh-CN.ts';

const en: Same<typeof zhCN> = {
  prosperity: {
    total: 'Income of projects', to: 'Jan–{months} {year}', wholeYear: '{year}', year: 'whole year',
    served: '{villages}, {jobs}', servedAlone: '{villages}', villages: '{n} villages', jobs: '{n} jobs', jobsAtLeast: 'at least {n} jobs', changed: 'income {change}',
    bands: 'Income of villages', bandsAside: 'villages by ¥10,000 a year', bandsAsideTo: '¥10,000 · {year} to month {months}', bandLess: '< {n}', bandRange: '{from}–{to}', bandMore: '≥ {n}',
    fewer: '{limit}: {change}', fewerShort: '{limit}: {from} → {to}', limit: 'Below ¥{n}0k', and: ', ', fell: '{from} → {to}', rose: '{from} → {to}', stayed: 'still {to}', rest: 'Left: {n} in {streets}', streetShare: '{street} {n}', more: ' …',
    ranking: 'Highest incomes', rankingAside: '¥ million · on the year', rankingAsideAlone: '¥ million · whole year',
    attention: 'For a person', items: '{n} items', calm: 'No project or village needs a person', fallsTitle: '{name}: income falls', fallsBody: '{change}, ¥{before}M → ¥{now}M',
    othersFall: '{n} workshops and fields fall', othersFallBody: 'Most: {name} {change}', noneTitle: '{n} villages without a project', silentTitle: '{n} projects not reported', silentBody: '{name} …',
    kinds: 'Three kinds of project', kindsAside: 'income, area, jobs · {period}', kind: { park: '{n} parks', workshop: '{n} workshops', field: '{n} fields' }, nothing: 'No parks, workshops or fields yet. Once they are in the store, their income, area and jobs stand here.', noBands: 'No incomes of villages yet.',
    legend: 'Income, ¥ million', legendServed: 'villages served', legendUnserved: 'villages without a project', money: '¥{digits}M',
  },
  gridScene: {
    inside: 'Grids inside the window', of: '{ratio} grids', finding: '{over} over, {under} under', median: 'middle grid: {n} households',
    spread: 'Households in a grid', window: 'Window {range}', windowGrids: '{grids} grids, {share} inside', andMore: '{n} or more',
    worst: 'Furthest from the window', worstAside: 'households · times', worstNone: 'No grid is outside its window.', times: '{n}×', 
    streets: 'Share inside', streetsAside: '%, lowest first · {whole} {mean}', strip: 'Grids by class', edition: '{name} since {date}, {n} communities', editionWhole: '{name}, since {date}', grids: 'Grids', dedicated: 'Dedicated', classes: { under2: 'Far under', under1: 'Under', in: 'Inside', over1: 'Over', over2: 'Far over' }, figure: '{n} households', nothing: 'No grids yet. Once a plan is published, grids stand here beside their windows.',
  },
};
export default en;
