// node shot.mjs FILE.html [OUT.png] [--width 1280] [--dark] [--from CSS --height 900] [--print OUT.pdf]
// Takes a picture of the whole page, or of a height of it from an element on; prints it to PDF, or
// does both, for people to look at.
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
      print: { type: 'string' },
    },
  });
  const [file, picture] = positionals;
  const width = Number(values.width);
  if (!file || positionals.length > 2 || !(picture || values.print)) {
    throw new Error('usage: node shot.mjs FILE.html [OUT.png] [--width 1280] [--dark] [--print OUT.pdf]');
  }
  if (!Number.isInteger(width) || width < 1) throw new Error(`not a width: ${values.width}`);
  await withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: values.dark ? 'dark' : 'light' },
    ]);
    await page.goto(address(file));
    if (picture && values.height) {
      const { y } = await (await page.$(values.from)).boundingBox();
      const clip = { x: 0, y, width, height: Number(values.height) };
      await page.screenshot({ path: picture, clip, captureBeyondViewport: true, type: 'png' });
    } else if (picture) {
      await page.screenshot({ path: picture, fullPage: true, type: 'png' });
    }
    // No backgrounds unless the page insists, as in every reader's print dialog.
    if (values.print) {
      await page.pdf({ path: values.print, preferCSSPageSize: true, displayHeaderFooter: false });
    }
  });
  return 0;
});
