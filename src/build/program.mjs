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
  const { v8 } = process.versions;
  const cacheName = `pine-env.${id}.${v8}-${process.platform}-${process.arch}.cache`;
  const cache = codeCache(checkout, bundleFile, out);
  writeWhole(join(out, cacheName), cache, 0o644);
  writeWhole(join(out, 'pine-env.cjs'), loader(checkout, id, cache.length), 0o755);
  removeOldCaches(out, cacheName);
  return { bundleBytes: source.length, cacheBytes: cache.length };
}

function loader(checkout, id, cacheBytes) {
  const template = readFileSync(join(checkout, 'src/build/loader.cjs'), 'utf8');
  return template.replace('@BUILD@', id).replace('@CACHE_BYTES@', String(cacheBytes));
}

function writeWhole(path, content, mode) {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(temporary, content, { mode, flag: 'wx' });
  fsExtra.chmodSync(temporary, mode);
  renameSync(temporary, path);
}

/** What V8 compiled while typical verbs ran, in a session without a terminal, on a root that is thrown away. */
function codeCache(checkout, bundleFile, out) {
  const room = join(out, `.warm-up-${randomBytes(6).toString('hex')}`);
  const file = join(room, 'cache');
  try {
    fsExtra.ensureDirSync(join(room, 'root'), 0o700);
    const script = join(checkout, 'src/build/warm-up.cjs');
    const ran = spawnSync(process.execPath, [script, bundleFile, file, join(room, 'root')], {
      cwd: room,
      env: { PATH: process.env.PATH, HOME: room },
      detached: true,
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (!existsSync(file)) throw new Error(`the warm-up made no code cache: ${ran.stderr}`);
    return readFileSync(file);
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

/** Caches of earlier builds and of other versions of Node; nobody would read them. */
function removeOldCaches(out, current) {
  for (const name of readdirSync(out)) {
    if (name.endsWith('.cache') && name !== current) rmSync(join(out, name), { force: true });
  }
}
