/** A label on a line: where its middle should be, and how wide it is, in pixels. */
export interface Label {
  readonly at: number;
  readonly width: number;
}

export interface PlacedLabel {
  /** Its middle. */
  readonly x: number;
  /** Row, 0 the nearest to what it is of. */
  readonly row: number;
}

/**
 * Places labels so that none covers another or leaves the line: as near as can be to where they belong, in one row where
 * they fit, else in rows of their own.
 *
 * @param from left end of the line, in pixels
 * @param gap least space between two, in pixels
 * @returns in the order given
 */
export function placeLabels(labels: readonly Label[], from: number, to: number, gap: number = 12): PlacedLabel[] {
  const inside = ({ at, width }: Label): number => Math.max(from + width / 2, Math.min(to - width / 2, at));
  const order = labels.map((_, i) => i).sort((i, j) => labels[i].at - labels[j].at);
  const all = labels.reduce((sum, { width }) => sum + width + gap, -gap);
  const placed: PlacedLabel[] = [];
  if (all > to - from) {
    for (const [row, i] of order.entries()) placed[i] = { x: inside(labels[i]), row };
    return placed;
  }
  const wide = order.map((i) => labels[i].width);
  const x = apart(order.map((i) => ({ at: inside(labels[i]), width: labels[i].width + gap })));
  // Those at the ends may have been pushed off the line: back, and their neighbours with them.
  const between = (k: number): number => (wide[k - 1] + wide[k]) / 2 + gap;
  for (let k = 0; k < x.length; k++) x[k] = Math.max(x[k], k === 0 ? from + wide[0] / 2 : x[k - 1] + between(k));
  for (let k = x.length - 1; k >= 0; k--)
    x[k] = Math.min(x[k], k === x.length - 1 ? to - wide[k] / 2 : x[k + 1] - between(k + 1));
  for (const [k, i] of order.entries()) placed[i] = { x: x[k], row: 0 };
  return placed;
}

/** Middles in their order, moved the least that lets no two overlap: neighbours that do are moved as one. */
function apart(labels: readonly Label[]): number[] {
  const blocks: { middle: number; width: number; members: number[] }[] = [];
  for (const { at, width } of labels) {
    let block = { middle: at, width, members: [width] };
    for (let left = blocks.at(-1); left && left.middle + left.width / 2 > block.middle - block.width / 2;) {
      blocks.pop();
      const [n, m] = [left.members.length, block.members.length];
      const wide = left.width + block.width;
      // Where the sum of the moves is least: each member's wish for the middle of the two together.
      const middle = (n * (left.middle + block.width / 2) + m * (block.middle - left.width / 2)) / (n + m);
      block = { middle, width: wide, members: [...left.members, ...block.members] };
      left = blocks.at(-1);
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ middle, width, members }) => {
    let edge = middle - width / 2;
    return members.map((member) => (edge += member) - member / 2);
  });
}
