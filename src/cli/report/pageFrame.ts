import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../files/packageVersion.js';

/** What makes one page differ from another. */
export interface PageFrame {
  readonly title: string;
  /** Rendered: what is read where scripts are off. */
  readonly body: string;
  /** Markup of blocks of data, which no policy of scripts concerns. */
  readonly data?: string;
  /** The built script, as `report.js`. */
  readonly script: string;
  /** What the policy of the page allows beyond the script and the style that it holds, as `worker-src blob:`. */
  readonly allowed: readonly string[];
}

/**
 * A page as one HTML file that needs nothing else: its policy lets nothing be loaded, and nothing run but the script
 * whose hash it holds.
 */
export async function pageFrame({ title, body, data = '', script: name, allowed }: PageFrame): Promise<string> {
  const [script, style] = await Promise.all([name, 'page.css'].map((file) => built(file)));
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    ...allowed,
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
${data}<script>${script}</script>
</body>
</html>
`;
}

/** What the build bundled for browsers. */
function built(name: string): Promise<string> {
  return readFile(join(packageFolder(), 'dist', 'page', name), 'utf8');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
