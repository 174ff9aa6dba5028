// Chromium, found on this machine and started the same way for every checker.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

// The files opened are the project's own, and root (CI, containers) may not use the sandbox.
// The rest keeps Chromium from calling home, which a closed network answers with noise.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function chromium() {
  const named = process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const tried = (named ? [named] : NAMES).flatMap((name) =>
    name.includes('/') ? [name] : folders.map((folder) => join(folder, name)),
  );
  const found = tried.find(isProgram);
  if (!found) {
    throw new Error(
      named
        ? `CHROMIUM names ${named}, which is not a program`
        : `no Chromium: none of ${NAMES.join(', ')} is on PATH (run the setup script beside this file, or set CHROMIUM)`,
    );
  }
  return found;
}

/** The file: address of a page, once it is sure that the page is there. */
export function address(file) {
  const path = resolve(file);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new Error(`no such file: ${file}`);
  }
  return pathToFileURL(path).href;
}

/** Start Chromium, let `work` use it, and close it whatever happens. */
export async function withBrowser(work) {
  // Imported here and not above, so that a missing module ends in run() like any other trouble.
  const { default: puppeteer } = await import('puppeteer-core');
  // Given no userDataDir, puppeteer makes an empty one and removes it at the end.
  const browser = await puppeteer.launch({ executablePath: chromium(), args: FLAGS });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Run a program to its exit code; whatever stops it is said on stderr, and the code is 2. */
export async function run(program) {
  const stop = (error) => {
    console.error(`could not run: ${error.message}`);
    process.exitCode = 2;
  };
  // Trouble inside a listener reaches no one who awaits it.
  process.on('unhandledRejection', (error) => {
    stop(error);
    process.exit();
  });
  try {
    process.exitCode = await program();
  } catch (error) {
    stop(error);
  }
}
