import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../../src/ports.ts';
import { realDisk } from './a-host.ts';
import { envOf, linkAt } from './a-root.ts';

/**
 * A disk on which somebody goes to paper, once, right before or after the first rename to this name. By hand,
 * since a test cannot wait in there: what `use paper` does to a copy in place and to consent.
 */
export function goneToPaper(root: string, name: string, when: 'before' | 'after'): Disk {
  const paper = join(root, 'paper');
  copyFileSync(join(root, envOf('paper')), paper);
  let isGone = false;
  const goToPaper = () => {
    isGone = true;
    realDisk.rename(paper, join(root, linkAt()));
    realDisk.remove(join(root, 'Deployment/state/consent'));
  };
  const rename = (from: string, to: string) => {
    const isDue = to.endsWith(`/${name}`) && !isGone;
    if (isDue && when === 'before') goToPaper();
    realDisk.rename(from, to);
    if (isDue && when === 'after') goToPaper();
  };
  return { ...realDisk, rename };
}
