#!/usr/bin/env node
process.umask(0o077);
const { readFileSync } = require('node:fs');
const { Script, constants } = require('node:vm');

const build = '@BUILD@';
const cacheBytes = Number('@CACHE_BYTES@');
const filename = `${__dirname}/pine-env.bundle.cjs`;
const source = readFileSync(filename, 'latin1');

/** V8 compares no more than version, flags and source length, so whose cache it is we must know ourselves. */
function codeCache() {
  if (!source.startsWith(`/*${build}*/`)) return undefined;
  const { versions, arch, platform } = process;
  const name = `pine-env.${build}.${versions.v8}-${platform}-${arch}.cache`;
  try {
    const bytes = readFileSync(`${__dirname}/${name}`);
    return bytes.length === cacheBytes ? bytes : undefined;
  } catch {
    return undefined;
  }
}

const script = new Script(source, {
  filename,
  cachedData: codeCache(),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
script.runInThisContext()(exports, require, module, filename, __dirname);
