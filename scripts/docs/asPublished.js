import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Comment, CommentTag, Converter, ReflectionKind } from 'typedoc';
import ts from 'typescript';
import { entryPoints } from './entryPoints.js';

/**
 * A plug-in of typedoc. Entry points have the names under which they are imported, and what an entry point exports
 * stands under the headings of its source, its comments that are a line each, in their order. In a guide `name()` leads
 * to the page of that function.
 */
export function load(app) {
  const headings = entryPoints.map(({ source }) => headingsOf(source));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const functions = new Map();
    project.getChildrenByKind(ReflectionKind.Module).forEach((module, i) => {
      module.name = entryPoints[i].name;
      for (const child of module.children) {
        const heading = headings[i].get(child.name);
        if (heading) commentOf(child).blockTags.push(new CommentTag('@category', [{ kind: 'text', text: heading }]));
        if (child.kindOf(ReflectionKind.Function)) functions.set(`\`${child.name}()\``, child);
      }
    });
    for (const guide of project.documents) guide.content = guide.content.map((part) => linked(part, functions, guide));
  });
  app.on('bootstrapEnd', () => {
    app.options.setValue('categoryOrder', ['Guides', ...headings.flatMap((each) => [...each.values()]), '*']);
  });
}

function linked(part, functions, guide) {
  if (part.kind !== 'code' || !/^`\w+\(\)`$/.test(part.text)) return part;
  const target = functions.get(part.text);
  if (target === undefined) throw new Error(`${guide.name}: ${part.text} must be exported, got no such function`);
  return { kind: 'inline-tag', tag: '@linkcode', text: `${target.name}()`, target };
}

/** The comment in which typedoc looks for categories: a function has it at its signature. */
function commentOf(reflection) {
  const holder = reflection.signatures?.[0] ?? reflection;
  return (holder.comment ??= new Comment());
}

/** The heading under which each name is exported. */
function headingsOf(path) {
  const text = readFileSync(path, 'utf8');
  const headings = new Map();
  let heading = '';
  for (const statement of ts.createSourceFile(basename(path), text, ts.ScriptTarget.Latest).statements) {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? []) {
      const [, words] = /^\/\/ (.*)$/.exec(text.slice(pos, end)) ?? [];
      if (words !== undefined) heading = words[0].toUpperCase() + words.slice(1);
    }
    for (const { name } of statement.exportClause?.elements ?? []) headings.set(name.text, heading);
  }
  return headings;
}
