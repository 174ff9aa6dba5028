// node shot.mjs FILE.html OUT.png [--width 1280] [--dark] [--from CSS --height 900]
// node shot.mjs --print FILE.html...
// Takes a picture of the whole page, or of a height of it from an element on, for people to look
// at; or prints pages to PDF, each beside itself.
// Exit code: 0 done, 2 could not run.
import { parseArgs } from 'node:util';
import { address, run, withBrowser } from './browser.mjs';

await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      width: { type: 'string', default: '1280' },
      dark: { type: 'boolean', default: false },
      from: { type: 'string', default: 'body' },
      height: { type: 'string' },
      print: { type: 'boolean', default: false },
    },
  });
  const [file, picture] = positionals;
  const width = Number(values.width);
  if (!file || (!values.print && positionals.length !== 2)) {
    throw new Error('usage: node shot.mjs FILE.html OUT.png [--width 1280] [--dark], or --print FILE.html...');
  }
  if (!Number.isInteger(width) || width < 1) throw new Error(`not a width: ${values.width}`);
  await withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: values.dark ? 'dark' : 'light' },
    ]);
    // No backgrounds unless the page insists, as in every reader's print dialog.
    for (const each of values.print ? positionals : []) {
      await page.goto(address(each));
      const path = each.replace(/\.html$/, '.pdf');
      await page.pdf({ path, preferCSSPageSize: true, displayHeaderFooter: false });
    }
    if (values.print) return;
    await page.goto(address(file));
    if (values.height) {
      const { y } = await (await page.$(values.from)).boundingBox();
      const clip = { x: 0, y, width, height: Number(values.height) };
      await page.screenshot({ path: picture, clip, captureBeyondViewport: true, type: 'png' });
    } else {
      await page.screenshot({ path: picture, fullPage: true, type: 'png' });
    }
  });
  return 0;
});
