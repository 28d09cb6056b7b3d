import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { runbookOf } from '../../src/domain/runbook/runbook.ts';
import { runbookHtml } from '../../src/render/runbook-html.ts';
import { aRegistry, soundEnrolments } from '../domain/a-registry.ts';
import { aProfile } from '../domain/a-world.ts';
import { scratch } from '../scratch.ts';

const chromium = '/usr/bin/chromium';
const noBrowser = existsSync(chromium) ? undefined : 'skipped: needs chromium';
const run = promisify(execFile);

const profiles = [aProfile('live'), aProfile('paper')];
const page = runbookHtml(runbookOf(aRegistry(soundEnrolments), profiles)).join('\n');
const at = { home: '', file: '' };

beforeAll(() => {
  at.home = scratch();
  at.file = join(at.home, 'runbook.html');
  writeFileSync(at.file, page);
});

test('the page loads nothing, and links to nothing', () => {
  expect(page).not.toMatch(/https?:|\ssrc=|\shref=|url\(|@import/);
  expect(page).toContain("default-src 'none'");
});

/** Opens the page in a browser of its own. */
async function browse(hash: string, ...what: readonly string[]): Promise<string> {
  const home = join(at.home, 'browser');
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${home}`];
  const args = [...quiet, ...what, `file://${at.file}${hash}`];
  const env = { PATH: '/usr/bin:/bin', HOME: at.home };
  return (await run(chromium, args, { env, maxBuffer: 1e8, timeout: 60_000 })).stdout;
}

const sectionsIn = (dom: string) =>
  [...dom.matchAll(/<section id="([^"]+)"( hidden="")?>/g)].map(([, id, hidden]) => ({
    id,
    shown: hidden === undefined,
  }));

describe.skipIf(noBrowser)(`in a browser ${noBrowser ?? ''}`, () => {
  test('every section stands there, and the search finds a key in all that it is named in', async () => {
    expect(sectionsIn(await browse('', '--dump-dom')).every(({ shown }) => shown)).toBe(true);
    const found = sectionsIn(await browse('#find=discord%20paper', '--dump-dom'));
    expect(found.filter(({ shown }) => shown).map(({ id }) => id)).toEqual([
      'Keys-in-force',
      'Whom-to-call',
      'DISCORD-WEBHOOK-URL',
    ]);
  }, 120_000);

  test('it prints whole, also while something is searched for', async () => {
    const pages = async (hash: string) => {
      const pdf = join(at.home, 'page.pdf');
      await browse(hash, '--no-pdf-header-footer', `--print-to-pdf=${pdf}`);
      return readFileSync(pdf, 'latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    };
    const whole = await pages('');
    expect(whole).toBeGreaterThan(1);
    expect(await pages('#find=discord')).toBe(whole);
  }, 120_000);
});
