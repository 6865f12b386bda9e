import type { Host } from './host.ts';

/** A host that reads each file once. For inputs only: what is written meanwhile is not seen. */
export function rememberReads(host: Host): Host {
  const remember = <T>(read: (path: string) => T): ((path: string) => T) => {
    const known = new Map<string, T>();
    return (path) => {
      if (!known.has(path)) known.set(path, read(path));
      return known.get(path) as T;
    };
  };
  return {
    ...host,
    readText: remember(host.readText),
    readBytes: remember(host.readBytes),
    kind: remember(host.kind),
    list: remember(host.list),
    realPath: remember(host.realPath),
    size: remember(host.size),
    resolveModule: remember(host.resolveModule),
    parsed: new Map(),
  };
}
