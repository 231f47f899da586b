import { shownValue } from './shownValue.js';

/** Names in an error message, at most twenty. */
export function listed(names: readonly string[]): string {
  const most = 20;
  const shown = names.slice(0, most).map(shownValue).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown || 'none';
}
