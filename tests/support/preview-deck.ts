import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createNodeHost } from '../../src/host-node.ts';
import {
  type BuildReport,
  type Preview,
  type PreviewOptions,
  startPreview,
} from '../../src/preview/preview.ts';

export const square =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#f80"/></svg>\n';

const files: Readonly<Record<string, string>> = {
  'deck.yaml': 'title: A talk\n',
  'sections/10-one.yaml': `title: One
slides:
  - id: start
    layout: title
    notes: Welcome.
  - id: points
    layout: bullets
    title: Points
    steps: true
    points:
      - First point
      - Second point
      - Third point
  - id: end
    layout: statement
    statement: The end
`,
  'sections/20-two.yaml': `title: Two
slides:
  - id: picture
    layout: image
    title: A picture
    image: { src: assets/square.svg, alt: A square }
`,
  'assets/square.svg': square,
};

/** A deck in a temporary folder, and previews of it that end with it. */
export interface TestDeck {
  readonly folder: string;
  readonly points: string;
  path(name: string): string;
  write(name: string, text: string): void;
  /** Writes the section with the steps, with a part of it replaced. */
  edit(from?: string, to?: string): void;
  preview(options?: PreviewOptions): Promise<Preview & { readonly reports: BuildReport[] }>;
  remove(): Promise<void>;
}

export function createTestDeck(): TestDeck {
  const folder = mkdtempSync(join(tmpdir(), 'test-of-preview-'));
  const points = files['sections/10-one.yaml'] ?? '';
  const open: Preview[] = [];
  const deck: TestDeck = {
    folder,
    points,
    path: (name) => join(folder, name),
    write: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    edit: (from = '', to = '') => deck.write('sections/10-one.yaml', points.replace(from, to)),
    preview: async (options = {}) => {
      const reports: BuildReport[] = [];
      const preview = await startPreview(createNodeHost(folder), folder, {
        port: 0,
        ...options,
        onBuild: (report) => reports.push(report),
      });
      open.push(preview);
      return { ...preview, reports };
    },
    remove: async () => {
      await Promise.all(open.map((preview) => preview.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const [name, text] of Object.entries(files)) deck.write(name, text);
  return deck;
}
