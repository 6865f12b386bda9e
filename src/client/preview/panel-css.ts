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
@media (display-mode: fullscreen) { .corner { display: none; } }
@media print { .layer, .corner, .lost { display: none; } }
`;
