import { largestOwnYaml } from '../domain/limits.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';

/** The lines of a text file that was named on the command line; undefined when there is none. */
export function readPage({ disk, machine }: Host, name: string): readonly string[] | undefined {
  const path = name.startsWith('/') ? name : `${machine.workingDirectory}/${name}`;
  const file = disk.open(path);
  if (file === undefined) return undefined;
  try {
    if (file.facts.kind !== 'file') return noPage(name);
    const text = new TextDecoder().decode(file.read(largestOwnYaml));
    return text.replace(/\r?\n$/, '').split(/\r?\n/);
  } finally {
    file.close();
  }
}

function noPage(name: string): never {
  return fail({
    kind: 'usage',
    rule: 'not-a-page',
    message: 'that is no file that could be a page',
    remedy: 'name the page: pine-env keys --runbook --check docs/runbook.md',
    where: name,
  });
}
