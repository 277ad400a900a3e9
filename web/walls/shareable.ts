/** A wall as a file that another Jingwei takes: its name and scenes, and what of them means nothing elsewhere. */
import type { Scene } from '../../geodata/walls/scenes.ts';
import type { Box } from '../api/types.ts';
import type { Wall } from './types.ts';

export interface WallFile { name: string; area?: string | null; scenes?: Scene[] }

export const fileOf = ({ name, area, scenes }: Wall): string => `${JSON.stringify({ name, ...(area && { area }), scenes }, null, 2)}\n`;

/** What a file says. Throws where it is no JSON object; whether it is a wall is for the server to judge. */
export function readFile(text: string): WallFile {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('{ "name": …, "scenes": [ … ] }');
  return value as WallFile;
}

const scenesOf = ({ scenes }: WallFile): Scene[] => (Array.isArray(scenes) ? scenes.filter((scene) => typeof scene === 'object' && scene !== null) : []);
const isForeignCamera = ({ camera }: Scene, [west, south, east, north]: Box): boolean =>
  camera != null && !(camera.lon >= west && camera.lon <= east && camera.lat >= south && camera.lat <= north);

/** How many areas and cameras of a file are not of this district. */
export function countForeign(file: WallFile, isKnown: (code: string) => boolean, box: Box): number {
  const areas = [file.area, ...scenesOf(file).map(({ area }) => area)].filter((code) => code != null && !isKnown(code)).length;
  return areas + scenesOf(file).filter((scene) => isForeignCamera(scene, box)).length;
}

/** The same about the whole district wherever it was about something that is not here. */
export function withoutForeign(file: WallFile, isKnown: (code: string) => boolean, box: Box): WallFile {
  const here = (code: string | null | undefined): string | null => (code != null && isKnown(code) ? code : null);
  return {
    ...file, ...(file.area !== undefined && { area: here(file.area) }),
    ...(Array.isArray(file.scenes) && { scenes: file.scenes.map((scene) => (typeof scene !== 'object' || scene === null ? scene : { ...scene, area: here(scene.area), camera: isForeignCamera(scene, box) ? null : scene.camera ?? null })) }),
  };
}
