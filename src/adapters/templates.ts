import { join, relative, sep } from 'node:path';
import fsExtra from 'fs-extra';
import type { Template, Templates } from '../ports.ts';

/** The shipped files below a directory that looks like a root: profiles, schemas, examples, units. */
export function templatesIn(directory: string): Templates {
  return {
    all: () =>
      ['profiles', 'Deployment']
        .map((part) => join(directory, part))
        .filter((part) => fsExtra.pathExistsSync(part))
        .flatMap((part) => filesBelow(part))
        .filter((path) => isShipped(relative(directory, path)))
        .map((path) => template(directory, path)),
  };
}

function filesBelow(directory: string): readonly string[] {
  return fsExtra
    .readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

/** In a checkout that is itself in use, real env files and state lie beside what is shipped. */
function isShipped(path: string): boolean {
  const parts = path.split(sep);
  // Programs for this checkout mean nothing in another root.
  if (parts[1] === 'state' || path.endsWith('.mjs')) return false;
  // A page of this registry would be out of date in any other root: each renders its own.
  if (path.endsWith(join('docs', 'runbook.md'))) return false;
  return parts[1] !== 'env' || path.endsWith('.env.example');
}

function template(directory: string, path: string): Template {
  const name = relative(directory, path).split(sep).join('/');
  return { path: name, bytes: new Uint8Array(fsExtra.readFileSync(path)) };
}
