import { MarkedContent } from './content-marks.ts';
import { type Operator, readOperators, roundNumbers } from './content-operators.ts';
import { type GlyphWidths, TextObject } from './content-text.ts';

/** What a content stream names. */
export interface ContentNames {
  readonly font: (name: string) => GlyphWidths | undefined;
  /** Whether a form says itself which of its parts are decoration. `scale`: its unit in pt where it is drawn. */
  readonly isMarkedForm: (name: string, scale: number) => boolean;
}

export interface ContentOptions extends ContentNames {
  readonly marksArtefacts: boolean;
  /** How large the unit of the stream is in pt. */
  readonly scale: number;
}

const painting = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's']);
const pathParts = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're', 'W', 'W*']);

/**
 * The content of a page or form, written shorter, and with everything that is not marked as content marked as an
 * artefact. Undefined when the stream holds what this cannot read.
 */
export function rewriteContent(text: string, options: ContentOptions): string | undefined {
  const writer = new ContentWriter(text, options);
  const isRead = readOperators(text, (operator) => writer.add(operator));
  return isRead ? writer.end() : undefined;
}

class ContentWriter {
  readonly #content: string;
  readonly #options: ContentOptions;
  readonly #marks: MarkedContent;
  /** Scales that were saved. */
  readonly #saved: number[] = [];
  #scale: number;
  #path = '';
  #object: TextObject | undefined;
  #isSound = true;

  constructor(content: string, options: ContentOptions) {
    this.#content = content;
    this.#options = options;
    this.#marks = new MarkedContent(options);
    this.#scale = options.scale;
  }

  add(operator: Operator): void {
    if (this.#object !== undefined) this.#addToText(operator, this.#object);
    else if (pathParts.has(operator.name)) this.#path += `${this.#textOf(operator)}\n`;
    else if (this.#path !== '') this.#endPath(operator);
    else this.#addPlain(operator);
  }

  /** Undefined when something was begun and not ended. */
  end(): string | undefined {
    const isWhole = this.#object === undefined && this.#path === '' && !this.#marks.isMarked;
    return this.#isSound && isWhole ? this.#marks.end() : undefined;
  }

  #textOf({ from, to }: Operator): string {
    return this.#content.slice(from, to);
  }

  #addToText(operator: Operator, object: TextObject): void {
    const { name } = operator;
    if (name !== 'ET') {
      // Parts of a text object that the structure speaks of: Chromium marks whole ones.
      if (name === 'BDC' && this.#textOf(operator).includes('/MCID')) this.#isSound = false;
      object.add(operator, this.#content);
      return;
    }
    const text = object.end();
    this.#object = undefined;
    if (object.draws) this.#marks.draw(text);
    else this.#marks.set(text);
  }

  #endPath(operator: Operator): void {
    // What is drawn large may show what is rounded.
    const path = this.#scale > 5 ? this.#path : roundNumbers(this.#path, 3);
    const whole = `${path}${operator.name}`;
    this.#path = '';
    if (painting.has(operator.name)) this.#marks.draw(whole);
    else {
      this.#marks.set(whole);
      this.#isSound &&= operator.name === 'n';
    }
  }

  #addPlain(operator: Operator): void {
    const handle = handlers.get(operator.name);
    if (handle === undefined) this.#marks.set(this.#textOf(operator));
    else handle.call(this, operator);
  }

  begin(): void {
    this.#object = new TextObject(this.#options.font, this.#scale);
  }

  save(): void {
    this.#saved.push(this.#scale);
    this.#marks.level('q');
  }

  restore(): void {
    this.#scale = this.#saved.pop() ?? this.#scale;
    this.#marks.level('Q');
  }

  transform(operator: Operator): void {
    const text = this.#textOf(operator);
    const [a = 1, b = 0, c = 0, d = 1] = text.split(/\s+/).map(Number);
    this.#scale *= Math.sqrt(Math.abs(a * d - b * c));
    this.#marks.set(text);
  }

  mark(operator: Operator): void {
    this.#marks.beginMark(this.#textOf(operator));
  }

  endMark(): void {
    this.#marks.endMark();
  }

  shade(operator: Operator): void {
    this.#marks.draw(this.#textOf(operator));
  }

  form(operator: Operator): void {
    const name = this.#content.slice(operator.from, operator.at).trim().slice(1);
    if (this.#options.isMarkedForm(name, this.#scale)) this.#marks.drawMarked(this.#textOf(operator));
    else this.#marks.draw(this.#textOf(operator));
  }
}

const handlers: ReadonlyMap<string, (this: ContentWriter, operator: Operator) => void> = new Map([
  ['BT', ContentWriter.prototype.begin],
  ['q', ContentWriter.prototype.save],
  ['Q', ContentWriter.prototype.restore],
  ['cm', ContentWriter.prototype.transform],
  ['BDC', ContentWriter.prototype.mark],
  ['BMC', ContentWriter.prototype.mark],
  ['EMC', ContentWriter.prototype.endMark],
  ['Do', ContentWriter.prototype.form],
  ['sh', ContentWriter.prototype.shade],
]);
