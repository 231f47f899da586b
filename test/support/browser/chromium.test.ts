import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../emptyFolder.js';
import { chromium } from './chromium.js';

describe('the browser of the tests', () => {
  const [first, second] = [emptyFolder(), emptyFolder()];
  const google = program(join(first, 'google-chrome'));
  const debian = program(join(second, 'chromium'));
  const folders = [first, second].join(delimiter);

  it('is looked for along the path, chromium before others', () => {
    expect(chromium({ PATH: folders })).toEqual({ path: debian });
    expect(chromium({ PATH: first })).toEqual({ path: google });
  });

  it('is the one that is named', () => {
    expect(chromium({ PATH: folders, COUPLET_CHROMIUM: google })).toEqual({ path: google });
    expect(chromium({ PATH: folders, COUPLET_CHROMIUM: '' })).toEqual({ path: debian });
  });

  it('is missing with what to do about it', () => {
    expect(chromium({ PATH: emptyFolder() })).toEqual({
      missing: "no chromium was found - install Debian's chromium, or name one by COUPLET_CHROMIUM",
    });
    expect(chromium({ PATH: folders, COUPLET_CHROMIUM: '/nowhere' })).toEqual({
      missing: 'COUPLET_CHROMIUM must name a program, got /nowhere - name chromium, or leave it out',
    });
  });
});

function program(path: string): string {
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}
