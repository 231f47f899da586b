import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What Debian and others call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser that tests drive, or why there is none and what to do about it. */
export type Chromium = { readonly path: string } | { readonly missing: string };

/** Looks where `COUPLET_CHROMIUM` points, and else along the path of programs. */
export function chromium(env: NodeJS.ProcessEnv = process.env): Chromium {
  const { COUPLET_CHROMIUM: named = '', PATH: folders = '' } = env;
  if (named !== '')
    return isProgram(named)
      ? { path: named }
      : { missing: `COUPLET_CHROMIUM must name a program, got ${named} - name chromium, or leave it out` };
  const places = folders.split(delimiter).filter((folder) => folder !== '');
  const path = NAMES.flatMap((name) => places.map((folder) => join(folder, name))).find(isProgram);
  return path === undefined
    ? { missing: "no chromium was found - install Debian's chromium, or name one by COUPLET_CHROMIUM" }
    : { path };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
