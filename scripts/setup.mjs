// Makes a fresh clone ready: packages, a browser, dist/. Run by npm before `start` and `test`.
// This file uses only syntax that old versions of Node can read, so that they can say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number);
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (isSupported) {
  import('./setup/main.mjs').then(({ main }) => main());
} else {
  console.error(
    `error: Node ${process.versions.node} is too old: Turnout needs Node 20.19, 22.12 or newer (https://nodejs.org)`,
  );
  process.exitCode = 3;
}
