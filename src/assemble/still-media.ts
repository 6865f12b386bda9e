import { markSafe, type SafeHtml } from '../model/html.ts';
import { isMediaPath } from '../model/media-fields.ts';
import type { RenderedDeck, RenderedSlide } from '../model/rendered.ts';

const players = /<(video|audio)\b[^>]*>[\s\S]*?<\/\1>/g;
const buttons = /<button\b[^>]*\bclass="play"[^>]*>([\s\S]*?)<\/button>/g;

/** A deck whose media do not play: the posters stand for them, and no file of theirs is carried or asked for. */
export function stillMedia(rendered: RenderedDeck): RenderedDeck {
  const sections = rendered.sections.map((section) => ({
    ...section,
    slides: section.slides.map(stillSlide),
  }));
  return { ...rendered, sections };
}

function stillSlide(slide: RenderedSlide): RenderedSlide {
  const assets = slide.assets.filter(({ href, text }) => text === undefined && !isMediaPath(href));
  return assets.length === slide.assets.length ? slide : { ...slide, html: stillHtml(slide.html), assets };
}

function stillHtml(html: SafeHtml): SafeHtml {
  return markSafe(html.replace(players, '').replace(buttons, '<span class="play">$1</span>'));
}
