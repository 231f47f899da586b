import type { PageContents } from '../../state/pageContext.js';
import { openKeys } from './KeyTable.js';
import { focusSearch } from './PatientSearch.js';
import { keyCommand } from './keyCommand.js';
import { obey } from './obey.js';

/** Does what keys ask for while nothing else has the focus, or something of the patient that takes no letters. */
export function followKeys(contents: PageContents): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || !isOurs(event.target)) return;
    const command = keyCommand(event);
    if (!command) return;
    event.preventDefault();
    obey(contents, command, { search: focusSearch, keys: openKeys });
  });
}

function isOurs(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target === document.body || target === document.documentElement) return true;
  return target.closest('#patient') !== null && target.closest(FIELDS) === null;
}

/** What takes letters itself, or stands over the page. A slider takes arrows only. */
const FIELDS = 'input:not([type="range"]), select, textarea, [contenteditable], dialog';
