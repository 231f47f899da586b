/** What is given to a command, by option; positionals as `<log>`. */
export type Given = Readonly<Partial<Record<string, Value>>>;

export type Value = string | number | boolean | readonly (string | number)[];

/** The words of a command line. */
export function wordsOf(command: string, given: Given): string[] {
  const entries = Object.entries(given);
  const positionals = entries
    .filter(([option]) => option.startsWith('<'))
    .flatMap(([, value]) => [value].flat().map(String));
  const options = entries.filter(([option]) => !option.startsWith('<'));
  return [command, ...positionals, ...options.flatMap(([option, value]) => wordsOfOption(option, value))];
}

function wordsOfOption(option: string, value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === 'boolean') return [value ? `--${option}` : `--no-${option}`];
  return [value].flat().map((one) => `--${option}=${one}`);
}

/** Options without some of them. */
export function without(given: Given, ...options: readonly string[]): Given {
  return Object.fromEntries(Object.entries(given).filter(([option]) => !options.includes(option)));
}

/** `key=value` pairs as a record. */
export function pairs(value: Value | undefined): Record<string, string> {
  if (!Array.isArray(value)) return {};
  return Object.fromEntries(value.map((pair) => String(pair).split(/=(.*)/s).slice(0, 2) as [string, string]));
}
