import { randomBytes } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fsExtra from 'fs-extra';
import { importBundled } from './import-bundled.mjs';

/** The start-up files of the shells that `shell` opens; whoever may run the program may read them. */
export async function replaceShellFiles(checkout, target) {
  const { shellFiles } = await importBundled(checkout, 'src/domain/shells/index.ts');
  const fresh = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  for (const [path, text] of Object.entries(shellFiles())) {
    fsExtra.outputFileSync(join(fresh, path), text, { mode: 0o644 });
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
}
