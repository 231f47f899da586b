import type { ReportTexts } from '../../report/columns.js';
import { pageFrame } from './pageFrame.js';

export interface PageParts {
  readonly title: string;
  /** Rendered: what is read where scripts are off. */
  readonly body: string;
  readonly texts: ReportTexts;
  /** JSON of the one decision of the patient that is shown first. */
  readonly decision: string;
}

/** A report as one HTML file that needs nothing else. */
export function pageHtml({ title, body, texts, decision }: PageParts): Promise<string> {
  return pageFrame({
    ...{ title, body, script: 'report.js', allowed: ["trusted-types 'none'"] },
    data: `${jsonBlock('report', texts.header)}${jsonBlock('decision', decision)}<script type="text/plain" id="columns">${texts.columns}</script>
`,
  });
}

/** Without what would end it. */
function jsonBlock(id: string, json: string): string {
  return `<script type="application/json" id="${id}">${json.replaceAll('<', '\\u003c')}</script>\n`;
}
