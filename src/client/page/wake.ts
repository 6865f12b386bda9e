/** Keeps the screen on from now on, wherever the browser can. A lock is lost whenever the window is hidden. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let isWanted = true;
  const ask = async (): Promise<void> => {
    if (!isWanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    // A battery that runs low, or a policy of the machine, may refuse it.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    if (!isWanted) await lock?.release();
  };
  const again = (): void => void ask();
  document.addEventListener('visibilitychange', again);
  void ask();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
}
