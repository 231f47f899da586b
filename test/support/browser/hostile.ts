/** What would come to an element, end a script, or a quote, if a page took it for markup. */
export const MARKUP = '</script><img src=x onerror=alert(1)>';

/** Names of which each is made to break a page in a way of its own. */
export const HOSTILE_NAMES: readonly string[] = [
  MARKUP,
  `"'\`><svg onload=alert(1)>&lt;b&gt;&amp;`,
  '<!--<script>',
  'line\u2028separator\u2029and\u0001bell\u0007',
  '\u202eright to left',
  'W'.repeat(5000),
  'many short words '.repeat(300).trim(),
  '__proto__',
  '</style>\t${alert(1)}{{alert(1)}}',
];

/** A name of a file cannot hold a slash, nor more than 255 letters. */
export const HOSTILE_FILE: string = `"><img src=x onerror=alert(1)> ${'W'.repeat(190)}`;

/** A log as CSV of runs of two or three steps, whose states, actions, ends and episodes have hostile names. */
export function hostileLog(): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const [n, nStates] = [HOSTILE_NAMES.length * 4, HOSTILE_NAMES.length];
  const rows = Array.from({ length: n }, (_, e) => {
    const state = (t: number): string => HOSTILE_NAMES[(e + t * (1 + (e % 3))) % nStates];
    const action = (t: number): string => HOSTILE_NAMES[(e + t) % 3];
    const length = 2 + (e % 2);
    const id = `${HOSTILE_NAMES[e % nStates]} ${Math.floor(e / nStates)}`;
    return Array.from({ length }, (__, t) => {
      const ends = t === length - 1;
      const next = ends ? `end ${HOSTILE_NAMES[e % 2]}` : state(t + 1);
      const outcome = ends ? HOSTILE_NAMES[e % 2] : '';
      return [
        quoted(id),
        t,
        ...[state(t), action(t)].map(quoted),
        ends ? 1 - 2 * (e % 2) : 0,
        quoted(next),
        quoted(outcome),
      ];
    });
  }).flat();
  return `episode,t,state,action,reward,next_state,outcome\n${rows.map((row) => row.join(',')).join('\n')}\n`;
}
