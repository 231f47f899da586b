import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder for files of a test. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'couplet-'));
}
