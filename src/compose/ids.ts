/** A text as an id: lower-case ASCII words with dashes; empty when nothing of it is left. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[`*_~]|\]\([^)]*\)/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
}

/** Ids become file names, anchors and targets of links: they keep to what is safe in all three. */
export function isValidId(id: string): boolean {
  return /^[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*$/u.test(id);
}
