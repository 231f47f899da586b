import { emptyFolder } from '../../support/emptyFolder.js';
import { faultOf, optionTable } from './optionTable.js';

optionTable('playground', {
  folder: emptyFolder(),
  base: { out: 'play.html' },
  see: (run, read) => {
    if (run.code !== 0) return faultOf(run);
    const [, name] = /^(\S+): open it/m.exec(run.stderr)!;
    return { out: name, isPage: read(name).startsWith('<!doctype html>') };
  },
  library: ({ out }) => Promise.resolve({ out: String(out), isPage: true }),
  rows: [{ option: 'out', value: 'other.html' }],
});
