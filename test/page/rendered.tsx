import { type ComponentChild, options } from 'preact';
import { render } from 'preact-render-to-string';
import { Figure, type FigureProps, type FigureTable } from '../../src/page/figure/Figure.js';
import { PageContext, type PageContents } from '../../src/page/state/pageContext.js';

/** A part of the page as a string, with plain blanks. */
export function rendered(contents: PageContents, part: ComponentChild): string {
  return render(<PageContext.Provider value={contents}>{part}</PageContext.Provider>).replaceAll('\u00a0', ' ');
}

/** What the last figure of a part shows as a table, for which a reader presses a button. */
export function tableOf(contents: PageContents, part: ComponentChild): FigureTable {
  return made<FigureProps>(contents, part, Figure).at(-1)!.table();
}

export interface Button {
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** The buttons of a part, to be pressed. */
export function buttonsOf(contents: PageContents, part: ComponentChild): readonly Button[] {
  return made<Button>(contents, part, 'button');
}

/** Properties of all of a type, in the order in which they are made. */
function made<Props>(contents: PageContents, part: ComponentChild, type: unknown): Props[] {
  const found: Props[] = [];
  const before = { vnode: undefined, ...options };
  options.vnode = (node) => {
    if (node.type === type) found.push(node.props as Props);
    before.vnode?.(node);
  };
  try {
    rendered(contents, part);
  } finally {
    Object.assign(options, before);
  }
  return found;
}
