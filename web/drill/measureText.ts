import { useI18n } from 'vue-i18n';
import { DEFINITIONS } from '../../geodata/density/measures.ts';
import type { Change, Figure, Measure } from '../../geodata/density/measures.ts';
import { useNumbers } from '../numbers/useNumbers.ts';
import { useDrill } from './drill.ts';

/** Values of measures in words: digits, unit, what they were made of, how they changed. */
export function useMeasureText() {
  const { t } = useI18n();
  const drill = useDrill();
  const { n, rate, change, UNKNOWN } = useNumbers();
  const definition = (measure: Measure) => DEFINITIONS[measure];
  const name = (measure: Measure = drill.measure): string => t(`drill.measure.${measure}`);
  const unit = (measure: Measure = drill.measure): string => t(`drill.unitOf.${measure}`);

  function digits(value: number | null, measure: Measure = drill.measure): string {
    if (value === null) return UNKNOWN;
    if (measure === 'count') return n(value);
    return definition(measure).unit === 'share' ? (value * 100).toFixed(1) : rate(value);
  }
  /** Digits alone, for a map: a small denominator says so instead. */
  const short = (figure: Figure, measure: Measure = drill.measure): string => (figure.small ? t('drill.few') : digits(figure.value, measure));
  /** `91.4%`, `40.2 件`. */
  function full(value: number | null, measure: Measure = drill.measure): string {
    if (value === null) return UNKNOWN;
    return definition(measure).unit === 'share' ? `${digits(value, measure)}%` : `${digits(value, measure)} ${t(definition(measure).unit === 'hours' ? 'drill.unit.hours' : 'unit.cases')}`;
  }
  /** What a ratio was made of: `7,683 / 8,113`; of a median how many it is the middle of. */
  function parts(figure: Figure, measure: Measure = drill.measure): string {
    if (figure.denominator === null) return '';
    if (measure === 'medianCloseHours') return t('drill.of', { n: n(figure.denominator) });
    if (measure === 'perThousand') return t('drill.perHouseholds', { cases: n(figure.numerator), households: n(Math.round(figure.denominator * 1000)) });
    if (measure === 'perKm2') return t('drill.perArea', { cases: n(figure.numerator), area: figure.denominator.toFixed(figure.denominator < 10 ? 2 : 1) });
    return `${n(figure.numerator)} / ${n(figure.denominator)}`;
  }
  /** `+18%`, or `−3.3` percentage points. */
  function changed({ value, small }: Change, measure: Measure = drill.measure): string {
    if (value === null || small) return '';
    if (definition(measure).change === 'relative') return change(value);
    const points = Math.abs(value * 100).toFixed(1);
    return points === '0.0' ? '0.0' : `${value > 0 ? '+' : '−'}${points}`;
  }
  const alarming = ({ value, small }: Change, measure: Measure = drill.measure): boolean => {
    const { worse, change: kind } = definition(measure);
    return value !== null && !small && worse !== 0 && value * worse >= (kind === 'points' ? 0.02 : 0.1);
  };
  return { name, unit, digits, short, full, parts, changed, alarming };
}
