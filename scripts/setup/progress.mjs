const tickMs = { terminal: 500, plain: 15_000 };

/**
 * Says what is being done and how far it is: one line that is redrawn on a terminal, else a plain line now and then.
 * `work` receives `report(text)`; the last text is shown beside the elapsed seconds.
 */
export async function withProgress(title, work) {
  const isTerminal = process.stdout.isTTY === true;
  const began = Date.now();
  let latest = '';
  const elapsed = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const line = () => `${title} … ${[latest, elapsed()].filter(Boolean).join(', ')}`;
  const draw = () => {
    if (!isTerminal) console.log(`  ${line()}`);
    else process.stdout.write(`\r\x1b[2K${line().slice(0, (process.stdout.columns || 80) - 1)}`);
  };
  if (isTerminal) draw();
  else console.log(`${title} …`);
  const ticking = setInterval(draw, isTerminal ? tickMs.terminal : tickMs.plain);
  try {
    return await work((text) => {
      latest = text;
    });
  } finally {
    clearInterval(ticking);
    if (isTerminal) process.stdout.write('\r\x1b[2K');
    console.log(`${title}: ${elapsed()}`);
  }
}
