import ts from 'typescript';
import type { Example } from './examplesIn.js';

/** Paths to import from; undefined for what is of the language, and for packages that are installed. */
export interface Sources {
  /** Of a name that an example uses without importing it. */
  readonly ofName: (name: string) => string | undefined;
  readonly ofPackage: (specifier: string) => string | undefined;
}

/**
 * A module that exports what runs each example, as functions of `ExampleTools`, in their order.
 *
 * The convention: an expression followed on its last line by a comment states its value there, as an expression of the
 * language: `// 0.5`, `// { lower: [1, 0], upper: [1, 0] }`, with typed arrays as arrays. `1.6448...` are the first
 * digits of a number, `{ mean: 2, ... }` some of the fields of an object. A comment on a line of its own is prose.
 * Names are those of the package.
 *
 * @throws Error for a comment that states a value of what has none
 */
export function exampleModule(examples: readonly Example[], sources: Sources): string {
  const imports = new Set<string>();
  const functions = examples.map((example) => {
    const file = ts.createSourceFile('example.ts', example.code, ts.ScriptTarget.ESNext, true);
    for (const name of freeNames(file)) {
      const from = sources.ofName(name);
      if (from !== undefined) imports.add(`import { ${name} } from ${JSON.stringify(from)};`);
    }
    for (const statement of file.statements)
      if (ts.isImportDeclaration(statement)) imports.add(importAt(statement, file, sources));
    return `async ({ $check, $digits, $rest }) => {\n${bodyOf(file, example).join('\n')}\n}`;
  });
  return [...imports, `export const examples = [${functions.join(',\n')}];`].join('\n');
}

function bodyOf(file: ts.SourceFile, { line, code }: Example): string[] {
  return file.statements
    .filter((statement) => !ts.isImportDeclaration(statement))
    .map((statement) => {
      const stated = statedAfter(statement, code);
      const text = statement.getText(file);
      if (stated === undefined) return text.endsWith(';') ? text : `${text};`;
      const place = line + file.getLineAndCharacterOfPosition(statement.getStart(file)).line;
      if (!ts.isExpressionStatement(statement))
        throw new Error(`example, line ${place}: only an expression has a value to state, got ${text} // ${stated}`);
      const expression = statement.expression.getText(file);
      return `$check(${place}, ${expression}, ${expected(stated)}, ${JSON.stringify(text)});`;
    });
}

/** The text of the comment that ends the last line of a statement. */
function statedAfter(statement: ts.Statement, code: string): string | undefined {
  const range = ts.getTrailingCommentRanges(code, statement.end)?.at(0);
  return range && code.slice(range.pos + 2, range.end).trim();
}

/** A stated value as an expression of the module. */
function expected(stated: string): string {
  const text = stated.replace(/(-?\d+\.\d+)\.\.\./g, "$digits('$1')").replace(/\.\.\.(\s*\})/g, '...$rest$1');
  return `(${text})`;
}

function importAt(statement: ts.ImportDeclaration, file: ts.SourceFile, sources: Sources): string {
  const specifier = (statement.moduleSpecifier as ts.StringLiteral).text;
  const from = sources.ofPackage(specifier) ?? specifier;
  return `import ${statement.importClause!.getText(file)} from ${JSON.stringify(from)};`;
}

/** Names that a program uses and does not declare. */
function freeNames(file: ts.SourceFile): Set<string> {
  const names = { used: new Set<string>(), declared: new Set<string>() };
  const visit = (node: ts.Node): void => {
    const role = ts.isIdentifier(node) ? roleOf(node) : undefined;
    if (role) names[role].add((node as ts.Identifier).text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return new Set([...names.used].filter((name) => !names.declared.has(name)));
}

/** Undefined for a name of a property or of a type. */
function roleOf(name: ts.Identifier): 'used' | 'declared' | undefined {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name ? 'used' : undefined;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name ? 'used' : undefined;
  if (ts.isTypeReferenceNode(parent)) return undefined;
  if (ts.isBindingElement(parent) && parent.propertyName === name) return undefined;
  if (ts.isBindingElement(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === name ? 'used' : 'declared';
  return ts.isImportSpecifier(parent) || ts.isImportClause(parent) ? 'declared' : 'used';
}
