import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageHtml } from '../../src/cli/report/pageHtml.js';
import { Page } from '../../src/page/Page.js';
import { contentsOf } from '../../src/page/contentsOf.js';
import { writeReport } from '../../src/report/columns.js';
import type { Report } from '../../src/report/report.js';
import { MARKUP } from '../support/browser/hostile.js';
// Refuses a build that is older than the sources.
import '../support/program.js';
import { sepsisReport } from '../support/report/reports.js';

const page = new URL('../../dist/page/', import.meta.url);
const built = (name: string): string => readFileSync(new URL(name, page), 'utf8');
const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** With names that are markup wherever a report has a name. */
function renamed(report: Report): Report {
  const named = (text: string): string => `${MARKUP}${text}`;
  return {
    ...report,
    about: { ...report.about, logName: MARKUP, modelName: MARKUP, command: MARKUP },
    words: {
      noun: { one: MARKUP, many: MARKUP },
      states: report.words.states.map(named),
      actions: report.words.actions.map(named),
      outcomes: report.words.outcomes.map((words) => ({ ...words, was: named(words.was), share: named(words.share) })),
    },
    log: { ...report.log, episodeId: Array.from({ length: report.log.nEpisodes }, (_, e) => named(String(e))) },
    policies: report.policies.map((policy) => ({ ...policy, name: named(policy.name) })),
  };
}

describe('a page under its policy', () => {
  let report: Report;
  let body: string;
  let html: string;

  beforeAll(async () => {
    report = renamed(await sepsisReport());
    body = render(h(Page, { contents: await contentsOf(report) }));
    html = await pageHtml({ title: MARKUP, body, texts: writeReport(report), decision: JSON.stringify(MARKUP) });
  });

  it('runs the script and takes the style that it holds, and no other', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1].split('; ');
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => text);
    const styles = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => text);
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    expect(policy).toEqual([
      "default-src 'none'",
      `script-src ${sha256(scripts[0])}`,
      `style-src ${sha256(styles[0])}`,
      'font-src data:',
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });

  it('has no attribute that the policy refuses', () => {
    const tags = body.match(/<[a-z][^>]*>/gi)!;
    expect(tags.length).toBeGreaterThan(100);
    expect(tags.filter((tag) => /\s(style|on[a-z]+|srcdoc)=/i.test(tag))).toEqual([]);
  });

  it('names nothing that a browser would load', () => {
    const urls = [...body.matchAll(/\s(?:href|src|srcset|action|poster|data)="([^"]*)"/g)].map(([, url]) => url);
    expect(urls.filter((url) => !url.startsWith('#'))).toEqual([]);
    const ofStyle = [...built('page.css').matchAll(/url\(["']?([^:)]*:?)/g)].map(([, url]) => url);
    expect(new Set(ofStyle)).toEqual(new Set(['data:']));
    expect(built('page.css')).not.toMatch(/@import/);
  });

  it('is not ended, nor opened, by what its script or its data say', () => {
    for (const name of ['report.js', 'playground.js']) expect(built(name)).not.toMatch(/<!--|<\/?script/i);
    const [, header] = /<script type="application\/json" id="report">(.*)<\/script>/.exec(html)!;
    expect(header).not.toContain('<');
    expect(JSON.parse(header)).toMatchObject({ about: { logName: MARKUP } });
  });

  it('shows markup in names as the text that it is', () => {
    expect(body).toContain('&lt;/script>&lt;img src=x onerror=alert(1)>');
    expect(html.match(/<img/gi)).toBeNull();
  });
});
