/** What a key asks for, as the view's buttons do, too. */
export type Action =
  | 'next'
  | 'previous'
  | 'next-slide'
  | 'previous-slide'
  | 'first'
  | 'last'
  | 'timer'
  | 'start'
  | 'reset'
  | 'black'
  | 'laser'
  | 'draw'
  | 'erase'
  | 'search'
  | 'smaller'
  | 'larger'
  | 'scroll-down'
  | 'scroll-up'
  | 'scheme'
  | 'help'
  | 'audience'
  | 'lead'
  | 'close';

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Keys of clickers (Page Up, Page Down, B, full stop, F5, arrows, space) and of keyboards. */
const plain: Readonly<Record<string, Action>> = {
  pagedown: 'next',
  ' ': 'next',
  enter: 'next',
  n: 'next',
  arrowdown: 'next',
  pageup: 'previous',
  backspace: 'previous',
  p: 'previous',
  arrowup: 'previous',
  home: 'first',
  end: 'last',
  b: 'black',
  v: 'black',
  '.': 'black',
  t: 'timer',
  q: 'timer',
  f5: 'start',
  l: 'laser',
  d: 'draw',
  x: 'erase',
  g: 'search',
  '/': 'search',
  '-': 'smaller',
  '+': 'larger',
  '=': 'larger',
  c: 'scheme',
  '?': 'help',
  h: 'help',
  s: 'audience',
  escape: 'close',
};

const shifted: Readonly<Record<string, Action>> = {
  ' ': 'previous',
  arrowdown: 'scroll-down',
  arrowup: 'scroll-up',
};

/** Undefined for a key that is the browser's. In a deck from right to left the left arrow leads on. */
export function actionOf(pressed: Pressed, direction: 'ltr' | 'rtl'): Action | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  const key = pressed.key.toLowerCase();
  if (key === 'arrowleft' || key === 'arrowright') {
    const isOnward = (key === 'arrowright') === (direction === 'ltr');
    const move = isOnward ? 'next' : 'previous';
    return pressed.shiftKey ? `${move}-slide` : move;
  }
  return (pressed.shiftKey ? shifted[key] : undefined) ?? plain[key];
}

/** Keys that turn slides even while somebody reads the help or searches: nobody types them. */
export const clickerKeys: readonly string[] = ['PageDown', 'PageUp', 'F5'];
