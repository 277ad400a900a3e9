import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText } from '../../geodata/density/days.ts';
import { MEASURES } from '../../geodata/density/measures.ts';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import { fromLink, toLink } from '../../web/view/link.ts';
import { defaultView, FILLS, GRAINS, KINDS, LAYERS, MAP_MODES, PERIODS, ROOMS, SCREENS } from '../../web/view/state.ts';
import type { ViewState } from '../../web/view/state.ts';

const degrees = (max: number, digits: number) => fc.integer({ min: -max * 10 ** digits, max: max * 10 ** digits }).map((n) => n / 10 ** digits);
const view: fc.Arbitrary<ViewState> = fc.record({
  camera: fc.option(fc.record({ lon: degrees(180, 5), lat: degrees(85, 5), zoom: fc.integer({ min: 0, max: 2200 }).map((n) => n / 100) })),
  fill: fc.constantFrom(...FILLS),
  layers: fc.subarray([...LAYERS]),
  period: fc.constantFrom(...PERIODS),
  selected: fc.option(fc.record({ kind: fc.constantFrom(...KINDS), id: fc.string({ minLength: 1, maxLength: 20 }) })),
  plan: fc.option(fc.uuid()),
  room: fc.option(fc.constantFrom(...ROOMS)),
  drill: fc.record({
    measure: fc.constantFrom(...MEASURES), map: fc.option(fc.constantFrom(...MAP_MODES)), grain: fc.constantFrom(...GRAINS), gridsOf: fc.constantFrom('own' as const, 'today' as const),
    days: fc.option(fc.tuple(fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: 1, max: 4000 })).map(([from, n]) => ({ from: dayText(from), to: dayText(from + n) }))),
    categories: fc.uniqueArray(fc.stringMatching(/^(\d{2}|\d{4})$/), { maxLength: 4 }).map((list) => list.sort()),
    sources: fc.subarray([...INCIDENT_SOURCES]), states: fc.subarray([...INCIDENT_STATES]),
    weekdays: fc.subarray([0, 1, 2, 3, 4, 5, 6]), hours: fc.subarray(Array.from({ length: 24 }, (_, h) => h)),
    beside: fc.option(fc.oneof(fc.constantFrom('previous', 'lastYear'), fc.stringMatching(/^(\d{6}|\d{9}|\d{12}|\d{15})$/))),
  }),
  screen: fc.option(fc.constantFrom(...SCREENS)),
  theme: fc.option(fc.constantFrom('day' as const, 'night' as const)),
  lang: fc.option(fc.constantFrom('zh-CN' as const, 'en' as const)),
});

describe('a link', () => {
  it('reproduces the view it was made from', () => {
    fc.assert(fc.property(view, (v) => { expect(fromLink(toLink(v))).toEqual(v); }));
  });

  it('says nothing of what is at its default', () => expect(toLink(defaultView())).toBe(''));

  it('never fails: what cannot be read is left at its default', () => {
    fc.assert(fc.property(fc.webQueryParameters(), (query) => { expect(() => fromLink(`?${query}`)).not.toThrow(); }));
    for (const bad of ['?at=1,2', '?at=a,b,c', '?at=200,10,5', '?at=,,', '?fill=rainbow', '?days=31', '?sel=dragon:1', '?sel=area:', '?plan=latest', '?theme=dusk', '?room=kitchen', '?as=phone', '?lang=fr', '?m=fear', '?map=globe', '?from=2026-11-22&to=2026-11-22', '?from=2026-11-23&to=2026-11-01', '?from=2026-02-30&to=2026-03-02', '?from=2026-11-01', '?from=1026-11-01&to=2026-11-02', '?from=0&to=9', '?cat=1.x.123', '?source=spy', '?week=7.-1', '?hour=24', '?by=minute', '?grids=mine', '?beside=next']) expect(fromLink(bad)).toEqual(defaultView());
  });

  it('keeps only the layers that exist, in their own order', () => {
    expect(fromLink('?on=places,nothing,areas').layers).toEqual(['areas', 'places']);
    expect(fromLink('?on=').layers).toEqual([]);
  });
});
