/** Pictures and films of the whole wall, made in the browser. */
import type { Stage } from '../map/stage.ts';
import { marginsPainter } from './marginsPicture.ts';

const FRAMES_S = 25;
/** Margins of a film are drawn anew so often: their figures roll, the map moves. */
const MARGINS_MS = 500;
/** A film is no wider than this: wider ones are coded slower than they are played. */
const WIDEST_FILM_PX = 2560;
const FORMATS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];

/** The wall as it is: map and margins on the colour of the sheet, at the resolution of the map. */
export async function wallPicture(stage: Stage, sheet: HTMLElement): Promise<Blob> {
  const [map, margins] = await Promise.all([stage.picture(), marginsPainter(sheet)()]);
  const canvas = document.createElement('canvas');
  canvas.width = map.width;
  canvas.height = map.height;
  draw(canvas, map, margins, getComputedStyle(sheet).getPropertyValue('--sheet'));
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'));
}

/** A film of the wall, WebM, of so many seconds. Needs no permission of anybody: it is drawn, not grabbed from the screen. */
export async function wallFilm(stage: Stage, sheet: HTMLElement, seconds: number): Promise<Blob> {
  const ground = getComputedStyle(sheet).getPropertyValue('--sheet');
  const paintMargins = marginsPainter(sheet);
  let map = await stage.picture(), margins = await paintMargins();
  const canvas = document.createElement('canvas');
  const scale = Math.min(1, WIDEST_FILM_PX / map.width);
  // Coders want even sides.
  canvas.width = Math.round((map.width * scale) / 2) * 2;
  canvas.height = Math.round((map.height * scale) / 2) * 2;
  const stopMap = stage.onRender((drawn) => { map = drawn; });
  let isOver = false, isDrawing = false;
  const again = setInterval(() => {
    if (isDrawing) return;
    isDrawing = true;
    void paintMargins().then((next) => { margins = next; }, () => undefined).finally(() => { isDrawing = false; });
  }, MARGINS_MS);
  const frame = setInterval(() => { if (!isOver) draw(canvas, map, margins, ground); }, 1000 / FRAMES_S);
  try {
    const stream = canvas.captureStream(FRAMES_S);
    const recorder = new MediaRecorder(stream, { mimeType: FORMATS.find((format) => MediaRecorder.isTypeSupported(format)) ?? '', videoBitsPerSecond: 12_000_000 });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => { if (data.size) parts.push(data); };
    const done = new Promise<void>((resolve, reject) => { recorder.onstop = () => resolve(); recorder.onerror = () => reject(new Error('the recording ended')); });
    recorder.start(1000);
    setTimeout(() => recorder.stop(), seconds * 1000);
    await done;
    for (const track of stream.getTracks()) track.stop();
    return new Blob(parts, { type: 'video/webm' });
  } finally {
    isOver = true;
    clearInterval(again);
    clearInterval(frame);
    stopMap();
  }
}

function draw(canvas: HTMLCanvasElement, map: HTMLCanvasElement, margins: HTMLImageElement, ground: string): void {
  const context = canvas.getContext('2d')!;
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(map, 0, 0, canvas.width, canvas.height);
  context.drawImage(margins, 0, 0, canvas.width, canvas.height);
}
