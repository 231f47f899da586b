/** What a key asks for. */
export type KeyCommand =
  | { readonly kind: 'neighbour'; readonly by: 1 | -1 }
  | { readonly kind: 'takeOver'; readonly by: 1 | -1 }
  | { readonly kind: 'toggle'; readonly part: number }
  | { readonly kind: 'policy' | 'search' | 'undo' | 'redo' | 'keys' };

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key asks for; undefined for the browser's own, as with another modifier. */
export function keyCommand({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): KeyCommand | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() !== 'z') return undefined;
    return { kind: shiftKey ? 'redo' : 'undo' };
  }
  if (/^[1-9]$/.test(key)) return { kind: 'toggle', part: Number(key) - 1 };
  return PLAIN.get(key);
}

/** By the sign: on some keyboards `?`, `/` and brackets take a modifier. */
const PLAIN: ReadonlyMap<string, KeyCommand> = new Map([
  ['j', { kind: 'neighbour', by: 1 }],
  ['k', { kind: 'neighbour', by: -1 }],
  ['[', { kind: 'takeOver', by: -1 }],
  [']', { kind: 'takeOver', by: 1 }],
  ['0', { kind: 'policy' }],
  ['/', { kind: 'search' }],
  ['?', { kind: 'keys' }],
]);
