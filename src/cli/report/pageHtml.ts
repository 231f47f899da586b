import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ReportTexts } from '../../report/columns.js';

/** Where the build puts what the browser runs: beside the compiled sources. */
const BUILT = new URL('../../../page/', import.meta.url);

export interface PageParts {
  readonly title: string;
  /** Rendered: what is read where scripts are off. */
  readonly body: string;
  readonly texts: ReportTexts;
}

/**
 * A report as one HTML file that needs nothing else: its policy lets nothing be loaded, and nothing run but the script
 * whose hash it holds.
 */
export async function pageHtml({ title, body, texts }: PageParts): Promise<string> {
  const [script, style] = await Promise.all(['report.js', 'page.css'].map((name) => built(name)));
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="app">${body}</div>
<script type="application/json" id="report">${texts.header.replaceAll('<', '\\u003c')}</script>
<script type="text/plain" id="columns">${texts.columns}</script>
<script>${script}</script>
</body>
</html>
`;
}

function built(name: string): Promise<string> {
  return readFile(fileURLToPath(new URL(name, BUILT)), 'utf8');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
