import type { Answer } from './server.ts';

/** The page for a deck that has been broken from the start: only the script, which shows what is wrong. */
function waitingPage(scriptPath: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Waiting for the deck</title>
<style>html { color-scheme: dark; background: #0e1116; color: #f2efe6; font: 20px/1.5 system-ui, sans-serif; }
main { padding: 48px; }</style>
</head>
<body>
<main><h1>Waiting for the deck</h1><p>It appears here as soon as it can be built.</p></main>
<script src="${scriptPath}"></script>
</body>
</html>
`;
}

/** That page as it is served. It may do nothing but listen. */
export function waitingAnswer(scriptPath: string, connect: string): Answer {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
  const headers = { 'content-security-policy': policy };
  return { name: 'index.html', body: waitingPage(scriptPath), headers };
}
