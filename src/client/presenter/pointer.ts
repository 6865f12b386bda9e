import type { Link } from '../link/link.ts';
import type { Spot, Stroke } from '../link/state.ts';
import { addStroke, extend } from '../tools/ink.ts';
import type { Size, Stage } from './stage.ts';

export type Tool = 'laser' | 'draw';

/** Pointing and drawing on the presenter's copy of the slide, told to the link as often as the screen is painted. */
export function listenToPointer(
  stage: Stage,
  size: Size,
  link: Link,
  { tool, slide }: { readonly tool: () => Tool | undefined; readonly slide: () => string },
): void {
  let stroke: Stroke | undefined;
  let waiting: (() => void) | undefined;
  const soon = (tell: () => void): void => {
    if (waiting === undefined) {
      requestAnimationFrame(() => {
        waiting?.();
        waiting = undefined;
      });
    }
    waiting = tell;
  };
  const { sheet } = stage;
  const finish = (): void => {
    waiting = undefined;
    if (stroke !== undefined)
      link.set({ ink: addStroke(link.value('ink') ?? {}, slide(), stroke), pen: null });
    stroke = undefined;
  };
  sheet.addEventListener('pointerdown', (event) => {
    if (tool() !== 'draw' || event.button !== 0) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    const { x, y } = spotAt(event, sheet, size, slide());
    stroke = extend([], x, y);
    soon(() => link.set({ pen: { slide: slide(), stroke: stroke ?? [] } }));
  });
  sheet.addEventListener('pointermove', (event) => {
    const spot = spotAt(event, sheet, size, slide());
    if (stroke !== undefined) {
      stroke = extend(stroke, spot.x, spot.y);
      soon(() => link.set({ pen: { slide: slide(), stroke: stroke ?? [] } }));
    } else if (tool() === 'laser') soon(() => link.set({ laser: spot }));
  });
  for (const end of ['pointerup', 'pointercancel'] as const) sheet.addEventListener(end, finish);
  sheet.addEventListener('pointerleave', () => {
    if (tool() !== 'laser') return;
    waiting = undefined;
    link.set({ laser: null });
  });
}

function spotAt(event: PointerEvent, sheet: HTMLElement, size: Size, slide: string): Spot {
  const box = sheet.getBoundingClientRect();
  return {
    slide,
    x: Math.round(((event.clientX - box.left) / box.width) * size.width),
    y: Math.round(((event.clientY - box.top) / box.height) * size.height),
  };
}
