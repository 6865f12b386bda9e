// The same talk for every tool: a title, four bullets and a note on each slide.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const topics = ['deploys', 'alerts', 'tickets', 'rollbacks', 'reviews', 'queues', 'backups', 'budgets'];

function slidesOf(count) {
  return Array.from({ length: count }, (_, index) => {
    const topic = topics[index % topics.length];
    return {
      id: `slide-${index + 1}`,
      title: `Slide ${index + 1} is about ${topic}`,
      points: ['first', 'second', 'third', 'fourth'].map(
        (which) => `The ${which} thing that is known of ${topic}`,
      ),
      note: `What is said about ${topic} takes a minute. It is sentence number ${index + 1} of its kind, and it is long enough to fill more than one line of a page of notes.`,
    };
  });
}

/** Writes the sources for all tools; gives back where they are. */
export function writeContent(folder, count) {
  const slides = slidesOf(count);
  const deck = join(folder, 'deck');
  mkdirSync(join(deck, 'sections'), { recursive: true });
  writeFileSync(join(deck, 'deck.yaml'), 'title: The same talk\ntheme: daylight\n');
  for (let start = 0; start < slides.length; start += 50) {
    const body = slides
      .slice(start, start + 50)
      .map(yamlSlide)
      .join('');
    const name = String(start / 50 + 1).padStart(3, '0');
    writeFileSync(
      join(deck, 'sections', `${name}-part.yaml`),
      `title: Part ${start / 50 + 1}\nslides:\n${body}`,
    );
  }
  const markdown = (note, front) =>
    `${front}${slides.map((slide) => mdSlide(slide, note)).join('\n---\n\n')}`;
  const files = {
    marp: ['marp.md', markdown((text) => `<!--\n${text}\n-->\n`, '---\nmarp: true\n---\n\n')],
    revealMd: ['reveal.md', markdown((text) => `Note: ${text}\n`, '')],
    slidev: ['slides.md', markdown((text) => `<!--\n${text}\n-->\n`, '---\ntheme: default\n---\n\n')],
  };
  const paths = Object.entries(files).map(([tool, [name, text]]) => {
    writeFileSync(join(folder, name), text);
    return [tool, join(folder, name)];
  });
  return { deck, ...Object.fromEntries(paths) };
}

function yamlSlide({ id, title, points, note }) {
  const lines = points.map((point) => `      - ${point}\n`).join('');
  return `  - id: ${id}\n    layout: bullets\n    title: ${title}\n    points:\n${lines}    notes: ${note}\n`;
}

function mdSlide({ title, points, note }, noteOf) {
  return `# ${title}\n\n${points.map((point) => `- ${point}`).join('\n')}\n\n${noteOf(note)}`;
}
