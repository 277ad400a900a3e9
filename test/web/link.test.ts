import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLink, toLink } from '../../web/view/link.ts';
import { defaultView, FILLS, KINDS, LAYERS, PERIODS, ROOMS, SCREENS } from '../../web/view/state.ts';
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
    for (const bad of ['?at=1,2', '?at=a,b,c', '?at=200,10,5', '?at=,,', '?fill=rainbow', '?days=31', '?sel=dragon:1', '?sel=area:', '?plan=latest', '?theme=dusk', '?room=kitchen', '?as=phone', '?lang=fr']) expect(fromLink(bad)).toEqual(defaultView());
  });

  it('keeps only the layers that exist, in their own order', () => {
    expect(fromLink('?on=places,nothing,areas').layers).toEqual(['areas', 'places']);
    expect(fromLink('?on=').layers).toEqual([]);
  });
});
