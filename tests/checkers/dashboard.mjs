// node dashboard.mjs FILE LEAD REF ALIAS LONG-FILE
// Uses a dashboard as its readers do, by click and by key, and prints what it saw as one JSON object:
// what axe finds in each view, and what each step led to. Exit code: 0 done, 2 could not run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { address, run, withBrowser } from './browser.mjs';

const RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  selectors: false,
};
const WINDOWS = [
  { width: 1280, scheme: 'light' },
  { width: 320, scheme: 'dark' },
];

async function open(browser, file, hash, view = WINDOWS[0]) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) errors.push(request.url());
  });
  await page.setViewport({ width: view.width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme }]);
  await page.goto(address(file) + hash);
  return { page, errors };
}

const text = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());
const listed = (page) => page.$$eval('#table tbody tr', (rows) => rows.filter((row) => !row.hidden).map((row) => row.dataset.ref));
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash));
const shown = (page) => page.$$eval('[data-view]', (views) => views.filter((view) => !view.hidden).map((view) => view.id));

async function faults(browser, file, axe, views) {
  const found = [];
  for (const view of WINDOWS) {
    const { page, errors } = await open(browser, file, '', view);
    await page.evaluate(axe);
    for (const name of views) {
      await page.evaluate((name) => { location.hash = `#${name}`; }, name);
      await page.waitForFunction((id) => !document.getElementById(id).hidden, {}, name);
      await page.$$eval('details', (all) => all.forEach((one) => (one.open = true)));
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) found.push(`${name}: ${excess} px wider than ${view.width}`);
      const { violations } = await page.evaluate((rules) => window.axe.run({ exclude: [['[data-view][hidden]']] }, rules), RULES);
      found.push(...violations.map((one) => `${name} ${view.width}: ${one.id} ${one.nodes[0].html}`));
    }
    found.push(...errors.map((error) => `${view.width}: ${error}`));
    await page.close();
  }
  return found;
}

async function useTiles(browser, file) {
  const { page } = await open(browser, file, '');
  const tiles = [];
  for (let n = 0; n < (await page.$$('.tile')).length; n += 1) {
    await page.evaluate(() => { location.hash = '#overview'; });
    await page.waitForSelector('#overview:not([hidden])');
    const number = Number(await page.$$eval('.tile strong', (all, place) => all[place].textContent, n));
    await (await page.$$('.tile'))[n].click();
    await page.waitForSelector('#actions:not([hidden])');
    tiles.push([number, (await listed(page)).length]);
  }
  await page.close();
  return tiles;
}

async function clear(page) {
  await page.click('#clear');
  await page.waitForFunction(() => location.hash === '#actions' && !document.querySelector('#f-q').value);
}

async function useList(browser, file, lead) {
  const { page } = await open(browser, file, `#lead=${encodeURIComponent(lead)}`);
  const seen = { lead: await listed(page), said: await text(page, '#count'), address: await hash(page) };
  await clear(page);
  await page.focus('#f-q');
  await page.keyboard.type('second');
  await page.waitForFunction(() => location.hash.includes('q=second'));
  seen.search = await listed(page);
  await clear(page);
  await page.select('#f-rag', 'red');
  await page.waitForFunction(() => location.hash.includes('rag=red'));
  seen.red = await listed(page);
  await clear(page);
  await page.$$eval('#table thead button', (all) => all[1].click());
  seen.byTitle = await listed(page);
  await page.evaluate(() => { location.hash = '#lead=Nobody'; });
  await page.waitForFunction(() => document.querySelector('#count').textContent.startsWith('0 '));
  seen.unknown = await text(page, '#count');
  await page.close();
  return seen;
}

/* Of a list that is longer than one frame shows: the rows at once, when all have come, and when it is printed. */
async function useLongList(browser, file) {
  const { page } = await open(browser, file, '#actions');
  const rows = () => [...document.querySelectorAll('#table tbody tr')].filter((row) => !row.hidden).map((row) => row.dataset.ref);
  await page.evaluate(`rows = ${rows}`);
  const sort = () => { document.querySelector('#table thead button').click(); return window.rows(); };
  const seen = { atOnce: await page.evaluate(sort), said: await text(page, '#count') };
  await page.waitForFunction(() => window.rows().length === document.querySelectorAll('#table tbody tr').length);
  seen.later = await listed(page);
  seen.printed = await page.evaluate(() => {
    document.querySelector('#table thead button').click();
    dispatchEvent(new Event('beforeprint'));
    return window.rows();
  });
  await page.close();
  return seen;
}

async function useKeys(browser, file) {
  const { page } = await open(browser, file, '');
  await page.keyboard.press('Tab');
  const seen = { first: await page.evaluate(() => document.activeElement.textContent) };
  await page.keyboard.press('Enter');
  seen.skipped = await page.evaluate(() => document.activeElement.id);
  await page.evaluate(() => { location.hash = '#measures'; });
  await page.waitForSelector('#measures:not([hidden])');
  const point = await page.$('.pt[tabindex="0"]');
  if (point) {
    await point.evaluate((element) => element.focus());
    await page.keyboard.press('ArrowLeft');
    seen.figure = await text(page, '.readout');
  }
  await page.close();
  return seen;
}

async function route(browser, file, where) {
  const { page } = await open(browser, file, where);
  const seen = { shown: await shown(page), said: await text(page, '#count'), title: await page.title() };
  await page.close();
  return seen;
}

async function withoutScript(browser, file) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(address(file));
  const seen = await page.$$eval('[data-view]', (views) => views.map((view) => view.offsetHeight > 0));
  await page.close();
  return seen.every(Boolean);
}

await run(async () => {
  const [file, lead, ref, alias, long] = process.argv.slice(2);
  if (!long) throw new Error('usage: node dashboard.mjs FILE LEAD REF ALIAS LONG-FILE');
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const views = ['overview', 'actions', 'timeline', 'measures', 'findings', 'decisions', `action/${ref}`];
  const seen = await withBrowser(async (browser) => ({
    faults: await faults(browser, file, axe, views),
    tiles: await useTiles(browser, file),
    list: await useList(browser, file, lead),
    long: await useLongList(browser, long),
    keys: await useKeys(browser, file),
    action: await route(browser, file, `#action/${ref}`),
    alias: await route(browser, file, `#action/${alias}`),
    lost: await route(browser, file, '#action/99.9'),
    withoutScript: await withoutScript(browser, file),
  }));
  console.log(JSON.stringify(seen));
  return 0;
});
