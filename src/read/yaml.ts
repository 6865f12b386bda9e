import {
  boolCoreTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Entry, Node, ScalarNode } from '../model/node.ts';

/** Content may come from other people: what one file may cost is bounded. */
export const yamlLimits = { bytes: 2_000_000, depth: 40, nodes: 200_000 } as const;

/** Parses one YAML document into nodes with positions. An empty file has no value and no diagnostic. */
export function parseYaml(source: Source): Checked<Node> {
  if (source.text.length > yamlLimits.bytes) {
    return failed('yaml-limit', `the file is larger than ${yamlLimits.bytes / 1_000_000} MB`, at(source, 0));
  }
  let events: Event[];
  try {
    events = parseEvents(source.text, { maxDepth: yamlLimits.depth });
  } catch (error) {
    return syntaxError(source, error);
  }
  if (events.filter((event) => event.type === EVENT_ID.DOCUMENT).length > 1) {
    return failed(
      'yaml-syntax',
      'the file holds more than one YAML document',
      at(source, source.text.indexOf('\n---') + 1),
      ['remove the line `---`, or move what follows into a file of its own'],
    );
  }
  const builder = new Builder(source, events);
  const value = builder.build();
  return { ...(value === undefined ? {} : { value }), diagnostics: builder.diagnostics };
}

function failed(
  code: 'yaml-syntax' | 'yaml-limit',
  message: string,
  span: Span,
  hints: string[] = [],
): Checked<never> {
  return { diagnostics: [diagnose(code, message, { span, hints })] };
}

function at(source: Source, offset: number): Span {
  const start = Math.max(0, Math.min(offset, source.text.length));
  return { source, start, end: Math.min(start + 1, source.text.length) };
}

function syntaxError(source: Source, error: unknown): Checked<never> {
  if (!(error instanceof YAMLException)) throw error;
  const span = at(source, error.mark?.position ?? 0);
  if (/depth/i.test(error.reason))
    return failed('yaml-limit', `values are nested deeper than ${yamlLimits.depth} levels`, span);
  const lines = source.text.slice(0, span.start).split('\n');
  const line = source.text.slice(source.text.lastIndexOf('\n', span.start - 1) + 1).split('\n', 1)[0] ?? '';
  return failed(
    'yaml-syntax',
    `this is not valid YAML: ${error.reason}`,
    span,
    syntaxHints(lines.at(-2) ?? '', line, error.reason),
  );
}

