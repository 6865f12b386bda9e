import { readableParts } from './gate-pictures.ts';

const encoded = /data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.-]+)*;base64,([\w+/]+=*)/g;
/** To the next quotation mark: that more is read than the address does no harm. */
const written = /data:[\w.+-]+\/[\w.+-]+(?:;(?!base64,)[\w=.-]+)*,([^"]*)/g;

/** Texts of the files that stand in a page as addresses, beside their pixels. Fonts say nothing of a deck. */
export function textsInDataUrls(text: string): string[] {
  // Looked for by its beginning first: that is much faster than the expressions where there is none.
  if (!text.includes('data:')) return [];
  return [
    ...[...text.matchAll(encoded)].flatMap(([, type = '', data = '']) => readEncoded(type, data)),
    ...[...text.matchAll(written)].map(([, data = '']) => decode(data)),
  ];
}

function readEncoded(type: string, data: string): string[] {
  const bytes = Buffer.from(data, 'base64');
  return readableParts(`file.${type.split('/')[1]}`, bytes).map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('utf8'),
  );
}

/** `%41` and `&lt;` are read as any other text of a page; what matters here are the signs between which a text stands. */
function decode(data: string): string {
  return data.replace(/%([0-7][\da-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
