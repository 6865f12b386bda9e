/** The keys of a player that has the focus; those of clickers stay with the slides. */
const playerKeys = new Set([' ', 'Enter', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/** Lets the players of a page begin at their posters, keep to their part of the file, and be led by keys. */
export function listenToPlayers(root: Element): void {
  root.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('button.play');
    const player = button?.parentElement?.querySelector<HTMLVideoElement>('video.film');
    if (!player) return;
    // Who came by keyboard finds the controls; after a click with the mouse Space is for the slides again.
    const isByKey = (event as MouseEvent).detail === 0;
    if (!isByKey) button?.blur();
    void start(player).then((plays) => plays && isByKey && player.focus());
  });
  root.addEventListener('keydown', (event) => {
    const { key, target } = event as KeyboardEvent;
    const isPlayer = target instanceof HTMLVideoElement || (target as Element).matches('button.play');
    if (
      isPlayer &&
      (key === ' ' || key === 'Enter' || (target instanceof HTMLVideoElement && playerKeys.has(key)))
    )
      event.stopPropagation();
  });
  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLVideoElement && !target.matches(':focus-visible')) target.blur();
  });
  // Events of players do not rise.
  root.addEventListener('timeupdate', ({ target }) => keepInPart(target as HTMLVideoElement), true);
  root.addEventListener('ended', ({ target }) => atEnd(target as HTMLVideoElement), true);
}

/** Plays from its beginning, and says whether it does; where the browser wants a click first, the poster stays with its button. */
export async function start(player: HTMLVideoElement): Promise<boolean> {
  player.currentTime = Number(player.dataset.start ?? 0);
  try {
    await player.play();
  } catch {
    return false;
  }
  player.controls = true;
  player.closest('.media')?.classList.add('is-started');
  return true;
}

function keepInPart(player: HTMLVideoElement): void {
  const end = Number(player.dataset.end ?? Number.POSITIVE_INFINITY);
  if (player.currentTime >= end && !player.paused) atEnd(player);
}

function atEnd(player: HTMLVideoElement): void {
  if (player.dataset.loop === undefined) player.pause();
  else void start(player);
}
