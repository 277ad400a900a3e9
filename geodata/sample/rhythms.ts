/** When things happen: how busy each day and each hour is, for each habit. */
import { dateOf, fromSpringFestival } from './calendar.ts';
import type { Habit, HourShape, Season } from './categories.ts';
import type { Random } from './random.ts';

/** Busyness of the 24 hours. */
export const HOURS: Record<HourShape, number[]> = {
  work: [0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 2, 5, 11, 14, 13, 10, 5, 5, 10, 12, 11, 8, 4, 2.5, 2, 1.4, 0.8, 0.4],
  day: [0.4, 0.3, 0.2, 0.2, 0.4, 1.4, 4, 7, 9, 10, 9.5, 8, 6, 6, 7.5, 8, 8, 7.5, 6, 5, 4, 3, 1.6, 0.8],
  evening: [1.2, 0.6, 0.3, 0.2, 0.3, 0.8, 2, 3.5, 4.5, 5, 5, 5, 4.5, 4, 4, 4.5, 5.5, 7.5, 11, 13, 12, 9, 5, 2.5],
  night: [7, 4.5, 2.8, 1.8, 1.6, 2, 2.5, 2.5, 2.5, 2.5, 2.2, 2, 2.4, 2, 2, 2, 2.4, 3, 4.5, 7, 10, 13, 14, 11],
  rush: [0.6, 0.3, 0.2, 0.2, 0.6, 2.4, 6, 11, 9.5, 6.5, 6, 7.5, 8, 5, 5, 5.5, 8, 12, 11, 8, 5.5, 3.6, 2, 1],
  flat: [3, 2.6, 2.4, 2.4, 2.6, 3.2, 4, 4.8, 5, 5, 5, 5, 4.8, 4.8, 5, 5, 5, 5, 5, 4.8, 4.4, 4, 3.6, 3.2],
};

/** Busyness of the twelve months. */
const MONTHS: Record<Season, number[]> = {
  even: [0.94, 0.9, 1, 1.03, 1.05, 1.05, 1.04, 1.04, 1.03, 1, 0.98, 0.95],
  summer: [0.62, 0.6, 0.78, 0.95, 1.15, 1.35, 1.55, 1.55, 1.25, 0.95, 0.75, 0.64],
  winter: [1.55, 1.3, 1.05, 0.85, 0.75, 0.72, 0.75, 0.78, 0.8, 0.95, 1.35, 1.6],
  spring: [0.75, 0.9, 1.45, 1.6, 1.35, 1, 0.85, 0.8, 0.85, 0.95, 0.9, 0.75],
  autumn: [0.7, 0.65, 0.8, 0.9, 0.95, 1.2, 0.95, 0.95, 1.35, 1.8, 1.4, 0.85],
};

export interface Weather { rain: Uint8Array; /** How hard the typhoon blew, 0 to 1. */ typhoon: Float64Array }

/** Rain by day, much of it in July and August, and the typhoon of the 18th and 19th of August. */
export function drawWeather(firstDay: number, days: number, random: Random): Weather {
  const rain = new Uint8Array(days), typhoon = new Float64Array(days);
  let wet = false;
  for (let d = 0; d < days; d++) {
    const { month, day } = dateOf(firstDay + d), often = [0.07, 0.09, 0.12, 0.15, 0.19, 0.26, 0.4, 0.38, 0.22, 0.15, 0.14, 0.09][month - 1]!;
    wet = random.chance(wet ? Math.min(0.7, often + 0.25) : often * 0.8);
    if (month === 8 && (day === 18 || day === 19 || day === 20)) { wet = true; typhoon[d] = day === 19 ? 1 : 0.45; }
    rain[d] = wet ? 1 : 0;
  }
  return { rain, typhoon };
}

/** How many of a habit's incidents come on each day, in parts of any size. */
export function dayWeights(habit: Habit, firstDay: number, days: number, weather: Weather, mood: Float64Array): Float64Array {
  const out = new Float64Array(days), months = MONTHS[habit.season];
  for (let d = 0; d < days; d++) {
    const n = firstDay + d, { month, day, weekday } = dateOf(n), festival = fromSpringFestival(n);
    // Months flow into each other.
    const next = months[month % 12]!, last = months[(month + 10) % 12]!, here = months[month - 1]!;
    let w = day < 15 ? here + ((last - here) * (15 - day)) / 30 : here + ((next - here) * (day - 15)) / 30;
    if (weekday === 0 || weekday === 6) w *= habit.weekend * 0.93;
    else if (weekday === 1) w *= 1.07;
    if (weather.rain[d]) w *= habit.rain;
    if (weather.typhoon[d]! > 0) w *= 1 + weather.typhoon[d]! * (habit.rain > 1.4 ? 3.2 : habit.source === 'hotline' ? 0.9 : -0.2);
    if (festival >= -2 && festival <= 6) w *= habit.hours === 'work' ? 0.28 : 0.58;
    else if (festival >= -9 && festival < -2) w *= 1.08;
    if (month === 10 && day <= 7) w *= habit.hours === 'work' ? 0.55 : 0.86;
    if (month === 5 && day <= 5) w *= habit.hours === 'work' ? 0.6 : 0.95;
    out[d] = w * mood[d]!;
  }
  return out;
}
