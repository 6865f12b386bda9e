import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import { type Channel, channels } from '../model/channel.ts';
import type { Field, Fields } from '../model/contract.ts';
import { describeNode, entryOf, type MapNode, type Node } from '../model/node.ts';
import { type Notes, type OpenChannel, openChannels } from '../model/notes.ts';
import { validateGroup } from '../model/validate.ts';
import { join } from '../model/validation.ts';

const channel = (description: string): Field => ({ type: 'any', description, required: false });

const audiences: Readonly<Record<Channel, string>> = {
  speaker: 'what the speaker says',
  instructor: 'for whoever gives a training: timing, answers, what goes wrong',
  participant: 'for those who take part, to read afterwards',
  private: 'for whoever edits the deck; never leaves the source',
};

/** The map form of `notes`. */
export const notesFields: Fields = new Map(channels.map((each) => [each, channel(audiences[each])]));

/** A part of the notes that has a condition. */
export const notePartFields: Fields = new Map<string, Field>([
  ['when', { type: 'text', description: 'condition under which it is part of the notes', required: true }],
  ['text', { type: 'markdown', description: 'the words', required: true }],
]);

/** What notes are read with. */
export interface NotesReading {
  readonly diagnostics: Diagnostic[];
  /** Told where each channel's notes stand, under `notes` and `notes.instructor`. */
  readonly spans: Map<string, Span>;
  readonly fill: (text: string, span: Span) => string;
  readonly isShown: (condition: Node) => boolean;
}

export interface ReadNotes {
  readonly notes: Notes;
  /** What never leaves the source. */
  readonly secret: string;
}

/** The notes of a slide: text is the speaker's, a map has channels. */
export function readNotes(slide: MapNode, reading: NotesReading): ReadNotes {
  const node = entryOf(slide, 'notes')?.value;
  if (node === undefined || isNothing(node)) return { notes: new Map(), secret: '' };
  reading.spans.set('notes', node.span);
  if (node.kind !== 'map' || isPart(node))
    return { notes: onlyWritten([['speaker', readChannel(node, reading)]]), secret: '' };
  const { diagnostics } = reading;
  validateGroup(node, notesFields, { diagnostics, spans: new Map(), owner: 'the map of `notes`' });
  const read = (name: Channel): string => {
    const own = entryOf(node, name)?.value;
    if (own === undefined || isNothing(own)) return '';
    reading.spans.set(join('notes', name), own.span);
    return readChannel(own, reading);
  };
  return {
    notes: onlyWritten(openChannels.map((name) => [name, read(name)])),
    secret: read('private'),
  };
}

function onlyWritten(notes: readonly [OpenChannel, string][]): Notes {
  return new Map(notes.filter(([, text]) => text !== ''));
}

/** Text, or a list of parts that are paragraphs of their own. */
function readChannel(node: Node, reading: NotesReading): string {
  const parts = node.kind === 'sequence' ? node.items : [node];
  return parts
    .map((part) => readPart(part, reading))
    .filter((text) => text !== '')
    .join('\n\n');
}

function readPart(node: Node, reading: NotesReading): string {
  if (node.kind === 'scalar') return reading.fill(node.text, node.span).trim();
  if (node.kind !== 'map') {
    const message = `notes are text, or a list of texts and \`{ when, text }\`; this is ${describeNode(node)}`;
    reading.diagnostics.push(diagnose('wrong-type', message, { span: node.span, hints: [markerHint(node)] }));
    return '';
  }
  const { diagnostics, fill } = reading;
  const spans = new Map<string, Span>();
  // The condition is no text: names in it are not in braces.
  const plain = { diagnostics, spans, owner: 'a part of the notes' };
  const { text } = validateGroup(node, notePartFields, plain);
  const condition = entryOf(node, 'when')?.value;
  const shown = condition === undefined || isNothing(condition) || reading.isShown(condition);
  return shown && typeof text === 'string' ? fill(text, spans.get('text') ?? node.span).trim() : '';
}

/** YAML takes the brackets of a marker that begins a text for a list. */
function markerHint({ span: { source, start, end } }: Node): string | undefined {
  const written = source.text.slice(start, end);
  const marker = /^\[step\b[^\]]*/i.exec(written)?.[0];
  return marker === undefined ? undefined : `put quotes around it: \`"${marker}] …"\``;
}

function isPart(map: MapNode): boolean {
  return entryOf(map, 'text') !== undefined && !channels.some((name) => entryOf(map, name) !== undefined);
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}
