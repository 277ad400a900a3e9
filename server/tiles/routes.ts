/** Vector tiles and relief, with the TileJSON that describes them. */
import { z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { publicOrigin } from '../http/address.ts';
import { json, problems } from '../http/describe.ts';
import { badField, Problem } from '../http/problem.ts';
import { respond } from '../http/respond.ts';
import { createRouter } from '../http/router.ts';
import { within } from '../rights/sight.ts';
import { derived } from '../versions/derived.ts';
import type { Box } from '../http/schema.ts';
import { encodeTile, TILE_MARGIN } from './encode.ts';
import { LAYERS } from './layers.ts';
import { selectBounds, selectRelief, selectTile } from './queries.ts';
import { encodeRelief, RELIEF_TILE_PIXELS, RELIEF_ZOOMS } from './relief.ts';
import { isTile, tileBox, type Tile } from './tile.ts';

const MVT = 'application/vnd.mapbox-vector-tile';
const NAMES = [...Object.keys(LAYERS), 'relief'];
const PLACE = '/:z/:x/:y{.+\\.(mvt|png)}';

export function tilesRoutes(context: Context) {
  const { database, versions } = context;
  const relief = derived(versions, ['relief'], (district) => selectRelief(database, district));
  const origin = (c: Request) => publicOrigin(c, context.config);
  const router = createRouter();

  for (const [name, layer] of Object.entries(LAYERS)) {
    const { nouns, daily, minzoom, maxzoom, fields } = layer;
    const shared = !layer.own;
    router.get(`/tiles/${name}.json`, (c) => {
      refuseQuery(c);
      return respond(c, context, { nouns, shared, variant: origin(c) }, async (district, sight) => tileJson(origin(c), name, 'mvt', { minzoom, maxzoom, bounds: await selectBounds(database, district, layer, within(sight, district)), extra: { vector_layers: [{ id: name, fields, minzoom, maxzoom }] } }));
    });
    router.get(`/tiles/${name}${PLACE}`, (c) => {
      const tile = tileOf(c, 'mvt', { minzoom, maxzoom });
      return respond(c, context, { nouns, shared, daily, type: MVT }, async (district, sight) =>
        encodeTile(name, await selectTile(database, district, { day: context.today(), area: within(sight, district) }, layer, tile.z, tileBox(tile, TILE_MARGIN)), tile, maxzoom));
    });
  }

  router.get('/tiles/relief.json', (c) => {
    refuseQuery(c);
    return respond(c, context, { nouns: ['relief'], shared: true, variant: origin(c) }, async () => {
      const raster = await relief();
      const bounds: Box | null = raster && [raster.west, raster.south, raster.east, raster.north];
      return tileJson(origin(c), 'relief', 'png', { ...RELIEF_ZOOMS, bounds, extra: { encoding: 'terrarium', tileSize: RELIEF_TILE_PIXELS } });
    });
  });
  router.get(`/tiles/relief${PLACE}`, (c) => {
    const tile = tileOf(c, 'png', RELIEF_ZOOMS);
    return respond(c, context, { nouns: ['relief'], shared: true, type: 'image/png' }, async () => {
      const raster = await relief();
      if (!raster || !overlaps(tileBox(tile), [raster.west, raster.south, raster.east, raster.north])) throw new Problem(404, 'There is no relief here.');
      return encodeRelief(raster, tile);
    });
  });

  describe(router);
  return router;
}

const overlaps = (a: Box, b: Box) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** The tile a path names; throws a 404 for one outside the grid or the zooms of the layer. */
function tileOf(c: Request, ending: string, { minzoom, maxzoom }: { minzoom: number; maxzoom: number }): Tile {
  refuseQuery(c);
  const [zText, xText, file] = ['z', 'x', 'y'].map((name) => c.req.param(name)!);
  const [yText, found] = file!.split('.');
  if (![zText, xText, yText].every((text) => /^\d{1,10}$/.test(text!))) throw badField('tile', `${zText}/${xText}/${file}`, `whole numbers z/x/y.${ending}`);
  const tile = { z: Number(zText), x: Number(xText), y: Number(yText) };
  if (found !== ending) throw new Problem(404, `These tiles end in .${ending}.`);
  if (tile.z < minzoom || tile.z > maxzoom) throw new Problem(404, `This layer has tiles from zoom ${minzoom} to ${maxzoom}.`);
  if (!isTile(tile)) throw new Problem(404, `There is no tile ${tile.x}/${tile.y} at zoom ${tile.z}.`);
  return tile;
}

function refuseQuery(c: Request): void {
  const [name] = Object.keys(c.req.query());
  if (name !== undefined) throw badField(name, c.req.query(name), 'no parameter at all', `Leave ${name} out.`);
}

const tileJson = (origin: string, name: string, ending: string, { minzoom, maxzoom, bounds, extra }: { minzoom: number; maxzoom: number; bounds: Box | null; extra: object }) =>
  JSON.stringify({ tilejson: '3.0.0', name, scheme: 'xyz', tiles: [`${origin}/api/v1/tiles/${name}/{z}/{x}/{y}.${ending}`], minzoom, maxzoom, ...(bounds && { bounds }), ...extra });

/** The routes above end in a file name, which the router's own OpenAPI paths cannot say. */
function describe({ openAPIRegistry }: ReturnType<typeof createRouter>): void {
  const place = { z: z.string().openapi({ example: '12' }), x: z.string().openapi({ example: '3426' }), y: z.string().openapi({ example: '1587' }) };
  const binary = (type: string) => ({ description: 'The tile', content: { [type]: { schema: { type: 'string' as const, format: 'binary' } } } });
  openAPIRegistry.registerPath({
    method: 'get', path: '/tiles/{layer}.json', tags: ['tiles'], summary: 'TileJSON 3.0 of a layer',
    request: { params: z.object({ layer: z.enum(NAMES) }) },
    responses: { 200: json(z.object({ tilejson: z.literal('3.0.0'), tiles: z.array(z.string()), minzoom: z.number(), maxzoom: z.number(), bounds: z.array(z.number()).optional() }), 'The description'), ...problems(400, 404) },
  });
  openAPIRegistry.registerPath({
    method: 'get', path: '/tiles/{layer}/{z}/{x}/{y}.mvt', tags: ['tiles'], summary: 'A Mapbox vector tile; 204 where there is nothing',
    request: { params: z.object({ layer: z.enum(Object.keys(LAYERS)), ...place }) },
    responses: { 200: binary(MVT), 204: { description: 'Nothing there' }, ...problems(400, 404) },
  });
  openAPIRegistry.registerPath({
    method: 'get', path: '/tiles/relief/{z}/{x}/{y}.png', tags: ['tiles'], summary: 'Heights as a Terrarium PNG of 512 pixels',
    request: { params: z.object(place) },
    responses: { 200: binary('image/png'), ...problems(400, 404) },
  });
}
