import { createRoute, z } from '@hono/zod-openapi';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { attachment } from '../documents/attachment.ts';
import { MEDIA_TYPES } from '../documents/document.ts';
import { language } from '../documents/schema.ts';
import { problems } from '../http/describe.ts';
import { createRouter } from '../http/router.ts';
import { strict } from '../http/schema.ts';
import { boundPeriod, questionFields, questionOf } from '../incidents/summarySchema.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { makeBrief, placeOf } from './brief.ts';
import { briefPdf } from './briefPdf.ts';
import { briefWorkbook } from './briefWorkbook.ts';
import { briefWordsOf } from './words.ts';

const file = z.string();
const briefQuery = boundPeriod(strict({ ...questionFields, format: z.enum(['pdf', 'xlsx'], 'one of pdf, xlsx').openapi({ description: 'pdf: two pages; xlsx: every figure with numerator, denominator and definition' }), lang: language }));

const read = createRoute({
  method: 'get', path: '/incidents/brief', tags: ['incidents'], summary: 'The answer to a question of the drill as a document; itself noted in the audit',
  request: { query: briefQuery },
  responses: { 200: { description: 'The document, as an attachment', content: { [MEDIA_TYPES.pdf]: { schema: file }, [MEDIA_TYPES.xlsx]: { schema: file } } }, ...problems(400, 403, 404) },
});

export const briefRoutes = (context: Context) => createRouter().openapi(read, async (c) => {
  const { format, lang, ...query } = c.req.valid('query'), sight = requireSight(c);
  requireDistrict(await context.versions.current());
  const brief = await makeBrief(context, questionOf(query, sight.area), sight);
  await context.database.transaction((inside) => audit(inside, { ...askerOf(c, context), action: 'export', noun: 'incidents', area: brief.question.area.slice(0, 12), after: { format, ...brief.question } }));
  const body = format === 'pdf' ? await briefPdf(context.database, brief, lang) : await briefWorkbook(brief, lang);
  const ending = `-${brief.question.from}-${brief.question.to}.${format}`;
  return attachment(body, { type: MEDIA_TYPES[format], name: `${placeOf(brief, brief.question.area).name}-${briefWordsOf(lang).file[format]}${ending}`, plainName: `brief-${brief.question.area}${ending}` });
});
