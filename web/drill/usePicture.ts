import { useI18n } from 'vue-i18n';
import { useDensity } from '../incidents/density.ts';
import { useDistrict } from '../district/district.ts';
import { currentStage, mapFrame } from '../map/current.ts';
import { metresPerPixel, scaleBar } from '../map/scale.ts';
import { distance, moment } from '../numbers/format.ts';
import { useNumbers } from '../numbers/useNumbers.ts';
import { TOKENS } from '../theme/tokens.ts';
import { useView } from '../view/view.ts';
import { spanText } from './dates.ts';
import { useDrill } from './drill.ts';
import { legendOf } from './legend.ts';
import { useMeasureText } from './measureText.ts';
import { SPOT_CLASSES, useDrillPaint } from './paint.ts';
import { drawPicture } from './picture.ts';
import type { PictureLegend } from './picture.ts';
import { useSentence } from './sentence.ts';

const CLASSES = ['cold99', 'cold95', 'cold90', 'none', 'hot90', 'hot95', 'hot99'] as const;

/** Saves the map of the moment as a PNG that can be understood without this screen. */
export function usePicture() {
  const { t } = useI18n();
  const view = useView();
  const drill = useDrill();
  const density = useDensity();
  const district = useDistrict();
  const paint = useDrillPaint();
  const { n } = useNumbers();
  const { name, unit } = useMeasureText();
  const { text } = useSentence();

  function legend(): PictureLegend {
    const tokens = TOKENS[view.theme];
    const few = paint.few.length && drill.mode === drill.level ? [t('drill.legend.few', { n: n(paint.few.length) })] : [];
    if (drill.mode === 'significant') {
      return { title: `${t('drill.legend.spots')}${t('drill.comma')}${spanText(drill.days, true)}`, steps: SPOT_CLASSES.map((kind, i) => ({ colour: paint.spotColour(kind), count: n(paint.spotCounts[i]), hatched: kind < 0 })), breaks: [], words: CLASSES.map((c) => t(`drill.legend.class.${c}`)), notes: [t('drill.legend.spotsNote')] };
    }
    const measured = drill.mode === 'heat' || drill.mode === 'hexagon';
    const measure = measured ? 'perKm2' : drill.measure;
    const breaks = measured ? density.heatBreaks : drill.breaks;
    const counts = drill.mode === 'heat' ? null : drill.mode === 'hexagon' ? paint.hexagonCounts : paint.counts;
    return {
      title: [name(measure), unit(measure), spanText(drill.days, true)].join(t('drill.comma')),
      steps: tokens.density.map((colour, i) => ({ colour, count: counts?.[i] ? n(counts[i]) : '', hatched: false })),
      breaks: legendOf(measure, breaks, null).breaks, words: [], notes: few,
    };
  }

  async function save(): Promise<void> {
    const stage = currentStage.value;
    const frame = mapFrame.value;
    if (!stage || !frame) throw new Error('no map');
    const map = await stage.picture();
    const bar = scaleBar(metresPerPixel(frame.camera.lat, frame.camera.zoom), 140);
    const canvas = drawPicture({
      map, width: frame.width, height: frame.height, ratio: map.width / frame.width,
      title: `${drill.nameOf(drill.area)} · ${name()} · ${spanText(drill.days, true)}`, sentence: text.value, legend: legend(),
      scale: { px: bar.px, text: distance(bar.metres) }, source: t('drill.export.source', { time: moment(new Date()), until: district.summary?.incidentsTo ? moment(new Date(district.summary.incidentsTo)) : '' }),
      sample: district.summary?.sample ? t('sample') : '', tokens: TOKENS[view.theme], font: getComputedStyle(document.body).fontFamily,
    });
    const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    if (!blob) throw new Error('no picture');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${drill.nameOf(drill.area)}-${drill.measure}-${drill.days.from}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
  return { save };
}
