import { basename } from 'node:path';
import type { Site } from '../browser/serve.ts';
import type { Bundle, BundleFile } from '../model/bundle.ts';
import type { Pending } from './matrix-job.ts';
import { type Served, servable } from './pdf-served.ts';

const sharedFolder = 'shared/';
const fontUrl = /url\("(fonts\/[^"]+)"\)/g;

/** Whether a path of the bundle of all bundles is the same for all of them. */
export function isShared(path: string): boolean {
  return path.startsWith(sharedFolder);
}

/**
 * Bundles side by side, each in a folder of its own, while others come and go. A font that several have is served under
 * one address: the browser loads and reads it once, and lays out no page twice because it came late.
 */
export class ManyBundles {
  readonly bundle: Bundle;
  readonly #bundles = new Map<string, Bundle>();
  /** File on disk to its address, and back. */
  readonly #addresses = new Map<string, string>();
  readonly #fonts = new Map<string, BundleFile>();

  constructor() {
    this.bundle = { entry: '', files: new FoundFiles((path) => this.#find(path)) };
  }

  putIn({ index, bundle, target }: Pending, site: Site): Served {
    const own = servable(bundle, target);
    const folder = `${index}/`;
    this.#bundles.set(String(index), own);
    const names = new Map<string, string>();
    for (const [path, file] of own.files) {
      if (!path.endsWith('.css') || !('content' in file) || typeof file.content !== 'string') continue;
      const content = file.content.replace(fontUrl, (written, font: string) => {
        const address = this.#share(own.files.get(font));
        if (address === undefined) return written;
        names.set(address, font);
        return `url("../${address}")`;
      });
      own.files.set(path, { content });
    }
    const fileOf = (url: string): string | undefined => {
      const path = site.fileOf(url) ?? '';
      return path.startsWith(folder) ? path.slice(folder.length) : names.get(path);
    };
    return { bundle: own, site: { ...site, url: `${site.url}${folder}${own.entry}`, fileOf } };
  }

  takeOut(index: number): void {
    this.#bundles.delete(String(index));
  }

  #share(file: BundleFile | undefined): string | undefined {
    if (file === undefined || !('copyOf' in file)) return undefined;
    const known = this.#addresses.get(file.copyOf);
    if (known !== undefined) return known;
    const name = basename(file.copyOf).replace(/[^\w.-]/g, '_');
    const address = `${sharedFolder}${this.#addresses.size}/${name}`;
    this.#addresses.set(file.copyOf, address);
    this.#fonts.set(address, file);
    return address;
  }

  #find(path: string): BundleFile | undefined {
    const shared = this.#fonts.get(path);
    const [, folder = '', file = ''] = /^(\d+)\/(.*)$/s.exec(path) ?? [];
    return shared ?? this.#bundles.get(folder)?.files.get(file);
  }
}

/** Files that are looked for when they are asked for. */
class FoundFiles extends Map<string, BundleFile> {
  readonly #find: (path: string) => BundleFile | undefined;

  constructor(find: (path: string) => BundleFile | undefined) {
    super();
    this.#find = find;
  }

  override get(path: string): BundleFile | undefined {
    return this.#find(path);
  }
}
