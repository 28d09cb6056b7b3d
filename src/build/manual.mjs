import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import fsExtra from 'fs-extra';
import { importBundled } from './import-bundled.mjs';

/** Writes `man/pine-env.1` beside the program, from the verbs' own definitions (`manual()` of src/manual.ts). */
export async function writeManual(checkout, out) {
  const { manual } = await importBundled(checkout, 'src/manual.ts');
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const page = join(out, 'man', 'pine-env.1');
  const fresh = `${page}.${randomBytes(6).toString('hex')}.tmp`;
  fsExtra.outputFileSync(fresh, await manual(version), { mode: 0o644 });
  renameSync(fresh, page);
}
