/** What is wrong with a file of captions, and in which line, counted from 1. */
export interface CaptionFault {
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

const time = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
const timing = new RegExp(String.raw`^${time}[ \t]+-->[ \t]+${time}(?:[ \t]+.*)?$`);
const block = /^(?:NOTE|STYLE|REGION)(?:[ \t].*)?$/;

/**
 * The faults of a WebVTT file (https://www.w3.org/TR/webvtt1/, 4.1). Browsers leave out a cue that they cannot read
 * without a word, so each is named here.
 */
export function captionFaults(text: string): CaptionFault[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? ''))
    return [
      {
        line: 1,
        message: 'does not begin with `WEBVTT`',
        hint: 'write `WEBVTT` in the first line, and leave the second empty',
      },
    ];
  const faults: CaptionFault[] = [];
  let cues = 0;
  let at = 1;
  while (at < lines.length) {
    const begin = at;
    while (at < lines.length && lines[at]?.trim() !== '') at++;
    const own = lines.slice(begin, at);
    at++;
    if (own.length === 0 || block.test(own[0] ?? '') || begin === 1) {
      if (begin === 1 && own.some((line) => line.includes('-->')))
        faults.push({
          line: 2,
          message: 'has no empty line after `WEBVTT`',
          hint: 'leave a line empty before the first caption',
        });
      continue;
    }
    cues++;
    faults.push(...cueFaults(own, begin + 1));
  }
  if (cues === 0 && faults.length === 0)
    faults.push({
      line: 1,
      message: 'has no captions',
      hint: 'a caption is `00:01.000 --> 00:04.000` and its words below',
    });
  return faults;
}

/** `line` is that of the first line of the cue. */
function cueFaults(own: readonly string[], line: number): CaptionFault[] {
  const found = own.findIndex((each) => each.includes('-->'));
  if (found < 0 || found > 1)
    return [
      {
        line,
        message: 'has a caption without times',
        hint: 'write `00:01.000 --> 00:04.000` above its words',
      },
    ];
  const where = line + found;
  const match = timing.exec(own[found]?.trim() ?? '');
  if (match === null) {
    const hasComma = /\d,\d{3}/.test(own[found] ?? '');
    return [
      {
        line: where,
        message: `has times that cannot be read: \`${own[found]?.trim() ?? ''}\``,
        hint: hasComma
          ? 'WebVTT has a point before the thousandths: `00:01.000`'
          : 'write them as `00:01.000 --> 00:04.000`',
      },
    ];
  }
  if (secondsIn(match.slice(5, 9)) <= secondsIn(match.slice(1, 5)))
    return [
      {
        line: where,
        message: 'has a caption that ends before it begins',
        hint: 'the later time stands on the right',
      },
    ];
  return [];
}

function secondsIn([hours = '0', minutes = '0', seconds = '0', thousandths = '0']: readonly (
  | string
  | undefined
)[]): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000;
}
