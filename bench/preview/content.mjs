// One talk in the forms of the tools: a title, four points and a note a slide.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const perSection = 30;

export function writeContent(folder, count) {
  const slides = Array.from({ length: count }, (_, index) => ({
    title: `Slide number ${index + 1}`,
    points: [1, 2, 3, 4].map((point) => `Point ${point} of slide ${index + 1} with **some** words`),
    note: `Say what *matters* on slide ${index + 1}.`,
  }));
  const deck = join(folder, 'deck');
  mkdirSync(join(deck, 'sections'), { recursive: true });
  writeFileSync(join(deck, 'deck.yaml'), 'title: Many slides\n');
  const sections = [];
  for (let from = 0; from < count; from += perSection) {
    const file = join(deck, 'sections', `${String(from).padStart(4, '0')}-part-${from}.yaml`);
    const text = `title: From ${from + 1}\nslides:\n${slides
      .slice(from, from + perSection)
      .map(yamlOf)
      .join('')}`;
    writeFileSync(file, text);
    sections.push({ file, text });
  }
  const markdown = slides.map(({ title, points, note }) => {
    return `# ${title}\n\n${points.map((point) => `- ${point}`).join('\n')}\n\n<!-- ${note} -->\n`;
  });
  const texts = {
    marp: `---\nmarp: true\n---\n\n${markdown.join('\n---\n\n')}`,
    'reveal-md': markdown.join('\n---\n\n').replaceAll(/<!-- (.*) -->/g, 'Note: $1'),
    slidev: markdown.join('\n---\n\n'),
  };
  const files = Object.entries(texts).map(([name, text]) => {
    mkdirSync(join(folder, name));
    const file = join(folder, name, name === 'slidev' ? 'slides.md' : 'deck.md');
    writeFileSync(file, text);
    return [name, { file, text, folder: join(folder, name) }];
  });
  return { deck, sections, count, ...Object.fromEntries(files) };
}

function yamlOf({ title, points, note }) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  const list = points.map((point) => `      - ${point}\n`).join('');
  return `  - id: ${id}\n    layout: bullets\n    title: ${title}\n    points:\n${list}    notes: ${note}\n`;
}
