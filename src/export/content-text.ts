import { numberText, type Operator, roundNumbers } from './content-operators.ts';

/** How wide each glyph is, in thousandths of the size of its font. */
export interface GlyphWidths {
  /** A glyph's number, as it is written: four hexadecimal digits. */
  readonly of: (glyph: string) => number;
}

const glyphNumbers = /^<(?:[0-9a-f]{4})+>$/i;

/** In pt: what nobody sees. */
const tolerance = 0.005;

/** Operators that change how far glyphs move what follows them: none of them is ever written by Chromium. */
const spacing = new Set(['Tc', 'Tw', 'Tz']);

/**
 * Writes a text object anew. Chromium shows each glyph by itself and moves on to the next; here glyphs of a line are shown
 * together, and moved only where their own widths do not bring them to their places. ISO 32000-1, 9.4.3
 */
export class TextObject {
  readonly #fontOf: (name: string) => GlyphWidths | undefined;
  readonly #scale: number;
  /** How large the unit of the line is in pt. */
  #unit: number;
  #text = 'BT\n';
  #widths: GlyphWidths | undefined;
  #size = 0;
  #isPlain = true;
  /** Where the line should be, and where what is written has brought it. */
  #line = 0;
  #written = 0;
  /** Glyphs that wait to be shown, with what moves them; where they end. */
  #run = '';
  #isMoved = false;
  #pen = 0;
  draws = false;

  /** `scale`: how large the unit of the text is in pt. */
  constructor(fontOf: (name: string) => GlyphWidths | undefined, scale: number) {
    this.#fontOf = fontOf;
    this.#scale = scale;
    this.#unit = scale;
  }

  add({ name, from, at, to }: Operator, content: string): void {
    const operands = content.slice(from, at).trim();
    if (name === 'Td') this.#move(operands);
    else if (name === 'Tj') this.#show(operands);
    else {
      this.#flush();
      if (name === 'Tf') this.#setFont(operands);
      else if (name === 'Tm') this.#startLine(operands);
      else this.#keep(name, content.slice(from, to));
    }
  }

  end(): string {
    this.#flush();
    return `${this.#text}ET`;
  }

  #setFont(operands: string): void {
    const [name = '', size = ''] = operands.split(/\s+/);
    this.#size = Number(numberText(Number(size), 4));
    this.#widths = this.#fontOf(name.slice(1));
    this.#text += `${name} ${numberText(this.#size, 4)} Tf\n`;
  }

  #startLine(operands: string): void {
    const [a = 1, b = 0, c = 0, d = 1] = operands.split(/\s+/).map(Number);
    this.#unit = this.#scale * Math.sqrt(Math.abs(a * d - b * c));
    this.#text += `${roundNumbers(operands, 4)} Tm\n`;
    this.#line = 0;
    this.#written = 0;
  }

  /** Other ways to move or show: what was held back must be there first. */
  #keep(name: string, operator: string): void {
    if (spacing.has(name)) this.#isPlain = false;
    const shows = name === 'TJ' || name === "'" || name === '"';
    if (shows || name === 'TD' || name === 'T*') this.#catchUp('0');
    if (shows) this.draws = true;
    this.#text += `${operator}\n`;
  }

  #move(operands: string): void {
    const gap = operands.indexOf(' ');
    const down = operands.slice(gap + 1);
    this.#line += Number(operands.slice(0, gap));
    if (down === '0' || Number(down) === 0) return;
    this.#flush();
    this.#catchUp(roundNumbers(down, 4));
  }

  #catchUp(down: string): void {
    const across = this.#line - this.#written;
    if (down === '0' && Math.abs(across) < 1e-4) return;
    const written = numberText(across, 3);
    this.#written += Number(written);
    this.#text += `${written} ${down} Td\n`;
  }

  #show(operand: string): void {
    this.draws = true;
    if (this.#run !== '') this.#bring();
    if (this.#run === '') {
      this.#catchUp('0');
      this.#pen = this.#written;
    }
    if (this.#widths === undefined || !this.#isPlain || !glyphNumbers.test(operand)) {
      this.#flush();
      this.#text += `${operand}Tj\n`;
      return;
    }
    for (let at = 1; at < operand.length - 1; at += 4) {
      const glyph = operand.slice(at, at + 4);
      this.#run += glyph;
      this.#pen += (this.#widths.of(glyph) * this.#size) / 1000;
    }
  }

  /** Brings the next glyph of a run to its place, unless it comes to stand there by itself. */
  #bring(): void {
    const away = this.#line - this.#pen;
    const thousandth = this.#size / 1000;
    if (Math.abs(away) * this.#unit <= tolerance) return;
    const decimals = Math.max(0, Math.ceil(Math.log10((thousandth * this.#unit) / (2 * tolerance))));
    const move = numberText(-away / thousandth, decimals);
    this.#pen -= Number(move) * thousandth;
    this.#run += `>${move}<`;
    this.#isMoved = true;
  }

  #flush(): void {
    if (this.#run === '') return;
    this.#text += this.#isMoved ? `[<${this.#run}>]TJ\n` : `<${this.#run}>Tj\n`;
    this.#run = '';
    this.#isMoved = false;
  }
}
