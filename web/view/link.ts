import { THEMES } from '../theme/tokens.ts';
import { drillParts, readDrill } from './drillLink.ts';
import { DEFAULT_LAYERS, defaultView, FILLS, KINDS, LAYERS, PERIODS, ROOMS, SCREENS } from './state.ts';
import type { Camera, Selection, ViewState } from './state.ts';

const LANGS = ['zh-CN', 'en'] as const;

/** The view as a query string, `?…` or empty; what is at its default is left out. */
export function toLink(view: ViewState): string {
  const parts: string[] = [];
  if (view.camera) parts.push(`at=${view.camera.lon.toFixed(5)},${view.camera.lat.toFixed(5)},${view.camera.zoom.toFixed(2)}`);
  if (view.fill !== 'heat') parts.push(`fill=${view.fill}`);
  const on = LAYERS.filter((name) => view.layers.includes(name));
  if (on.join() !== LAYERS.filter((name) => DEFAULT_LAYERS.includes(name)).join()) parts.push(`on=${on.join(',')}`);
  if (view.period !== 30) parts.push(`days=${view.period}`);
  if (view.selected) parts.push(`sel=${view.selected.kind}:${encodeURIComponent(view.selected.id)}`);
  if (view.plan) parts.push(`plan=${view.plan}`);
  if (view.room) parts.push(`room=${view.room}`);
  parts.push(...drillParts(view.drill));
  if (view.screen) parts.push(`as=${view.screen}`);
  if (view.theme) parts.push(`theme=${view.theme}`);
  if (view.lang) parts.push(`lang=${view.lang}`);
  return parts.length ? `?${parts.join('&')}` : '';
}

/** The view a query string asks for. Whatever cannot be read is left at its default: a link never fails. */
export function fromLink(query: string): ViewState {
  const params = new URLSearchParams(query);
  const view = defaultView();
  view.camera = readCamera(params.get('at'));
  view.fill = oneOf(FILLS, params.get('fill')) ?? view.fill;
  const on = params.get('on');
  if (on !== null) view.layers = LAYERS.filter((name) => on.split(',').includes(name));
  view.period = PERIODS.find((days) => String(days) === params.get('days')) ?? view.period;
  view.selected = readSelection(params.get('sel'));
  view.plan = /^[0-9a-f-]{36}$/.exec(params.get('plan') ?? '')?.[0] ?? null;
  view.room = oneOf(ROOMS, params.get('room'));
  view.drill = readDrill(params);
  view.screen = oneOf(SCREENS, params.get('as'));
  view.theme = oneOf(THEMES, params.get('theme'));
  view.lang = oneOf(LANGS, params.get('lang'));
  return view;
}

function oneOf<T extends string>(list: readonly T[], value: string | null): T | null {
  return list.find((item) => item === value) ?? null;
}

function readCamera(text: string | null): Camera | null {
  const [lon, lat, zoom, ...rest] = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (rest.length || ![lon, lat, zoom].every((n) => Number.isFinite(n))) return null;
  if (Math.abs(lon!) > 180 || Math.abs(lat!) > 85 || zoom! < 0 || zoom! > 22) return null;
  return { lon: lon!, lat: lat!, zoom: zoom! };
}

function readSelection(text: string | null): Selection | null {
  const [kind, ...id] = (text ?? '').split(':');
  const known = oneOf(KINDS, kind ?? null);
  return known && id.join(':') ? { kind: known, id: id.join(':') } : null;
}
