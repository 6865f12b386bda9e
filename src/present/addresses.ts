import { hostname, networkInterfaces } from 'node:os';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';

/** Where other machines find this one. */
export interface LanAddress {
  /** To listen at. */
  readonly bind: string;
  /** As it stands in links. */
  readonly shown: string;
  /** Every name under which browsers may ask. */
  readonly names: readonly string[];
}

const everywhere = ['0.0.0.0', '::'];

/** The address in the local network, or the one that was chosen. Throws `bad-option` when there is none. */
export function lanAddress(chosen: string | undefined, own: readonly string[] = ownAddresses()): LanAddress {
  const [first] = own;
  if (chosen === undefined) {
    if (first === undefined) throw noNetwork();
    return { bind: first, shown: first, names: [first] };
  }
  if (!everywhere.includes(chosen))
    return { bind: chosen, shown: bracketed(chosen), names: [bracketed(chosen)] };
  const names = [...own, '127.0.0.1', 'localhost', hostname(), `${hostname()}.local`];
  return { bind: chosen, shown: first ?? '127.0.0.1', names: names.map((name) => name.toLowerCase()) };
}

/** As it stands in an address. */
function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** IPv4 addresses of this machine's network cards; those of home and office networks first. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((cards) => cards ?? []);
  const usable = all
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  const isPrivate = (address: string): boolean =>
    /^(?:192\.168|10|172\.(?:1[6-9]|2\d|3[01]))\./.test(address);
  return [...usable.filter(isPrivate), ...usable.filter((address) => !isPrivate(address))];
}

function noNetwork(): TurnoutError {
  return new TurnoutError(
    diagnose('bad-option', 'this machine is in no network: phones cannot reach it', {
      hints: ['open a hotspot, or name an address with `--host`'],
    }),
  );
}
