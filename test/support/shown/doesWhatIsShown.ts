import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutAsShown, matchesShown } from './matchesShown.js';
import { shownBlocks } from './shownBlocks.js';
import { type ShownFolder, shownFolder } from './shownFolder.js';

const templates = fileURLToPath(new URL('../../../docs/templates', import.meta.url));

/** The commands of the project itself are what runs these tests. */
const OWN = /^npm /;

/**
 * Tests that do what a page shows, in its order, in a folder of its own that also holds the templates, and compare each
 * output with the one shown.
 *
 * With `COUPLET_SHOWN=write` they write the outputs into the page instead, cut where those that they replace were: look
 * at what changed before it is committed.
 *
 * @param path of the page, in Markdown
 * @param entered see `shownFolder`
 */
export function doesWhatIsShown(path: string, entered: 'each' | 'served' = 'each'): void {
  const write = process.env.COUPLET_SHOWN === 'write';
  const page = readFileSync(path, 'utf8');
  const blocks = shownBlocks(page)
    .filter(({ code }) => !OWN.test(code))
    .map((block) => ({ ...block, title: `${block.from}: ${block.code.split('\n', 1)[0]}` }));

  describe.runIf(blocks.length > 0)(basename(path), () => {
    const outputs = new Map<number, string>();
    let folder: ShownFolder;

    beforeAll(() => {
      folder = shownFolder(entered);
      if (existsSync(templates)) cpSync(templates, folder.path, { recursive: true });
    });

    afterAll(() => {
      folder.remove();
      if (outputs.size > 0) writeFileSync(path, withOutputs(page, outputs));
    });

    it.each(blocks)('$title', (block) => {
      const { code, output } = folder.run(block);
      // The output says why it failed.
      expect({ code, output }).toEqual({ code: 0, output });
      if (!block.output || matchesShown(output, block.output.code)) return;
      if (write) outputs.set(block.output.from, cutAsShown(output, block.output.code));
      else expect(output).toBe(block.output.code);
    });
  });
}

function withOutputs(page: string, outputs: ReadonlyMap<number, string>): string {
  const lines = page.split('\n');
  for (const [from, output] of [...outputs].reverse())
    lines.splice(from, lines.indexOf('```', from) - from, output.trimEnd());
  return lines.join('\n');
}
