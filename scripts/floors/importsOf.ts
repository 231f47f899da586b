import ts from 'typescript';

/** One import or re-export of a file, or one import() with a fixed name. */
export interface Import {
  readonly specifier: string;
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
  /** An import(), which loads nothing before it is called. */
  readonly lazy: boolean;
  readonly line: number;
}

/** What a TypeScript file imports, in order. */
export function importsOf(path: string, text: string): Import[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
  const found: Import[] = [];
  const add = (name: ts.Node | undefined, typeOnly: boolean, lazy = false): void => {
    if (!name || !ts.isStringLiteralLike(name)) return;
    const { line } = file.getLineAndCharacterOfPosition(name.getStart(file));
    found.push({ specifier: name.text, typeOnly, lazy, line: line + 1 });
  };
  const visit = (node: ts.Node): void => {
    // Under verbatimModuleSyntax only a whole `import type` is erased: `import { type A }` still loads the file.
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
