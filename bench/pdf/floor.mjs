// The least that a PDF from Chromium takes: the finished document, printed by nothing but a few lines of Puppeteer.
import { launch } from 'puppeteer-core';

const [url, path, executablePath, ...args] = process.argv.slice(2);
const browser = await launch({ executablePath, args });
const page = await browser.newPage();
await page.goto(url, { timeout: 0 });
await page.pdf({
  path,
  preferCSSPageSize: true,
  printBackground: true,
  tagged: true,
  outline: true,
  timeout: 0,
});
await browser.close();
