/** How windows of one session know each other. */
export interface Identity {
  /** 128 bits that only windows of this session have. */
  readonly nonce: string;
}

export type WindowRole = 'audience' | 'presenter';

const pattern = /^turnout:(audience|presenter):([0-9a-f]{32})$/;

/**
 * The nonce is kept in the window's name: it stays over a reload, also from disk and with storage switched off, is
 * handed to a window that is opened under that name, and stands in no address that somebody could copy.
 */
export function nameOf(role: WindowRole, nonce: string): string {
  return `turnout:${role}:${nonce}`;
}

/** The nonce of a window that belongs to a session; undefined for any other. */
export function readNonce(name: string): string | undefined {
  return pattern.exec(name)?.[2];
}

export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Address of the same page in another role, at a place. */
export function addressOf(role: WindowRole, place: string, here: string): string {
  const url = new URL(here);
  if (role === 'presenter') url.searchParams.set('presenter', '');
  else url.searchParams.delete('presenter');
  // `?presenter=` is what URLSearchParams writes for a name alone.
  url.search = url.search.replace(/\bpresenter=(?=&|$)/, 'presenter');
  url.hash = place;
  return url.href;
}
