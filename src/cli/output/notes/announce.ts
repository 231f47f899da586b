import { printJson, say } from '../../say.js';

/**
 * Says what a command wrote: in words on standard error, and with `--json` as one JSON object on standard output,
 * unless that carries the data themselves.
 *
 * @param out where the data went, `-` for standard output
 */
export function announce(
  { out, json }: { readonly out: string; readonly json: boolean },
  words: string,
  data: Readonly<Record<string, unknown>>,
): void {
  say(`${words}${out === '-' ? '' : `; written to ${out}`}`);
  if (json && out !== '-') printJson({ out, ...data });
}
