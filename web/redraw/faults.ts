/** Faults of a table of units and grids as the screens say them; what has no words here is told in the server's. */
import type { FieldError } from '../api/client.ts';

const BY_WORDS = [
  [/^a unit of district/, 'district'], [/^a unit inside/, 'outside'], [/unit codes of/, 'unknownUnit'], [/^each unit once/, 'twice'], [/^a grid code of/, 'gridCode'], [/^a grid of community/, 'community'],
  [/^a code in force/, 'oldCode'], [/^basic or dedicated$/, 'kind'], [/as the lines of grid/, 'mixed'], [/^a line for every unit/, 'missing'], [/^a column named/, 'column'], [/^fields whose quotes/, 'quotes'], [/UTF-8 or GB18030/, 'encoding'],
] as const satisfies readonly (readonly [RegExp, string])[];
export type FaultKind = (typeof BY_WORDS)[number][1];
export interface Fault { line: string | null; unit: string | null; kind: FaultKind | null }

/** Where a fault is, by line or by unit, and of which kind. */
export function faultOf({ field, expected = '' }: FieldError): Fault {
  return { line: /^line (\d+)$/.exec(field)?.[1] ?? null, unit: /^unit (\d+)$/.exec(field)?.[1] ?? null, kind: BY_WORDS.find(([words]) => words.test(expected))?.[1] ?? null };
}
