import type { Page } from 'puppeteer-core';

/** What Tab came by. */
export interface Walk {
  /** Everything that is there to be used and was not reached. */
  readonly missed: string[];
  /** What shows no sign of having the focus. */
  readonly unseen: string[];
  /** Whether Tab comes back to where it began: nothing keeps it. */
  readonly comesBack: boolean;
}

/** Presses Tab until the focus has been everywhere, and once more around. */
export async function tabThrough(page: Page): Promise<Walk> {
  const names = await page.evaluate(() => {
    const usable = 'button:enabled, a[href], input, select, textarea, [tabindex="0"]';
    const all = [...document.querySelectorAll<HTMLElement>(usable)].filter(
      (each) => each.checkVisibility({ visibilityProperty: true }) && each.closest('[inert]') === null,
    );
    for (const [at, each] of all.entries()) each.dataset.tab = `${at} ${each.localName}.${each.className}`;
    return all.map((each) => each.dataset.tab ?? '');
  });
  const seen: string[] = [];
  const unseen = new Set<string>();
  for (let press = 0; press < 2 * names.length + 4; press++) {
    await page.keyboard.press('Tab');
    const { name, isShown } = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at ?? document.body);
      const isOutlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      return { name: at?.dataset.tab ?? '', isShown: isOutlined || boxShadow !== 'none' };
    });
    seen.push(name);
    if (name !== '' && !isShown) unseen.add(name);
  }
  const [first] = seen.filter((name) => name !== '');
  return {
    missed: names.filter((name) => !seen.includes(name)),
    unseen: [...unseen],
    comesBack: seen.lastIndexOf(first ?? '') > seen.indexOf(first ?? ''),
  };
}
