/** Bodies made from the schemas of openapi.json: right ones, nearly right ones, and what somebody means harm with. */
import fc from 'fast-check';

/** What of a JSON schema the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number; maxLength?: number;
  minimum?: number; maximum?: number;
  minItems?: number; maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[];
}

/** `resolve` follows a reference; `known` gives texts of the store that a pattern is about: codes that exist. */
export interface Document { resolve(schema: Schema): Schema; known(pattern: string): readonly string[] }

const DAY_MS = 86_400_000;

const ring = (...points: [number, number][]) => [...points, points[0]!];
const SQUARE = ring([0, 0], [1, 0], [1, 1], [0, 1]);
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings });
/** The text of a ring of `n` positions. */
const manyVertices = (n: number) => `{"type":"Polygon","coordinates":[[${'[121.5,37.4],'.repeat(n - 1)}[121.5,37.4]]]}`;
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

/** JSON texts that break careless servers, to stand for a body or for any value in one. */
export const HOSTILE_TEXTS: readonly string[] = [
  nested('[', ']', 5000), nested('{"a":', '}', 5000).replace(':}', ':1}'), `{"type":"GeometryCollection","geometries":[${nested('{"type":"GeometryCollection","geometries":[', ']}', 500)}]}`,
  manyVertices(50_000),
  '1e400', '-1e400', '1e-400', '-0', '9007199254740993', '123456789012345678901234567890', '1.7976931348623157e308',
  '{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"toString":1,"hasOwnProperty":1,"then":1}', '{"length":4294967295}',
  '"\\u0000"', '"\\ud800"', '"\\u202e"', '""', '" "', `"${'长'.repeat(10_000)}"`, `"'; drop table plans; --"`, '"${7*7}{{7*7}}"', '"../../../etc/passwd"',
  'null', 'true', '[]', '{}', '[null]', '[[]]',
  JSON.stringify(polygon(SQUARE, SQUARE.toReversed())), JSON.stringify(polygon(SQUARE.toReversed(), SQUARE)),
  JSON.stringify(polygon(ring([179, 0], [-179, 0], [-179, 1], [179, 1]))), JSON.stringify(polygon(ring([0, 0], [1, 1], [1, 0], [0, 1]))),
  JSON.stringify(polygon([])), JSON.stringify(polygon(ring([500, 95], [501, 95], [501, 96]))), '{"type":"Polygon","coordinates":[[[1e308,1e308],[-1e308,1e308],[0,-1e308],[1e308,1e308]]]}',
];

/** Whole bodies that are no JSON, or more of it than anybody means. */
export const HOSTILE_BODIES: readonly string[] = [
  '', ' ', '{', '}', '{"a":1,}', "{'a':1}", 'NaN', '{"a":NaN}', '{"a":Infinity}', '{"a":01}', '{"a":1}{"a":2}', '{"a":1,"a":2}', '\ufeff{}', '\0', 'undefined', '<xml/>',
  nested('[', ']', 1_000_000), manyVertices(1_000_000), `[${'0,'.repeat(1_900_000)}0]`, `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
];

/** Stands in a generated body where a hostile text goes: JSON cannot hold those as values. */
const PLACE = /"@@(\d+)"/g;

/** JSON texts: most values as the schema says, some as somebody who means harm would have them. */
export const bodiesOf = (schema: Schema, document: Document): fc.Arbitrary<string> =>
  fc.oneof({ weight: 3, arbitrary: valueOf(schema, document, 0) }, { weight: 6, arbitrary: valueOf(schema, document, 0.05) }, { weight: 1, arbitrary: valueOf(schema, document, 0.5) })
    .map((value) => JSON.stringify(value).replace(PLACE, (_, index: string) => HOSTILE_TEXTS[Number(index)]!));

const hostile = fc.oneof(fc.nat(HOSTILE_TEXTS.length - 1).map((index): unknown => `@@${index}`), fc.jsonValue({ maxDepth: 3 }), fc.double({ noNaN: true }), fc.string({ unit: 'binary', maxLength: 50 }));

function valueOf(unresolved: Schema, document: Document, harm: number): fc.Arbitrary<unknown> {
  const right = rightValueOf(document.resolve(unresolved), document, harm);
  const wrong = Math.round(harm * 100);
  return wrong ? fc.oneof({ weight: 100 - wrong, arbitrary: right }, { weight: wrong, arbitrary: hostile }) : right;
}

function rightValueOf(schema: Schema, document: Document, harm: number): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => valueOf(each, document, harm)));
  if (schema.allOf) return fc.tuple(...schema.allOf.map((each) => valueOf(each, document, harm))).map((parts) => Object.assign({}, ...parts as object[]));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, document, harm)));
}

function ofType(type: string, schema: Schema, document: Document, harm: number): fc.Arbitrary<unknown> {
  const { minimum = -1000, maximum = minimum + 2000, minItems = 0, maxItems = 8 } = schema;
  switch (type) {
    case 'null': return fc.constant(null);
    case 'boolean': return fc.boolean();
    case 'integer': return fc.integer({ min: minimum, max: maximum });
    case 'number': return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'array': return fc.array(valueOf(schema.items ?? {}, document, harm), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 6) });
    case 'string': return textOf(schema, document);
    default: return objectOf(schema, document, harm);
  }
}

function textOf({ pattern, format, minLength = 0, maxLength = 60 }: Schema, { known }: Document): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.oneof(fc.integer({ min: 1, max: 60 }).map((days) => new Date(Date.now() + days * DAY_MS)), fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') })).map((date) => date.toISOString());
  const free = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
  if (!pattern) return free;
  // The generator knows no classes of Unicode.
  const matching = fc.stringMatching(new RegExp(pattern.replaceAll('\\p{L}', 'a-z').replaceAll('\\p{N}', '0-9').replaceAll('\\p{C}', '\\x00-\\x1f')));
  const codes = known(pattern);
  return codes.length ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...codes) }, { weight: 1, arbitrary: matching }) : matching;
}

function objectOf({ properties = {}, required = [] }: Schema, document: Document, harm: number): fc.Arbitrary<unknown> {
  const whole = fc.record(Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valueOf(each, document, harm)])), { requiredKeys: harm > 0.1 ? [] : required as never });
  // Few of what may be left out: much of it excludes each other.
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const known = fc.tuple(whole, fc.subarray(optional, { maxLength: Math.min(2, optional.length) }))
    .map(([value, kept]) => Object.fromEntries(Object.entries(value as object).filter(([name]) => !optional.includes(name) || kept.includes(name))));
  const extra = Math.round(harm * 100);
  return extra ? fc.oneof({ weight: 100 - extra, arbitrary: known }, { weight: extra, arbitrary: fc.tuple(known, fc.string(), hostile).map(([value, name, more]) => ({ ...value as object, [name]: more })) }) : known;
}
