/**
 * The page around the map as a picture of its own: the page's markup and style sheets inside an SVG, which the browser draws.
 * Nothing is sent anywhere; libraries for this copy the computed style of every element, which takes seconds a frame.
 */

const LEFT_OUT = 'canvas, script, .controls, .maplibregl-control-container, [data-off-picture]';
/** The map is drawn by itself beneath; nothing moves in a picture. */
const EXTRA = '.sheet, .sheet .map, .stage { background: none !important; translate: none !important; } *, *::before, *::after { animation: none !important; transition: none !important; } .stage * { background: none !important; }';

/** Draws the page around the map of now, as often as it is called; the style sheets are read once. */
export function marginsPainter(sheet: HTMLElement): () => Promise<HTMLImageElement> {
  const css = [...document.styleSheets].flatMap((sheetOf) => [...sheetOf.cssRules]).map(({ cssText }) => cssText).join('\n');
  const style = escape(`${css}\n${EXTRA}`);
  return () => marginsPicture(sheet, style);
}

async function marginsPicture(sheet: HTMLElement, style: string): Promise<HTMLImageElement> {
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const copy = sheet.cloneNode(true) as HTMLElement;
  for (const element of copy.querySelectorAll(LEFT_OUT)) element.remove();
  copy.style.width = `${width}px`;
  copy.style.height = `${height}px`;
  const root = document.documentElement;
  const body = document.createElement('body');
  body.style.background = 'none';
  body.append(copy);
  const markup = new XMLSerializer().serializeToString(body);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" lang="${root.lang}" style="${escape(root.style.cssText)}"><style>${style}</style><foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
  const image = new Image(width, height);
  // A data address: pictures of other addresses with markup in them may not be read back.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
