import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Every file below a directory but env files, with its text; what was there before with the same text does not count. */
export function textsBelow(directory: string, before = new Map<string, string>()) {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (/\/Deployment\/env\/[^/]*\.env$/.test(path) || entry.isDirectory()) continue;
    const text = entry.isSymbolicLink()
      ? readlinkSync(path)
      : entry.isFile()
        ? readFileSync(path, 'latin1')
        : '';
    if (before.get(path) !== text) texts.set(path, text);
  }
  return texts;
}

/**
 * The lines of a strace log that may hold no secret: all but what is written into env files, and into those that
 * become one; nor what the command of a `run` does with its keys once it has begun.
 */
export function spokenCalls(log: string, command?: string): string {
  const lines = log.split('\n');
  const begins = lines.findIndex(
    (line) => command !== undefined && line.includes(`/${command}", ["`),
  );
  const whose = begins < 0 ? undefined : /^\d+ /.exec(lines[begins] ?? '')?.[0];
  const isOthers = (line: string, at: number) =>
    whose !== undefined && at > begins && line.startsWith(whose);
  const own =
    /^(?:\d+\s+)?p?writev?(?:64)?\(\d+<[^>]*\/Deployment\/env\/\.?[^/>]*\.env(?:\.[0-9a-f]{12}\.tmp)?>/;
  return lines.filter((line, at) => !own.test(line) && !isOthers(line, at)).join('\n');
}

const checkout = resolve(import.meta.dirname, '../../..');
/** As the providers document them, whosever they are. */
const shapes = /webhook\/[0-9a-f-]{36}\/[0-9a-f]{32}|\bdb-[A-Za-z0-9]{29}\b/;

/** Reports and snapshots of this repository that hold something of a key's shape. */
export function keysInRepository(): readonly string[] {
  const reports = filesIn(join(checkout, 'Deployment/reports'));
  const snapshots = filesIn(join(checkout, 'test')).filter((path) =>
    /__snapshots__|\.snap$/.test(path),
  );
  return [...reports, ...snapshots].filter((path) => shapes.test(readFileSync(path, 'utf8')));
}

function filesIn(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
