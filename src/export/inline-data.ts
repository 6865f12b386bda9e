import { contentType } from '../browser/content-type.ts';

/** A file as an address that holds it. Pictures of words and lines are text there when that is shorter. */
export function dataUrl(path: string, bytes: Uint8Array, type = contentType(path)): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mime = type.replace(/;\s+/g, ';');
  const encoded = `data:${mime};base64,${buffer.toString('base64')}`;
  const text = mime === 'image/svg+xml' ? readUtf8(buffer) : undefined;
  if (text === undefined) return encoded;
  const plain = `data:${mime},${escapeText(text)}`;
  return plain.length < encoded.length ? plain : encoded;
}

/** Undefined for bytes that are not UTF-8, or say so of themselves. */
function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const [, encoding = 'utf-8'] = /^\s*<\?xml[^>]*encoding=["']([^"']+)/i.exec(text) ?? [];
    return /^utf-?8$/i.test(encoding) ? text : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What an address, an attribute, a string of CSS or a `<style>` would read as something else. Blanks in a row mean one in
 * SVG only sometimes, so none is taken out.
 */
function escapeText(text: string): string {
  return text.trim().replace(/[%#"<>&\\]|\p{Cc}/gu, (character) => encodeURIComponent(character));
}
