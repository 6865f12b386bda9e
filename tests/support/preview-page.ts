import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';

const patience = { timeout: 10_000, interval: 10 };

/** A page of the preview: where its deck is, and what the preview shows besides. */
export class PreviewPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.waitForFunction('globalThis.Reveal?.isReady()');
    // From here on the page compares builds.
    await this.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some((each) => each.name.endsWith('/page')),
    );
  }

  /** Slide, step, and the steps that can be seen. */
  place(): Promise<{ id: string; f: number | undefined; steps: string[] }> {
    return this.page.evaluate(() => {
      const { Reveal } = globalThis as unknown as {
        Reveal: { getCurrentSlide(): Element; getIndices(): { f?: number } };
      };
      const slide = Reveal.getCurrentSlide();
      return {
        id: slide.id,
        f: Reveal.getIndices().f,
        steps: [...slide.querySelectorAll('.fragment.visible')].map((each) => each.textContent?.trim() ?? ''),
      };
    });
  }

  async shows(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted: string) => document.querySelector('.slides')?.textContent?.includes(wanted),
      // Pages behind another one draw no frames.
      { polling: 20 },
      text,
    );
  }

  /** The text of a part of the panel; empty while it is hidden. */
  part(selector: string): Promise<string> {
    return this.page.evaluate((wanted: string) => {
      const found = document
        .querySelector('#turnout-preview')
        ?.shadowRoot?.querySelector<HTMLElement>(wanted);
      return found?.checkVisibility() === true ? found.innerText : '';
    }, selector);
  }

  async partShows(selector: string, text: string): Promise<void> {
    await expect.poll(() => this.part(selector), patience).toContain(text);
  }

  async partIsGone(selector: string): Promise<void> {
    await expect.poll(() => this.part(selector), patience).toBe('');
  }

  async clickBadge(): Promise<void> {
    await this.page.evaluate(() =>
      document.querySelector('#turnout-preview')?.shadowRoot?.querySelector<HTMLElement>('.badge')?.click(),
    );
  }

  /** Marks the document and its slides, so that what is made afresh can be told. */
  async mark(): Promise<void> {
    await this.page.evaluate(() => {
      for (const each of [document.body, ...document.querySelectorAll('.slides > section')]) {
        each.setAttribute('data-old', '');
      }
    });
  }

  /** What of the marked is still there: `BODY` and ids of slides. */
  marked(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('[data-old]')].map((each) => each.id || each.tagName),
    );
  }
}
