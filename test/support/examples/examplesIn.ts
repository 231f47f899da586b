import ts from 'typescript';

/** The block below an `@example` in a doc comment. */
export interface Example {
  /** Of the source, from 1: that of its first line of code. */
  readonly line: number;
  readonly code: string;
}

/** Every example in the doc comments of a file, in order. */
export function examplesIn(path: string, text: string): Example[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
  const comments = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    // The end of the file, too, as it carries what stands alone.
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) comments.set(range.pos, range);
    node.getChildren(file).forEach(visit);
  };
  visit(file);
  return [...comments.values()].flatMap(({ pos, end }) => {
    const first = file.getLineAndCharacterOfPosition(pos).line + 1;
    return examplesOf(text.slice(pos, end)).map(({ line, code }) => ({ line: first + line, code }));
  });
}

/** Of one comment; lines are from 0, in it. */
function examplesOf(comment: string): Example[] {
  if (!comment.startsWith('/**')) return [];
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*(?:\/| ?)/, '').replace(/\s*\*\/$/, ''));
  const examples: { line: number; code: string[] }[] = [];
  let open = false;
  lines.forEach((line, i) => {
    if (/^@\w+/.test(line)) open = line.trim() === '@example';
    if (line.trim() === '@example') examples.push({ line: i + 1, code: [] });
    else if (open) examples.at(-1)!.code.push(line);
  });
  return examples.map(({ line, code }) => ({ line, code: code.join('\n').trimEnd() }));
}
