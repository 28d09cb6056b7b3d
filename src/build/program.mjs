import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fsExtra from 'fs-extra';
import { bundle } from './bundle.mjs';
import { replaceTemplates } from './templates.mjs';

/**
 * Writes the program into `out`: bundle, code cache, loader, templates. Each file appears whole; the loader
 * comes last, and knows by id which bundle and cache are its own, so a half-done build runs without a cache.
 */
export async function buildProgram(checkout, entry, out) {
  const { id, source } = await bundle(checkout, entry);
  const bundleFile = join(out, 'pine-env.bundle.cjs');
  fsExtra.ensureDirSync(out);
  writeWhole(bundleFile, source, 0o644);
  replaceTemplates(checkout, join(out, 'templates'));
  const caches = codeCaches(checkout, bundleFile, out);
  const nameOf = (verb) => `pine-env.${id}.${platform}.${verb}.cache`;
  for (const [verb, cache] of caches) writeWhole(join(out, nameOf(verb)), cache, 0o644);
  const sizes = Object.fromEntries([...caches].map(([verb, { length }]) => [verb, length]));
  writeWhole(join(out, 'pine-env.cjs'), loader(checkout, id, sizes), 0o755);
  removeOldCaches(out, [...caches.keys()].map(nameOf));
  return { bundleBytes: source.length, cacheBytes: sizes.all };
}

const platform = `${process.versions.v8}-${process.platform}-${process.arch}`;

function loader(checkout, id, sizes) {
  const template = readFileSync(join(checkout, 'src/build/loader.cjs'), 'utf8');
  return template.replace('@BUILD@', id).replace("'@CACHE_BYTES@'", JSON.stringify(sizes));
}

function writeWhole(path, content, mode) {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(temporary, content, { mode, flag: 'wx' });
  fsExtra.chmodSync(temporary, mode);
  renameSync(temporary, path);
}

/** Verbs that somebody waits for at every start of a worker: a cache of what they need alone is read sooner. */
const verbsAlone = ['gate'];

/** What V8 compiled while typical verbs ran, in sessions without a terminal, on a root that is thrown away. */
function codeCaches(checkout, bundleFile, out) {
  const room = join(out, `.warm-up-${randomBytes(6).toString('hex')}`);
  try {
    fsExtra.ensureDirSync(join(room, 'root'), 0o700);
    // In this order: the first makes the root.
    const verbs = ['all', ...verbsAlone];
    return new Map(verbs.map((verb) => [verb, codeCache(checkout, bundleFile, room, verb)]));
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

function codeCache(checkout, bundleFile, room, verb) {
  const file = join(room, `${verb}.cache`);
  const script = join(checkout, 'src/build/warm-up.cjs');
  const root = join(room, 'root');
  const ran = spawnSync(process.execPath, [script, bundleFile, file, root, verb], {
    cwd: room,
    env: { ...paperKeys(root), PATH: process.env.PATH, HOME: room },
    detached: true,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (!existsSync(file)) throw new Error(`the warm-up made no code cache: ${ran.stderr}`);
  return readFileSync(file);
}

/** What a worker of the made-up root would inherit; nothing before there is one. */
function paperKeys(root) {
  const file = join(root, 'Deployment/env/pine-trader.paper.env');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
  );
}

/** Caches of earlier builds and of other versions of Node; nobody would read them. */
function removeOldCaches(out, current) {
  for (const name of readdirSync(out)) {
    if (name.endsWith('.cache') && !current.includes(name))
      rmSync(join(out, name), { force: true });
  }
}
