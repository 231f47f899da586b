import { readFileSync } from 'node:fs';

/**
 * `npm publish` runs this first. There is no public repository yet: package.json points at addresses under .invalid, a
 * domain that never leads anywhere (RFC 2606), and must not be published with them.
 */
const { homepage, repository, bugs } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const missing = Object.entries({ homepage, repository: repository.url, bugs: bugs.url }).filter(([, url]) =>
  new URL(url.replace(/^git\+/, '')).hostname.endsWith('.invalid'),
);
if (missing.length > 0) {
  const found = missing.map(([field, url]) => `${field} ${url}`).join(', ');
  console.error(
    `package.json: must name where Couplet lives before it is published, got ${found} - put the real addresses`,
  );
  process.exit(1);
}
