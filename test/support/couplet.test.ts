import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet, coupletAlone, emptyFolder } from './couplet.js';

const folder = emptyFolder();
const LOG = 'episode,t,state,action,reward,next_state,terminated\n0,0,0,0,1,1,1\n';

describe('couplet', () => {
  it.each([
    [['list', 'mechanisms'], ''],
    [['value', '--env', 'nowhere'], ''],
    [['fit', '-', '--json', '--out', '-'], LOG],
  ])('gives what a process of its own does: %j', (words, input) => {
    expect(couplet(folder, words, input)).toMatchObject(coupletAlone(folder, words, input));
  });

  it('looks anew at a module that has changed', () => {
    const policy = (name: string): string => `export default { name: '${name}', create: () => [1] };`;
    for (const name of ['first', 'second']) {
      writeFileSync(join(folder, 'mine.mjs'), policy(name));
      const { stderr } = couplet(folder, ['value', '--env', 'triage', '--policy', './mine.mjs']);
      expect(stderr).toContain(`policy ${name}: create must give a policy`);
    }
  });
});
