/**
 * Only in a single file: a style there holds each picture that is shown more than once and draws it also without this
 * script. With it every `<img>` has its picture as its own source, so that it can be decoded before it is shown.
 */
const shown = [...document.querySelectorAll<HTMLImageElement>('img[data-picture]')];

for (const image of shown) {
  const [, address] = /^url\("(.*)"\)$/s.exec(getComputedStyle(image).content) ?? [];
  if (address !== undefined) image.src = address;
}

void Promise.allSettled(shown.map((image) => image.decode())).then(() => {
  for (const image of shown) if (image.naturalWidth > 1) image.removeAttribute('data-picture');
});
