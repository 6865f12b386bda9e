/** What a request for a part of a file is answered with. */
export interface Part {
  readonly status: 206 | 416;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One part of a file, as players ask for it when somebody moves on in it (RFC 9110, 14.1.2). Undefined where the whole is
 * meant: nothing is asked for, several parts are, or it cannot be understood.
 */
export function partOf(range: string | undefined, whole: Buffer): Part | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return undefined;
  const last = whole.length - 1;
  const [start, end] =
    from === ''
      ? [Math.max(0, whole.length - Number(to)), last]
      : [Number(from), to === '' ? last : Math.min(Number(to), last)];
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (start > end || start > last)
    return { status: 416, body: Buffer.alloc(0), headers: { 'content-range': `bytes */${whole.length}` } };
  return {
    status: 206,
    body: whole.subarray(start, end + 1),
    headers: { 'content-range': `bytes ${start}-${end}/${whole.length}`, 'accept-ranges': 'bytes' },
  };
}
