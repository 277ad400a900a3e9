/** A sentence for somebody who followed a link that leads nowhere: a page for a browser, a problem for a program. */
import type { Context as Request } from 'hono';
import { Problem, problemResponse } from '../http/problem.ts';

export interface Notice { status: number; zh: string; en: string }

export function noticeResponse(c: Request, { status, zh, en }: Notice): Response {
  if (!c.req.header('accept')?.includes('text/html')) return problemResponse(new Problem(status, en), {}, c.get('requestId'));
  return new Response(page(zh, en), { status, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } });
}

// The sentences are ours; nothing that anybody sent is shown.
const page = (zh: string, en: string) => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Jingwei 经纬</title>
<style>body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem }</style>
<main>
<h1>经纬</h1>
<p>${zh}</p>
<p lang="en">${en}</p>
<p><a href="/">返回 · <span lang="en">Back</span></a></p>
</main>
</html>
`;
