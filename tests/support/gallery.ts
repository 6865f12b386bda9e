import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './cases.ts';

const layouts = join(repository, 'templates/layouts');

export const layoutNames = readdirSync(layouts).sort();

/** A deck of every layout's example; each slide's id is `x-` and the layout's name. */
export function writeGallery(folder: string, deck: string): void {
  mkdirSync(join(folder, 'sections'), { recursive: true });
  writeFileSync(join(folder, 'deck.yaml'), `title: The gallery\nstarts: "09:00"\n${deck}`);
  const slides = layoutNames.map((name) => {
    const lines = readFileSync(join(layouts, name, 'example.yaml'), 'utf8')
      .trimEnd()
      .split('\n');
    const body = lines
      .filter((line) => !line.startsWith('layout:'))
      .map((line) => (line === '' ? '' : `    ${line}`));
    for (const file of readdirSync(join(layouts, name))) {
      if (!/\.(?:hbs|css|yaml)$/.test(file)) copyFileSync(join(layouts, name, file), join(folder, file));
    }
    return `  - id: x-${name}\n    layout: ${name}\n    minutes: 1\n    notes: A word about it.\n${body.join('\n')}`;
  });
  const half = Math.ceil(slides.length / 2);
  writeFileSync(
    join(folder, 'sections/10-first.yaml'),
    `title: The first half\nremark: Text\nslides:\n${slides.slice(0, half).join('\n')}\n`,
  );
  writeFileSync(
    join(folder, 'sections/20-second.yaml'),
    `title: The second half\nremark: Figures\nslides:\n${slides.slice(half).join('\n')}\n`,
  );
}