/** The two slips that people who write prose in YAML make most. */
function syntaxHints(before: string, line: string, reason: string): string[] {
  if (/[[{][^\]}]*$/.test(before) && /indent|flow|unexpected end/i.test(reason))
    return ['close the `[` or `{` of the line before'];
  if (line.startsWith('\t') || /tab/i.test(reason))
    return ['indent with spaces; YAML does not allow tabs there'];
  if (/:\s.*:\s/.test(line))
    return ['a text that holds `: ` needs quotes around it, or `>-` and the text on the next line'];
  if (/^\s*(?:- )*(?:[\w-]+:\s+)?[@`%&*!|>{[]/.test(line))
    return ['a text that begins with a special character needs quotes around it'];
  if (/indent/i.test(reason)) return ['check the indentation: keys of one map begin in the same column'];
  return [];
}

/** Turns the flat event list into nodes. A class because it is a cursor: it lives for one parse. */
class Builder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: Source;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, Node>();
  readonly #sizes = new WeakMap<Node, number>();
  #next = 0;
  #stopped = false;

  constructor(source: Source, events: readonly Event[]) {
    this.#source = source;
    this.#events = events;
  }

  build(): Node | undefined {
    if (this.#events[this.#next]?.type !== EVENT_ID.DOCUMENT) return undefined;
    this.#next++;
    if (this.#events[this.#next]?.type === EVENT_ID.POP) return undefined;
    const node = this.#node(0);
    if (this.#stopped) return undefined;
    const isEmpty = node.kind === 'scalar' && node.value === null && node.text === '';
    return isEmpty ? undefined : node;
  }

  #node(fallback: number): Node {
    const event = this.#events[this.#next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.#anchored(event, this.#sized(this.#scalar(event, fallback), 1));
      case EVENT_ID.SEQUENCE:
        return this.#anchored(event, this.#sequence(event.start));
      case EVENT_ID.MAPPING:
        return this.#anchored(event, this.#map(event.start));
      case EVENT_ID.ALIAS:
        return this.#alias(event);
      default:
        throw new Error('the YAML parser gave an event out of order');
    }
  }

  #sized(node: Node, size: number): Node {
    this.#sizes.set(node, size);
    if (size > yamlLimits.nodes && !this.#stopped) {
      this.#stopped = true;
      this.diagnostics.push(
        diagnose(
          'yaml-limit',
          `with its aliases written out the file holds more than ${yamlLimits.nodes} values`,
          {
            span: node.span,
            hints: ['write the repeated part once, or split the file'],
          },
        ),
      );
    }
    return node;
  }

  #anchored(event: { anchorStart: number; anchorEnd: number }, node: Node): Node {
    if (event.anchorStart >= 0)
      this.#anchors.set(this.#source.text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  #alias(event: { anchorStart: number; anchorEnd: number }): Node {
    const name = this.#source.text.slice(event.anchorStart, event.anchorEnd);
    const span = this.#span(event.anchorStart - 1, event.anchorEnd);
    const target = this.#anchors.get(name);
    if (target !== undefined) return target;
    this.diagnostics.push(
      diagnose('yaml-syntax', `nothing above is marked \`&${name}\``, {
        span,
        hints: ['a text that begins with `*` needs quotes around it'],
      }),
    );
    return this.#sized({ kind: 'scalar', value: `*${name}`, text: `*${name}`, span }, 1);
  }

  #sequence(start: number): Node {
    const items: Node[] = [];
    let end = start + 1;
    let size = 1;
    while (!this.#stopped && this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const item = this.#node(end);
      items.push(item);
      size += this.#sizes.get(item) ?? 1;
      end = Math.max(end, item.span.end);
    }
    this.#next++;
    return this.#sized({ kind: 'sequence', items, span: this.#span(start, end) }, size);
  }

  #map(start: number): Node {
    const entries: Entry[] = [];
    const seen = new Map<string, Span>();
    let end = start + 1;
    let size = 1;
    while (!this.#stopped && this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const key = this.#node(end);
      const value = this.#node(key.span.end + 1);
      size += this.#sizes.get(value) ?? 1;
      end = Math.max(end, key.span.end, value.span.end);
      if (key.kind !== 'scalar') {
        this.diagnostics.push(
          diagnose('yaml-syntax', 'a key must be a single word or text', {
            span: key.span,
            hints: ['a text that begins with `{` or `[` needs quotes around it'],
          }),
        );
        continue;
      }
      this.#add(entries, seen, { key: key.text, keySpan: key.span, value });
    }
    this.#next++;
    return this.#sized({ kind: 'map', entries, span: this.#span(start, end) }, size);
  }

  #add(entries: Entry[], seen: Map<string, Span>, entry: Entry): void {
    const earlier = seen.get(entry.key);
    if (earlier === undefined) {
      seen.set(entry.key, entry.keySpan);
      entries.push(entry);
      return;
    }
    this.diagnostics.push(
      diagnose('duplicate-key', `\`${entry.key}\` stands twice in the same map`, {
        span: entry.keySpan,
        hints: ['keep one of them'],
        related: [{ message: 'it is first written here', span: earlier }],
      }),
    );
  }

  #scalar(event: ScalarEvent, fallback: number): ScalarNode {
    if (event.valueStart < 0)
      return { kind: 'scalar', value: null, text: '', span: at(this.#source, fallback) };
    const text = getScalarValue(this.#source.text, event);
    const quote =
      event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
    const raw = this.#source.text.slice(event.valueStart, event.valueEnd).trimEnd().length;
    const blank = /^[ \t]*/.exec(this.#source.text.slice(event.valueStart))?.[0].length ?? 0;
    const span = this.#span(
      event.valueStart + (quote === 0 ? blank : -quote),
      event.valueStart + raw + quote,
    );
    const plain = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0;
    return { kind: 'scalar', value: plain ? resolvePlain(text) : text, text, span };
  }

  #span(start: number, end: number): Span {
    return { source: this.#source, start, end: Math.min(end, this.#source.text.length) };
  }
}

/** What YAML 1.2's core schema makes of an unquoted scalar. */
function resolvePlain(text: string): string | number | boolean | null {
  for (const tag of [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]) {
    const value = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value as number | boolean | null;
  }
  return text;
}
