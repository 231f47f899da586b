/** A fenced block of a page in Markdown. */
export interface ShownBlock {
  readonly language: string;
  readonly code: string;
  /** Lines of the page that hold the code, from 0, the last not included. */
  readonly from: number;
  readonly to: number;
  /** For what is run: the output shown right below it. */
  readonly output?: ShownBlock;
}

/** What a reader can do: enter commands, run a program or save a module. */
const DONE: readonly string[] = ['sh', 'ts', 'js'];

/**
 * The blocks of a page that a reader would enter, in order: commands (`sh`) and programs (`ts`, `js`). A block of
 * `text` with nothing but empty lines before it is the output of the one before.
 */
export function shownBlocks(page: string): ShownBlock[] {
  const lines = page.split('\n');
  const blocks: ShownBlock[] = [];
  for (let from = 0; from < lines.length; from++) {
    const language = /^```(\w+)$/.exec(lines[from])?.[1];
    if (language === undefined) continue;
    const to = lines.indexOf('```', from);
    const block = { language, code: lines.slice(from + 1, to).join('\n') + '\n', from: from + 1, to };
    const last = blocks.at(-1);
    const follows = last && !last.output && lines.slice(last.to + 1, from).every((line) => line === '');
    if (DONE.includes(language)) blocks.push(block);
    else if (language === 'text' && follows) blocks[blocks.length - 1] = { ...last, output: block };
    from = to;
  }
  return blocks;
}
