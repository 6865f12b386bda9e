/**
 * Writes what a content stream draws, and calls each part of it either content that the structure of the file speaks of,
 * as its maker did, or an artefact: what is drawn outside of all marks is decoration. ISO 32000-1, 14.8.2.2
 */
export class MarkedContent {
  readonly #marksArtefacts: boolean;
  #text = '';
  /** What follows the last thing drawn and draws nothing itself: it may stand in or behind a mark. */
  #tail = '';
  #open: 'none' | 'artefact' | 'mark' = 'none';
  /** What begins the mark that was asked for, and how many stand in it. */
  #begin: string | undefined;
  #depth = 0;

  /** Forms that are drawn as a part of something marked are not marked themselves. */
  constructor({ marksArtefacts }: { readonly marksArtefacts: boolean }) {
    this.#marksArtefacts = marksArtefacts;
  }

  /** Whether a mark has been begun and not ended. */
  get isMarked(): boolean {
    return this.#begin !== undefined;
  }

  beginMark(operator: string): void {
    if (this.#begin === undefined) this.#begin = `${operator}\n`;
    else {
      this.#depth++;
      this.#tail += `${operator}\n`;
    }
  }

  endMark(): void {
    if (this.#depth > 0) {
      this.#depth--;
      this.#tail += 'EMC\n';
      return;
    }
    // What draws nothing is still spoken of.
    if (this.#begin !== undefined && this.#open !== 'mark') {
      this.#close();
      this.#text += `${this.#begin}EMC\n`;
    } else this.#close();
    this.#begin = undefined;
  }

  /** An operator that draws nothing. */
  set(operator: string): void {
    this.#tail += `${operator}\n`;
  }

  /** Keeps what is saved and what is restored on one side of an artefact's end. */
  level(operator: 'q' | 'Q'): void {
    if (this.#open === 'artefact') this.#close();
    this.#tail += `${operator}\n`;
  }

  /** Something whole that is drawn: a path, a text object or a picture. */
  draw(operators: string): void {
    const wanted = this.#begin !== undefined ? 'mark' : this.#marksArtefacts ? 'artefact' : 'none';
    if (this.#open !== wanted) {
      this.#close();
      if (wanted !== 'none') this.#text += this.#begin ?? '/Artifact BMC\n';
      this.#open = wanted;
    }
    this.#text += `${this.#tail}${operators}\n`;
    this.#tail = '';
  }

  /** A form that says itself what is decoration: it must not stand in an artefact. */
  drawMarked(operators: string): void {
    if (this.#begin === undefined) {
      this.#close();
      this.#text += `${operators}\n`;
    } else this.draw(operators);
  }

  end(): string {
    this.#close();
    return this.#text;
  }

  #close(): void {
    this.#text += `${this.#open === 'none' ? '' : 'EMC\n'}${this.#tail}`;
    this.#tail = '';
    this.#open = 'none';
  }
}
