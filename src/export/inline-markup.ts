/** Attributes of a tag in order; `undefined` where a name stands alone. */
export type Attributes = readonly (readonly [name: string, value: string | undefined])[];

export interface MarkupVisitor {
  /** The attributes that a tag gets instead; undefined leaves it to the letter. `name` is in lower case. */
  readonly tag: (name: string, attributes: Attributes) => Attributes | undefined;
  /** The text that a `<style>` gets instead. */
  readonly style: (css: string) => string;
}

const inTag = `(?:[^>"']|"[^"]*"|'[^']*')*`;
/** A comment; an element whose text holds no tags; a tag. Text between them is not looked at. */
const pieces = new RegExp(
  `<!--[\\s\\S]*?-->|<(script|style|textarea|title)\\b(${inTag})>([\\s\\S]*?)(</\\1\\s*>)|<([a-z][^\\s/>"']*)(${inTag})>`,
  'gi',
);
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

/** Goes over the tags and styles of an HTML page in order. Scripts and comments stay to the letter. */
export function mapMarkup(html: string, visitor: MarkupVisitor): string {
  return html.replace(pieces, (whole: string, ...parts: (string | undefined)[]) => {
    const [raw, rawAttributes = '', text = '', end = '', name, attributes = ''] = parts;
    if (raw !== undefined) {
      const start = mapTag(raw, rawAttributes, visitor);
      return `${start}${raw.toLowerCase() === 'style' ? visitor.style(text) : text}${end}`;
    }
    return name === undefined ? whole : mapTag(name, attributes, visitor);
  });
}

function mapTag(name: string, written: string, visitor: MarkupVisitor): string {
  const attributes = [...written.matchAll(attribute)].map(
    ([, key = '', value]) => [key, value === undefined ? undefined : unquote(value)] as const,
  );
  const mapped = visitor.tag(name.toLowerCase(), attributes);
  if (mapped === undefined) return `<${name}${written}>`;
  const pairs = mapped.map(([key, value]) => (value === undefined ? ` ${key}` : ` ${key}="${quote(value)}"`));
  return `<${name}${pairs.join('')}${/\/\s*$/.test(written) ? ' /' : ''}>`;
}

function unquote(written: string): string {
  const isQuoted = /^["']/.test(written);
  return decodeEntities(isQuoted ? written.slice(1, -1) : written);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function quote(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
