// node axe.mjs FILE...
// Opens each HTML page as its readers will (narrow and light, wide and dark, and printed) and
// prints what is wrong as one JSON array.
// Exit code: 0 nothing found, 1 something found, 2 could not run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { address, run, withBrowser } from './browser.mjs';

const RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  selectors: false,
};
const A4_WIDTH = 794;
// Day on a phone, night on a desk, and paper: each width, each set of colours and print once.
const VIEWS = [
  { width: 320, scheme: 'light', media: 'screen', colours: 'light' },
  { width: 1280, scheme: 'dark', media: 'screen', colours: 'dark' },
  { width: A4_WIDTH, scheme: 'print', media: 'print', colours: 'light' },
];
const SHOWN = 3;

/** Listen to a page: everything it asks for beyond itself, and every error that it reports. */
async function listen(page, own, tell) {
  const refused = new Set();
  const foreign = (url) => {
    if (refused.has(url)) return;
    refused.add(url);
    tell('self-contained', 'serious', `the page asks for something outside itself: ${url}`);
  };
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('data:') || url.split('#')[0] === own) return request.continue();
    foreign(url);
    return request.abort();
  });
  // Web sockets pass the interception by.
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  session.on('Network.webSocketCreated', ({ url }) => foreign(url));
  page.on('pageerror', (error) => tell('page-error', 'serious', `a script failed: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is also an error in the console; it has been told already.
    if (message.type() !== 'error' || refused.has(message.location().url)) return;
    tell('console-error', 'serious', `the browser's console says: ${message.text()}`);
  });
}

/** How far the page is wider than its window, and the start of the elements that stick out. */
function overflow(shown) {
  const inside = (element) => {
    const parent = element.parentElement;
    if (!parent || parent === document.body) return false;
    return getComputedStyle(parent).overflowX !== 'visible' || inside(parent);
  };
  const nodes = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !inside(element))
    .slice(0, shown)
    .map((element) => element.cloneNode(false).outerHTML);
  return { excess: document.documentElement.scrollWidth - innerWidth, nodes };
}

async function findings(browser, axe, file, view) {
  const found = [];
  const tell = (rule, impact, help, nodes = []) =>
    found.push({ file, width: view.width, scheme: view.scheme, rule, impact, help, nodes });
  const page = await browser.newPage();
  await page.setViewport({ width: view.width, height: 900 });
  await page.emulateMediaType(view.media);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.colours }]);
  await listen(page, address(file), tell);
  await page.goto(address(file));
  // axe passes over what is folded away; so that it is looked at too, unfold it.
  await page.$$eval('details', (all) => all.forEach((one) => (one.open = true)));
  const { excess, nodes } = await page.evaluate(overflow, SHOWN);
  if (excess > 0 && view.media === 'screen') {
    tell('overflow', 'serious', `the page is ${excess} px wider than its window`, nodes);
  }
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  for (const { id, impact, help, nodes } of violations) {
    tell(id, impact, help, nodes.slice(0, SHOWN).map((node) => node.html));
  }
  await page.close();
  return found;
}

await run(async () => {
  const files = process.argv.slice(2);
  if (files.length === 0) throw new Error('name at least one HTML file: node axe.mjs FILE...');
  files.forEach(address);
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const found = await withBrowser(async (browser) => {
    const all = [];
    for (const file of files) {
      all.push(...(await Promise.all(VIEWS.map((view) => findings(browser, axe, file, view)))).flat());
    }
    return all;
  });
  console.log(JSON.stringify(found, null, 2));
  return found.length === 0 ? 0 : 1;
});
