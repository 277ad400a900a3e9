/**
 * Rates drawn towards the rate of all, the more the smaller their denominator: of a hamlet of 30 households two cases more say
 * little (Marshall, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics 40, 1991; the
 * global estimator). Places without a denominator have the rate of all.
 */
export function smoothedRates(counts: ArrayLike<number>, bases: ArrayLike<number>): Float64Array {
  let cases = 0, base = 0, places = 0;
  for (let i = 0; i < counts.length; i++) if (bases[i]! > 0) { cases += counts[i]!; base += bases[i]!; places++; }
  const mean = base > 0 ? cases / base : 0;
  let squares = 0;
  for (let i = 0; i < counts.length; i++) if (bases[i]! > 0) squares += bases[i]! * (counts[i]! / bases[i]! - mean) ** 2;
  // What rates differ by beyond what chance alone would make of cases so rare.
  const between = base > 0 ? Math.max(0, squares / base - mean / (base / places)) : 0;
  return Float64Array.from({ length: counts.length }, (_, i) => {
    const trust = bases[i]! > 0 && between > 0 ? between / (between + mean / bases[i]!) : 0;
    return mean + trust * (bases[i]! > 0 ? counts[i]! / bases[i]! - mean : 0);
  });
}
