import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { realDisk } from './a-host.ts';

const place = '/etc/systemd/system';

/** The real disk, but for the administrator's units: these files are all there are. */
export function diskWithUnits(files: Readonly<Record<string, string>>): Disk {
  const home = scratch();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, name, '..'), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  const at = (path: string) =>
    path === place || path.startsWith(`${place}/`) ? home + path.slice(place.length) : path;
  return {
    ...realDisk,
    look: (path) => realDisk.look(at(path)),
    lookThrough: (path) => realDisk.lookThrough(at(path)),
    readLink: (path) => realDisk.readLink(at(path)),
    realPath: (path) => realDisk.realPath(at(path)),
    open: (path) => realDisk.open(at(path)),
    list: (path) => realDisk.list(at(path)),
  };
}
