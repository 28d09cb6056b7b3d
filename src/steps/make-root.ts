import { layout, within } from '../domain/layout.ts';
import { readRegistry } from '../domain/registry-file.ts';
import {
  freshRegistryEdits,
  ignoreFiles,
  isForOwnRoot,
  type NamedOwner,
  type Ownership,
  ownerEdits,
  type Planned,
  plannedDirectories,
  plannedFile,
  topMode,
  withoutHost,
} from '../domain/root-plan.ts';
import { fail } from '../errors.ts';
import type { Host, Template } from '../ports.ts';
import { freshSalt } from './keep-consent.ts';
import { replaceFile } from './replace-file.ts';

/** What `init` made, and what was there already; paths relative to the root. */
export interface Made {
  readonly made: readonly string[];
  readonly kept: readonly string[];
}

/** Makes the tree of a root from the shipped templates. Never overwrites: what is there stays. */
export async function makeRoot(
  host: Host,
  root: string,
  ownership: Ownership,
  named: NamedOwner | undefined,
): Promise<Made> {
  const all = (await host.templates()).all();
  const wanted = ownership.isOwn === true ? all.filter(({ path }) => isForOwnRoot(path)) : all;
  const shipped = await finished(host, wanted, named, ownership.isOwn === true);
  const ignores = Object.entries(ignoreFiles).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
  const files = [...shipped, ...ignores];
  makeTop(host, root, ownership);
  const directories = plannedDirectories(
    ownership,
    files.map(({ path }) => path),
  );
  const results = [
    ...directories.map((planned) => makeDirectory(host, root, planned)),
    ...files.map((file) => makeFile(host, root, file, plannedFile(file.path, ownership))),
  ];
  return {
    made: results.filter(({ isNew }) => isNew).map(({ path }) => path),
    kept: results.filter(({ isNew }) => !isNew).map(({ path }) => path),
  };
}

/** Profiles get their owner, the registry a salt of its own. */
async function finished(
  host: Host,
  templates: readonly Template[],
  named: NamedOwner | undefined,
  isOwn: boolean,
): Promise<readonly Template[]> {
  const yaml = await host.configText();
  const edited = (template: Template): Template => {
    const text = new TextDecoder().decode(template.bytes);
    const edits = isRegistry(template)
      ? freshRegistryEdits(enrolledKeys(yaml.parse(text, template.path).value), freshSalt(host))
      : isProfile(template)
        ? [
            ...(named === undefined ? [] : ownerEdits(named)),
            ...(isOwn ? withoutHost(fieldsOf(yaml.parse(text, template.path).value)) : []),
          ]
        : [];
    if (edits.length === 0) return template;
    return { ...template, bytes: new TextEncoder().encode(yaml.edit(text, template.path, edits)) };
  };
  return templates.map(edited);
}

function isRegistry({ path }: Template): boolean {
  return path === layout.registry;
}

function isProfile({ path }: Template): boolean {
  return path !== layout.registry && /^profiles\/[^/]+\.yaml$/.test(path);
}

function enrolledKeys(value: unknown): readonly string[] {
  const read = readRegistry(value);
  if (read.kind === 'bad') return [];
  return [...read.value.keys.values()]
    .filter(({ environments }) => environments.size > 0)
    .map(({ name }) => name);
}

function fieldsOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function makeTop(host: Host, root: string, { runner, isOwn }: Ownership): void {
  const missing: string[] = [];
  for (let path = root; path !== '' && host.disk.look(path) === undefined; ) {
    missing.unshift(path);
    path = path.slice(0, path.lastIndexOf('/'));
  }
  for (const path of missing)
    host.disk.makeDirectory(path, { ...runner, mode: topMode({ isOwn }) });
}

interface Result {
  readonly path: string;
  readonly isNew: boolean;
}

function makeDirectory({ disk }: Host, root: string, planned: Planned): Result {
  const path = within(root, planned.path);
  const facts = disk.look(path);
  if (facts === undefined) {
    disk.makeDirectory(path, planned);
    return { path: `${planned.path}/`, isNew: true };
  }
  if (facts.kind !== 'directory') notADirectory(path);
  return { path: `${planned.path}/`, isNew: false };
}

function makeFile(host: Host, root: string, { path, bytes }: Template, planned: Planned): Result {
  if (host.disk.look(within(root, path)) !== undefined) return { path, isNew: false };
  const at = path.lastIndexOf('/');
  replaceFile(host, within(root, path.slice(0, at)), path.slice(at + 1), bytes, planned);
  return { path, isNew: true };
}

function notADirectory(path: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'not-a-directory',
    message: `${path} is in the way: it is no directory`,
    remedy: `look at it: ls -ld ${path}`,
    where: path,
  });
}
