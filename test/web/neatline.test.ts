import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graticuleStep, ticks } from '../../geodata/crs/graticule.ts';
import { graticule } from '../../web/map/graticule.ts';
import { latitudeAt, neatline } from '../../web/map/neatline.ts';
import { metresPerPixel, scaleBar } from '../../web/map/scale.ts';
import type { Box } from '../../web/api/types.ts';

const box: Box = [120.6, 37.4, 120.95, 37.6];

describe('the graticule', () => {
  it('takes the finest step whose lines are far enough apart', () => {
    expect(graticuleStep(2800, 150)).toBe(240);
    expect(graticuleStep(1, 150)).toBe(36_000);
    fc.assert(fc.property(fc.double({ min: 20, max: 1e6, noNaN: true }), (pxPerDegree) => {
      const step = graticuleStep(pxPerDegree, 150);
      if (step !== 36_000) expect((step / 3600) * pxPerDegree).toBeGreaterThanOrEqual(150);
    }));
  });

  it('stands on whole multiples of its step', () => {
    expect(ticks(120.61, 120.75, 240)).toEqual([120 + 40 / 60, 120 + 44 / 60]);
    for (const line of graticule(box, 240).features) {
      const [a, b] = line.geometry.coordinates as [[number, number], [number, number]];
      const value = a[0] === b[0] ? a[0] : a[1];
      expect((value * 3600) / 240).toBeCloseTo(Math.round((value * 3600) / 240), 6);
    }
  });
});

describe('the neatline', () => {
  it('covers each edge without gap or overlap, dark and light in turn', () => {
    for (const { bars, length } of [{ bars: neatline(box, 240, 900, 700).top.bars, length: 900 }, { bars: neatline(box, 240, 900, 700).side.bars.toSorted((a, b) => a.from - b.from), length: 700 }]) {
      expect(bars[0]!.from).toBeCloseTo(0, 6);
      expect(bars.at(-1)!.to).toBeCloseTo(length, 6);
      for (let i = 1; i < bars.length; i++) {
        expect(bars[i]!.from).toBeCloseTo(bars[i - 1]!.to, 6);
        expect(bars[i]!.dark).not.toBe(bars[i - 1]!.dark);
      }
    }
  });

  it('labels true longitudes and latitudes', () => {
    const { top, side } = neatline(box, 240, 900, 700);
    expect(top.labels.map((l) => l.text)).toEqual(['120°36′', '120°40′', '120°44′', '120°48′', '120°52′', '120°56′']);
    expect(side.labels.map((l) => l.text)).toEqual(['37°24′', '37°28′', '37°32′', '37°36′']);
    const label = side.labels[1]!;
    expect(latitudeAt(label.at, box, 700)).toBeCloseTo(37 + 28 / 60, 6);
  });
});

describe('the scale bar', () => {
  it('is a round number of metres that fits', () => {
    fc.assert(fc.property(fc.double({ min: 0.05, max: 5000, noNaN: true }), (perPx) => {
      const { metres, px } = scaleBar(perPx, 110);
      expect(px).toBeLessThanOrEqual(110.001);
      expect(px).toBeGreaterThan(40);
      expect([1, 2, 4, 5]).toContain(Number(String(metres / 10 ** Math.floor(Math.log10(metres) + 1e-9)).slice(0, 1)));
    }));
  });
  it('knows the ground under a pixel', () => expect(metresPerPixel(0, 0)).toBeCloseTo(40_075_016.7 / 512, 0));
});
