/** The preview's own look: the same over every theme, and nothing of it reaches the slides. */
export const panelCss = `
:host { all: initial; color-scheme: dark; }
* { box-sizing: border-box; margin: 0; padding: 0; }
[hidden] { display: none !important; }
.layer, .corner, .lost {
  position: fixed; z-index: 2147483647;
  font: 16px/1.5 system-ui, sans-serif; color: #f2efe6;
}
.layer {
  inset: 0; display: flex; flex-direction: column; justify-content: flex-end;
  background: rgb(8 10 13 / 72%);
}
.sheet {
  max-height: 84%; overflow: auto; outline: none;
  padding: 28px clamp(20px, 5vw, 72px) 32px;
  background: #14181f; border-top: 6px solid #ff6a4d;
}
.title { font-size: 24px; line-height: 1.25; font-weight: 650; }
.about { margin-top: 4px; color: #aeb7c4; }
.problems { list-style: none; }
.problem { padding-top: 20px; }
.more { padding-top: 20px; }
.problem + .problem { margin-top: 20px; border-top: 1px solid #343c49; }
.head { font-size: 19px; font-weight: 600; overflow-wrap: anywhere; }
.code { font: 500 16px/1.5 ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", monospace; color: #ff8a70; }
.warning .code { color: #ffc34d; }
.place, .related, .frame { font: 15px/1.5 ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", monospace; }
.place { margin-top: 2px; color: #8fc7ff; overflow-wrap: anywhere; user-select: all; }
.related { margin-top: 2px; color: #aeb7c4; }
.frame { margin: 10px 0; padding: 12px 14px; overflow-x: auto; background: #0b0e13; white-space: pre; }
.hint, .more { color: #d4d8de; }
.hint span { color: #aeb7c4; }
.head code, .hint code, .more code, .lost code { font: 500 0.94em ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", monospace; }
.head code { color: #ffffff; }
kbd { padding: 0 6px; border: 1px solid #566172; border-radius: 4px; font: inherit; font-size: 14px; }
.corner { top: 12px; right: 12px; display: flex; flex-direction: column; align-items: flex-end; }
.badge {
  padding: 4px 12px; border: 1px solid #566172; border-radius: 4px;
  background: #14181f; color: #ffc34d; font: inherit; font-size: 15px; cursor: pointer;
}
.badge.error { color: #ff8a70; }
.badge:focus-visible { outline: 3px solid #8fc7ff; outline-offset: 2px; }
.list {
  width: min(680px, calc(100vw - 24px)); max-height: calc(100vh - 72px); overflow: auto;
  margin-top: 8px; padding: 0 20px 20px; background: #14181f; border: 1px solid #566172; border-radius: 4px;
}
.list .head { font-size: 17px; }
.lost {
  left: 50%; top: 12px; transform: translateX(-50%); padding: 6px 16px;
  background: #ffc34d; color: #14181f; border-radius: 4px;
}
.place button, .place a {
  padding: 0; border: 0; background: none; color: #8fc7ff; font: inherit; text-align: start;
  text-decoration: underline; text-underline-offset: 3px; cursor: pointer; overflow-wrap: anywhere;
}
.slide-of { margin-top: 2px; color: #aeb7c4; }
.slide-of button {
  padding: 0; border: 0; background: none; color: #8fc7ff; font: inherit; text-align: start;
  text-decoration: underline; text-underline-offset: 3px; cursor: pointer;
}
.place a { margin-inline-start: 12px; }
:is(button, a, select):focus-visible { outline: 3px solid #8fc7ff; outline-offset: 2px; }
.said { background: #14181f; color: #f2efe6; border: 1px solid #566172; }
.bar {
  position: fixed; z-index: 2147483646; top: 12px; left: 12px; display: flex; flex-wrap: wrap; gap: 6px;
  max-width: calc(100vw - 220px); padding: 6px; border: 1px solid #566172; border-radius: 4px;
  background: #14181f; color: #f2efe6; font: 15px/1.4 system-ui, sans-serif;
  opacity: 0; pointer-events: none;
}
.bar.is-seen, .bar:focus-within { opacity: 1; pointer-events: auto; }
.bar button, .bar select {
  min-height: 30px; padding: 2px 10px; border: 1px solid #566172; border-radius: 4px;
  background: #222934; color: #f2efe6; font: inherit; cursor: pointer;
}
.bar kbd { font-size: 12px; }
.grid-layer { justify-content: stretch; }
.grid {
  height: 100%; overflow: auto; padding: 28px clamp(20px, 4vw, 64px) 48px; background: #14181f;
  font: 16px/1.5 system-ui, sans-serif; color: #f2efe6;
}
.grid h2 { margin: 24px 0 10px; font-size: 17px; font-weight: 600; color: #d4d8de; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(208px, 1fr)); gap: 10px; }
.card {
  display: flex; flex-direction: column; gap: 2px; min-height: 104px; padding: 10px 12px; overflow: hidden;
  border: 1px solid #566172; border-radius: 4px; background: #222934; color: #f2efe6;
  font: inherit; text-align: start; cursor: pointer;
}
.card:hover { background: #2b3442; }
.card[aria-current] { border-color: #ffc34d; box-shadow: inset 0 0 0 1px #ffc34d; }
.card-top { display: flex; justify-content: space-between; color: #c3cad4; font-size: 14px; font-variant-numeric: tabular-nums; }
.card-title { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; font-weight: 600; line-height: 1.3; }
.card code { margin-top: auto; font: 13px/1.4 ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", monospace; color: #9fcfff; overflow-wrap: anywhere; }
/* Hidden, but laid out. */
.bench { position: fixed; left: 0; top: 0; border: 0; visibility: hidden; pointer-events: none; }
@media (display-mode: fullscreen) { .corner, .bar { display: none; } }
@media print { .layer, .corner, .lost, .bar { display: none; } }
`;
