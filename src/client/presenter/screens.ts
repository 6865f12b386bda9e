import type { PageSetup } from '../../preview/message.ts';

/** Window Management API; not yet in the types of TypeScript. */
interface ScreenPlace {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}
interface ScreenDetails {
  readonly screens: readonly ScreenPlace[];
  readonly currentScreen: ScreenPlace;
}
interface ManagedWindow {
  readonly screen: { readonly isExtended?: boolean };
  readonly getScreenDetails?: () => Promise<ScreenDetails>;
}

/**
 * Features for a window on the screen that this one is not on; undefined where there is no other, the browser cannot
 * say, or somebody did not permit it.
 */
export async function otherScreen(): Promise<string | undefined> {
  const managed = window as unknown as ManagedWindow;
  if (managed.screen.isExtended !== true || managed.getScreenDetails === undefined) return undefined;
  const details = await managed.getScreenDetails.call(window).catch(() => undefined);
  const other = details?.screens.find((screen) => screen !== details.currentScreen);
  if (other === undefined) return undefined;
  const { turnoutPreview: setup } = globalThis as unknown as { readonly turnoutPreview?: PageSetup };
  const { availLeft, availTop, availWidth, availHeight } = other;
  const size = `left=${availLeft},top=${availTop},width=${availWidth},height=${availHeight}`;
  return `popup,${size}${setup?.fullscreen === true ? ',fullscreen' : ''}`;
}
