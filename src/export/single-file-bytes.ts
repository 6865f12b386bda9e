import type { Host } from '../host.ts';
import type { BundleFile } from '../model/bundle.ts';

export function bytesOf(host: Host, file: BundleFile): Uint8Array {
  return 'copyOf' in file ? host.readBytes(file.copyOf) : Buffer.from(file.content);
}
