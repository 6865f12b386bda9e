import type { FitWork } from '../../preview/message.ts';
import type { FitScript } from '../fit/faults.ts';
import { element } from './elements.ts';

export interface FitFrame {
  /** The script of a frame that has the styles of this work. */
  open(work: FitWork): Promise<FitScript>;
}

/**
 * A window of the slide's size that nobody sees: what is measured there is not moved, scaled or faded by the deck, and
 * the deck is not touched.
 */
export function createFrame(address: string, root: ShadowRoot): FitFrame {
  const frame = element('iframe', {
    class: 'bench',
    title: 'Slides are measured here',
    'aria-hidden': 'true',
    tabindex: '-1',
    inert: '',
  });
  let version = '';
  return {
    open: async (work) => {
      const isThere = version === work.version && frame.isConnected;
      if (!isThere) {
        frame.style.width = `${work.width}px`;
        frame.style.height = `${work.height}px`;
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
        frame.src = `${address}?${encodeURIComponent(work.version)}`;
        if (!frame.isConnected) root.append(frame);
        await loaded;
        version = work.version;
      }
      const { turnoutFit } = frame.contentWindow as unknown as { readonly turnoutFit?: FitScript };
      if (turnoutFit === undefined) {
        version = '';
        throw new Error('the frame has no script');
      }
      return turnoutFit;
    },
  };
}
