import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fsExtra from 'fs-extra';
import { bundle } from './bundle.mjs';
import { writeManual } from './manual.mjs';
import { replaceShellFiles } from './shells.mjs';
import { replaceTemplates } from './templates.mjs';

/** Verbs that a worker's start waits for: a script of their own is read sooner than one of all verbs. */
const verbsAlone = ['gate'];

/**
 * Writes the program into `out`: bundles, code caches, loader, templates, the shells' files, man page. Each file appears whole; the loader
 * comes last, and knows by id which bundle and cache are its own, so a half-done build runs without a cache.
 */
export async function buildProgram(checkout, entry, out) {
  fsExtra.ensureDirSync(out);
  replaceTemplates(checkout, join(out, 'templates'));
  await replaceShellFiles(checkout, join(out, 'shells'));
  await writeManual(checkout, out);
  const room = join(out, `.warm-up-${randomBytes(6).toString('hex')}`);
  try {
    fsExtra.ensureDirSync(join(room, 'root'), 0o700);
    const builds = {};
    // In this order: the first makes the root on which the others warm up.
    for (const verb of ['all', ...verbsAlone]) {
      builds[verb] = await buildScript(checkout, entry, out, room, verb);
    }
    writeWhole(join(out, 'pine-env.cjs'), loader(checkout, builds), 0o755);
    removeOldCaches(out, Object.values(builds));
    return { bundleBytes: builds.all.bundleBytes, cacheBytes: builds.all.cacheBytes };
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

async function buildScript(checkout, entry, out, room, verb) {
  const { id, source } = await bundle(checkout, entry, verb);
  const bundleFile = join(out, `pine-env.${verb === 'all' ? '' : `${verb}.`}bundle.cjs`);
  writeWhole(bundleFile, source, 0o644);
  const { v8 } = process.versions;
  const cacheName = `pine-env.${id}.${v8}-${process.platform}-${process.arch}.${verb}.cache`;
  const cache = codeCache(checkout, bundleFile, room, verb);
  writeWhole(join(out, cacheName), cache, 0o644);
  return { id, bundleBytes: source.length, cacheBytes: cache.length, cacheName };
}

function loader(checkout, builds) {
  const template = readFileSync(join(checkout, 'src/build/loader.cjs'), 'utf8');
  const known = Object.entries(builds).map(([verb, { id, cacheBytes }]) => [
    verb,
    { id, cacheBytes },
  ]);
  return template.replace("'@BUILDS@'", JSON.stringify(Object.fromEntries(known)));
}

function writeWhole(path, content, mode) {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(temporary, content, { mode, flag: 'wx' });
  fsExtra.chmodSync(temporary, mode);
  renameSync(temporary, path);
}

/** What V8 compiled while typical command lines ran, in a session without a terminal, on a root that is thrown away. */
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
function removeOldCaches(out, builds) {
  const current = builds.map(({ cacheName }) => cacheName);
  for (const name of readdirSync(out)) {
    if (name.endsWith('.cache') && !current.includes(name))
      rmSync(join(out, name), { force: true });
  }
}
