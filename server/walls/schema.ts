/** What walls, their scenes, pairings and remotes look like on the wire. */
import { z } from '@hono/zod-openapi';
import { LONGEST_SCENE_S, MOST_SCENES, SCENE_KINDS, SCENE_LAYERS, SHORTEST_SCENE_S } from '../../geodata/walls/scenes.ts';
import { areaCode, strict } from '../http/schema.ts';

const finite = (least: number, most: number, what: string) => z.number(what).min(least, what).max(most, what);
const seconds = `a whole number of seconds from ${SHORTEST_SCENE_S} to ${LONGEST_SCENE_S}`;
const NAME = 'a name of 1 to 40 characters, without control characters, slashes and spaces around it';
const TITLE = 'a title of 1 to 24 characters, or null';

export const wallName = z.string(NAME).trim().normalize('NFC').min(1, NAME).max(40, NAME).regex(/^[^\p{C}/\\?#%]*$/u, `${NAME}, nor any of \\ ? # %`)
  .refine((name) => !/^\.+$/.test(name), NAME).openapi({ description: 'Stands in the address: /wall/指挥中心', example: '指挥中心' });

export const camera = strict({ lon: finite(-180, 180, 'a longitude from -180 to 180'), lat: finite(-85, 85, 'a latitude from -85 to 85'), zoom: finite(3, 19, 'a zoom from 3 to 19') });
const layer = z.enum(SCENE_LAYERS);
const oneEach = <Item extends z.ZodType>(item: Item, most: number, what: string) => z.array(item, what).max(most, what).refine((list) => new Set(list).size === list.length, `${what}, each once`);

export const scene = strict({
  kind: z.enum(SCENE_KINDS),
  seconds: z.number(seconds).int(seconds).min(SHORTEST_SCENE_S, seconds).max(LONGEST_SCENE_S, seconds),
  area: areaCode.nullable().default(null).openapi({ description: 'What it is about; null: all of who looks' }),
  camera: camera.nullable().default(null).openapi({ description: 'Where the map stands; null: it fits the area' }),
  layers: oneEach(layer, SCENE_LAYERS.length, `names of layers: ${SCENE_LAYERS.join(', ')}`).nullable().default(null).openapi({ description: 'What is on; null: as the kind has it' }),
  panels: oneEach(z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'a name of a panel'), 12, 'at most 12 names of panels').nullable().default(null).openapi({ description: 'Which panels of the kind; null: all' }),
  title: z.string(TITLE).trim().min(1, TITLE).max(24, TITLE).regex(/^[^\p{C}]*$/u, TITLE).nullable().default(null).openapi({ description: 'In place of the name of the kind' }),
}).openapi('Scene');

const scenes = z.array(scene).min(1, `from 1 to ${MOST_SCENES} scenes`).max(MOST_SCENES, `from 1 to ${MOST_SCENES} scenes`);
const wallArea = areaCode.nullable().openapi({ description: 'What the wall may be about: its scenes lie inside. Null: the whole district' });

export const newWall = strict({ name: wallName, area: wallArea.optional(), scenes: scenes.optional().openapi({ description: 'The five usual ones unless given' }) }).openapi('NewWall');
export const wallChange = strict({ name: wallName.optional(), area: wallArea.optional(), scenes: scenes.optional(), revision: z.number().int().optional().openapi({ description: 'The revision this is a change of; refused when the wall has another one by now' }) }).openapi('WallChange');

export const wall = z.object({
  id: z.string(), name: z.string(), area: areaCode.nullable(), scenes: z.array(scene),
  revision: z.number().int().openapi({ description: 'Grows with every change' }),
  changedBy: z.string().nullable(), changedAt: z.iso.datetime({ offset: true }),
}).openapi('Wall');
export type Wall = z.infer<typeof wall>;

export const newPairing = strict({
  wall: z.uuid('the id of a wall, or null').nullable().openapi({ description: 'Null: the room 大屏 without a wall of its own' }),
  screen: z.uuid('an id the screen has drawn by lot').openapi({ description: 'The screen that plays: its live stream is opened with the same' }),
}).openapi('NewPairing');

export const madePairing = z.object({
  id: z.string(),
  code: z.string().openapi({ description: 'Six digits, once' }),
  url: z.string().openapi({ description: 'What a QR code tells a phone; once' }),
  until: z.iso.datetime({ offset: true }).openapi({ description: 'When code and address end' }),
}).openapi('MadePairing');

export const showing = strict({
  scene: z.number().int().min(0).max(MOST_SCENES - 1).openapi({ description: 'Which of the scenes, from 0' }),
  playing: z.boolean(),
  area: areaCode.nullable(),
  layers: oneEach(layer, SCENE_LAYERS.length, 'names of layers'),
  secondsLeft: z.number().int().min(0).max(LONGEST_SCENE_S).nullable().openapi({ description: 'Until the next scene; null while it stands' }),
  command: z.number().int().min(0).openapi({ description: 'The number of the last command it has carried out' }),
}).openapi('Showing', { description: 'What a wall really shows' });
export type Showing = z.infer<typeof showing>;

export const pairing = z.object({
  id: z.string(),
  wall: z.string().nullable(), wallName: z.string().nullable(),
  state: z.enum(['waiting', 'over', 'paired']).openapi({ description: 'over: the code has ended and nobody used it' }),
  until: z.iso.datetime({ offset: true }).nullable(),
  pairedAt: z.iso.datetime({ offset: true }).nullable(),
  heardAt: z.iso.datetime({ offset: true }).nullable().openapi({ description: 'When the wall last told what it shows' }),
  by: z.string().openapi({ description: 'Who is signed in at the wall' }),
}).openapi('Pairing');
export type Pairing = z.infer<typeof pairing>;

const CODE = 'six digits as the wall shows them';
export const claim = z.union([
  strict({ code: z.string(CODE).regex(/^\d{6}$/, CODE) }),
  strict({ token: z.string().regex(/^[\w-]{43}$/, 'the secret of the QR code') }),
]).openapi('Claim');

export const command = z.discriminatedUnion('command', [
  strict({ command: z.enum(['next', 'previous', 'pause', 'play', 'picture']) }),
  strict({ command: z.literal('scene'), value: z.number().int().min(0).max(MOST_SCENES - 1) }),
  strict({ command: z.literal('area'), value: areaCode.nullable() }),
  strict({ command: z.literal('layer'), value: strict({ name: layer, on: z.boolean() }) }),
]).openapi('Command');
export type Command = z.infer<typeof command>;

/** What a wall hears on its live stream as `event: command`. */
export type WallCommand = ({ number: number } & Command) | { number: number; command: 'paired' | 'ended' };

export const remote = z.object({
  wall: z.string().nullable().openapi({ description: 'Its name' }),
  revision: z.number().int().nullable(),
  scenes: z.array(z.object({ kind: z.enum(SCENE_KINDS), title: z.string().nullable(), seconds: z.number().int() })),
  areas: z.array(z.object({ code: areaCode, name: z.string() })).openapi({ description: 'What the map can go to: the whole first, then the areas right below it' }),
  layers: z.array(layer),
}).openapi('Remote', { description: 'What a phone can drive' });
export type Remote = z.infer<typeof remote>;

export const remoteShowing = z.object({
  showing: showing.nullable(),
  isThere: z.boolean().openapi({ description: 'Whether the wall was heard of lately' }),
  heardAt: z.iso.datetime({ offset: true }).nullable(),
  command: z.number().int().openapi({ description: 'The number of the last command given' }),
  revision: z.number().int().nullable().openapi({ description: 'Of the wall; another one than before: read /remote again' }),
}).openapi('RemoteShowing');
export type RemoteShowing = z.infer<typeof remoteShowing>;

export const commanded = z.object({ number: z.number().int() }).openapi('Commanded');
