import type { WritingHost } from '../../host.ts';
export async function run(_host: WritingHost, _named: string | undefined, _options: object): Promise<number> {
  throw new Error('being written');
}
