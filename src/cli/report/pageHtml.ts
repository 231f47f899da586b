import type { ReportTexts } from '../../report/columns.js';
import { pageFrame } from './pageFrame.js';

export interface PageParts {
  readonly title: string;
  /** Rendered: what is read where scripts are off. */
  readonly body: string;
  readonly texts: ReportTexts;
}

/** A report as one HTML file that needs nothing else. */
export function pageHtml({ title, body, texts }: PageParts): Promise<string> {
  return pageFrame({
    ...{ title, body, script: 'report.js', allowed: ["trusted-types 'none'"] },
    data: `<script type="application/json" id="report">${texts.header.replaceAll('<', '\\u003c')}</script>
<script type="text/plain" id="columns">${texts.columns}</script>
`,
  });
}
