import { type Marks, pathOf } from './ink.ts';

const svgSpace = 'http://www.w3.org/2000/svg';

export interface Layer {
  readonly element: SVGSVGElement;
  show(marks: Marks): void;
}

/** A sheet over a slide for drawing and pointer, in the slide's own px. Nothing can be clicked on it. */
export function createLayer(width: number, height: number): Layer {
  const element = document.createElementNS(svgSpace, 'svg');
  element.setAttribute('class', 'turnout-marks');
  element.setAttribute('viewBox', `0 0 ${width} ${height}`);
  element.setAttribute('aria-hidden', 'true');
  const lines = document.createElementNS(svgSpace, 'g');
  const laser = document.createElementNS(svgSpace, 'circle');
  laser.setAttribute('class', 'laser');
  laser.setAttribute('r', String(Math.round(width / 110)));
  element.append(lines, laser);
  return {
    element,
    show: ({ strokes, laser: spot }) => {
      while (lines.childElementCount > strokes.length) lines.lastElementChild?.remove();
      for (const [index, stroke] of strokes.entries()) {
        const path = lines.children[index] ?? lines.appendChild(document.createElementNS(svgSpace, 'path'));
        const data = pathOf(stroke);
        if (path.getAttribute('d') !== data) path.setAttribute('d', data);
      }
      laser.style.display = spot === undefined ? 'none' : '';
      if (spot !== undefined) {
        laser.setAttribute('cx', String(spot.x));
        laser.setAttribute('cy', String(spot.y));
      }
    },
  };
}
