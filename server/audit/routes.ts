import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { badField } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { requireSight } from '../rights/sight.ts';
import { askerOf, audit } from './audit.ts';
import { csvHeader, csvLines } from './csv.ts';
import { selectAudit, type AuditBounds } from './queries.ts';
import { auditExportQuery, auditPage, auditQuery, type AuditFilter } from './schema.ts';

const list = createRoute({
  method: 'get', path: '/audit', tags: ['administration'], summary: 'Who did what in one\'s own area, newest first, page by page',
  request: { query: auditQuery },
  responses: { 200: json(auditPage, 'A page of entries'), ...problems(400, 404) },
});

const csv = createRoute({
  method: 'get', path: '/audit.csv', tags: ['administration'], summary: 'The same as a file for spreadsheets; itself noted in the audit',
  request: { query: auditExportQuery },
  responses: { 200: { description: 'Every entry that fits', content: { 'text/csv': { schema: z.string() } } }, ...problems(400, 404) },
});

const PAGE = 2000;

export function auditRoutes(context: Context) {
  const { database, versions } = context;
  const district = async () => (await versions.current()).district?.code ?? '';

  /** Every page of entries, from the newest on. */
  async function* pages(filter: AuditFilter, bounds: Omit<AuditBounds, 'limit' | 'after'>): AsyncGenerator<Buffer> {
    yield Buffer.from(csvHeader());
    for (let after: string | undefined, full = true; full;) {
      const page = await selectAudit(database, filter, { ...bounds, after, limit: PAGE });
      yield Buffer.from(csvLines(page));
      [after, full] = [page.at(-1)?.id, page.length === PAGE];
    }
  }

  return createRouter()
    .openapi(list, async (c) => {
      const { after, limit, ...filter } = c.req.valid('query');
      requireOrder(filter);
      const found = await selectAudit(database, filter, { district: await district(), area: requireSight(c).area, after, limit: limit + 1 });
      const entries = found.slice(0, limit);
      return c.json({ entries, next: found.length > limit ? entries.at(-1)!.id : null }, 200, { 'Cache-Control': 'no-store' });
    })
    .openapi(csv, async (c) => {
      const filter = c.req.valid('query'), { area } = requireSight(c);
      requireOrder(filter);
      await database.transaction((inside) => audit(inside, { ...askerOf(c, context), action: 'export', noun: 'audit', after: filter }));
      const body = Readable.toWeb(Readable.from(pages(filter, { district: await district(), area }))) as ReadableStream;
      return new Response(body, { headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="audit.csv"', 'Cache-Control': 'no-store' } }) as never;
    });
}

function requireOrder({ from, to }: AuditFilter): void {
  if (from && to && from >= to) throw badField('to', to, 'a day after `from`');
}
