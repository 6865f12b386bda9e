/** What is said from one step of the slide to the next. */
export interface NotePart {
  /** 0 before the first step, then as the presenter view counts: 1 when the first part is there. */
  readonly step: number;
  /** Markdown. */
  readonly text: string;
  /** The marker as written; undefined for what stands before the first one. */
  readonly marker?: string;
}

/** `[step]` or `[step 3]` at the beginning of a line; not a link, and not the definition of one. */
const marker = /^ {0,3}(\[step(?:[ \t]+(\d+))?\])(?![([:])[ \t]*/i;
const fence = /^ {0,3}(`{3,}|~{3,})/;
/** The addresses of links that stand at the end of the notes hold for all of their parts. */
const definition = /^ {0,3}\[[^\]]+\]:\s*\S/;

/** The parts of notes by step; one part without a marker where there are none. */
export function partsOf(markdown: string): NotePart[] {
  const parts: { step: number; marker?: string; lines: string[] }[] = [{ step: 0, lines: [] }];
  const definitions: string[] = [];
  let open: string | undefined;
  for (const line of markdown.split('\n')) {
    const rail = fence.exec(line)?.[1];
    if (rail !== undefined && (open === undefined || rail.startsWith(open)))
      open = open === undefined ? rail : undefined;
    const found = open === undefined && rail === undefined ? marker.exec(line) : null;
    const [whole = '', written = '', number] = found ?? [];
    if (found !== null) {
      const step = number === undefined ? (parts.at(-1)?.step ?? 0) + 1 : Number(number);
      parts.push({ step, marker: written, lines: [line.slice(whole.length)] });
    } else if (open === undefined && definition.test(line)) definitions.push(line);
    else parts.at(-1)?.lines.push(line);
  }
  if (parts.length === 1) return [{ step: 0, text: markdown }];
  const written = parts.map(({ lines, ...part }) => ({ ...part, text: lines.join('\n').trim() }));
  return written
    .filter((part) => part.marker !== undefined || part.text !== '')
    .map((part) =>
      definitions.length === 0 ? part : { ...part, text: [part.text, '', ...definitions].join('\n') },
    );
}

/** The words alone. */
export function withoutMarkers(markdown: string): string {
  if (!markdown.includes('[')) return markdown;
  return partsOf(markdown)
    .map(({ text }) => text)
    .join('\n\n');
}
