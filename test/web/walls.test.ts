import { describe, expect, it } from 'vitest';
import { SCENE_LAYERS, usualScene, usualScenes } from '../../geodata/walls/scenes.ts';
import { secretIn } from '../../web/remote/path.ts';
import { LAYERS } from '../../web/view/state.ts';
import { pathOfWall, wallInPath } from '../../web/view/wallPath.ts';
import { insertAfter, moveTo, removeAt } from '../../web/walls/order.ts';
import { countForeign, fileOf, readFile, withoutForeign } from '../../web/walls/shareable.ts';
import { cameraForWall } from '../../web/walls/takeCamera.ts';
import { sceneProblem } from '../../web/walls/wallProblem.ts';

const BOX = [121, 37, 122, 38] as [number, number, number, number];
const isKnown = (code: string): boolean => code.startsWith('370216');

describe('the address of a wall', () => {
  it.each(['指挥中心', 'Lobby 2', '50%', 'a+b'])('leads to %s and back', (name) => expect(wallInPath(pathOfWall(name))).toBe(name));
  it('is of no wall elsewhere', () => expect(['/', '/wall', '/wall/', '/wall/a/b', '/walls/a'].map(wallInPath)).toEqual([null, null, null, null, null]));
  it('is what it says where it is broken', () => expect(wallInPath('/wall/%E6')).toBe('%E6'));
});

describe('scenes', () => {
  it('switch what the map has', () => expect([...SCENE_LAYERS].sort()).toEqual([...LAYERS].sort()));
  it('are put in order', () => {
    expect(moveTo(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moveTo(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(insertAfter(['a', 'b'], 0, 'x')).toEqual(['a', 'x', 'b']);
    expect(removeAt(['a', 'b'], 0)).toEqual(['b']);
  });
});

describe('a wall as a file', () => {
  const wall = { id: 'w', name: '大厅', area: null, scenes: usualScenes(), revision: 7, changedBy: 'x', changedAt: '2026-11-22T00:00:00Z' };
  it('holds what another Jingwei takes, and no more', () => expect(readFile(fileOf(wall))).toEqual({ name: '大厅', scenes: usualScenes() }));
  it('is no wall when it is no object', () => {
    for (const text of ['[]', 'null', '3', '{', '']) expect(() => readFile(text)).toThrow(SyntaxError);
  });

  const away = { name: 'x', area: '110101', scenes: [usualScene('grids'), { ...usualScene('grids'), area: '110101001' }, { ...usualScene('grids'), camera: { lon: 116, lat: 40, zoom: 12 } }, { ...usualScene('grids'), area: '370216001', camera: { lon: 121.5, lat: 37.5, zoom: 12 } }] };
  it('is told of what is not here', () => {
    expect(countForeign(away, isKnown, BOX)).toBe(3);
    expect(countForeign({ name: 'x', scenes: usualScenes() }, isKnown, BOX)).toBe(0);
  });
  it('becomes one of the whole district where it was about another, and keeps the rest', () => {
    const here = withoutForeign(away, isKnown, BOX);
    expect(countForeign(here, isKnown, BOX)).toBe(0);
    expect(here.area).toBeNull();
    expect(here.scenes![3]).toEqual(away.scenes[3]);
  });
  it('may be anything: the server judges', () => {
    const odd = { name: 3, scenes: ['x', null, 5] } as never;
    expect(countForeign(odd, isKnown, BOX)).toBe(0);
    expect(withoutForeign(odd, isKnown, BOX)).toEqual(odd);
    expect(countForeign({ name: 'x', scenes: 'none' } as never, isKnown, BOX)).toBe(0);
  });
});

describe('the camera of a scene', () => {
  it('shows a wall as much as the map shows now', () => {
    expect(cameraForWall({ lon: 121.2, lat: 37.4, zoom: 12 }, 1020, 370)).toEqual({ lon: 121.2, lat: 37.4, zoom: 13 });
    expect(cameraForWall({ lon: 121.2, lat: 37.4, zoom: 12 }, 2040, 1480).zoom).toBe(11);
    expect(cameraForWall({ lon: 121.2, lat: 37.4, zoom: 18.9 }, 400, 300).zoom).toBe(19);
  });
});

describe('what the server has against a wall', () => {
  it('names the scene', () => {
    expect(sceneProblem({ errors: [{ field: 'scenes.2.camera.lon', expected: 'a longitude' }] })).toEqual({ n: 3, reason: 'camera.lon: a longitude' });
    expect(sceneProblem({ errors: [{ field: 'name', expected: 'a name' }] })).toBeNull();
    expect(sceneProblem({ errors: [] })).toBeNull();
  });
});

describe('the secret of a QR code', () => {
  it('is read from the hash alone', () => {
    expect(secretIn(`#${'a'.repeat(43)}`)).toBe('a'.repeat(43));
    for (const hash of ['', '#', '#abc', `#${'a'.repeat(44)}`, '#/setup/x']) expect(secretIn(hash)).toBeNull();
  });
});
