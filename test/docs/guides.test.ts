import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { doesWhatIsShown } from '../support/shown/doesWhatIsShown.js';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));

for (const name of readdirSync(docs).filter((file) => file.endsWith('.md')))
  doesWhatIsShown(join(docs, name), 'served');
