/** `4:05`, from an hour on `1:04:05`; `-0:30` when negative. `ms` may have fractions. */
export function formatSpan(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  return ms < 0 ? `-${text}` : text;
}

/** What is left, rounded up: it is zero when nothing is left. */
export function formatRemaining(ms: number): string {
  return ms < 0 ? `+${formatSpan(-ms)}` : formatSpan(Math.ceil(ms / 1000) * 1000);
}

export function formatClock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
