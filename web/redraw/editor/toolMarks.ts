/** What a tool draws upon the map with the pointer: the brush's circle, a loop, a line. In the page, not in the map: it costs no frame. */
const SVG = 'http://www.w3.org/2000/svg';

export interface ToolMarks {
  brush(at: { x: number; y: number } | null, radius: number): void;
  line(points: readonly (readonly [number, number])[], closed: boolean): void;
  remove(): void;
}

/** Jade in a casing of paper, as the theme has them. */
export function toolMarks(container: HTMLElement): ToolMarks {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'tool-marks');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('style', 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none;fill:none;stroke-linejoin:round;stroke-linecap:round');
  const make = (name: string) => (['var(--raise)', 'var(--accent)'] as const).map((stroke, i) => {
    const element = document.createElementNS(SVG, name);
    element.setAttribute('style', `stroke:${stroke};stroke-width:${i ? 2 : 4.5};display:none`);
    svg.append(element);
    return element;
  });
  const circles = make('circle'), paths = make('path');
  container.append(svg);
  const show = (elements: readonly SVGElement[], attributes: Record<string, string> | null) => {
    for (const element of elements) {
      element.style.display = attributes ? '' : 'none';
      for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
    }
  };
  return {
    brush: (at, radius) => show(circles, at && { cx: String(at.x), cy: String(at.y), r: String(radius) }),
    line: (points, closed) => show(paths, points.length > 1 ? { d: `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}${closed ? 'Z' : ''}` } : null),
    remove: () => svg.remove(),
  };
}
