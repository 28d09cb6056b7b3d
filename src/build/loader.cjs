#!/usr/bin/env node
const umask = process.umask(0o077);
const { readFileSync } = require('node:fs');
const { Script, constants } = require('node:vm');

const build = '@BUILD@';
const cacheBytes = '@CACHE_BYTES@';
const filename = `${__dirname}/pine-env.bundle.cjs`;
const source = readFileSync(filename, 'latin1');

/** V8 compares no more than version, flags and source length, so whose cache it is we must know ourselves. */
function codeCache() {
  if (!source.startsWith(`/*${build}*/`)) return undefined;
  const { versions, arch, platform, argv } = process;
  const word = argv.slice(2).find((one) => !one.startsWith('-')) ?? '';
  const verb = Object.hasOwn(cacheBytes, word) ? word : 'all';
  const name = `pine-env.${build}.${versions.v8}-${platform}-${arch}.${verb}.cache`;
  try {
    const bytes = readFileSync(`${__dirname}/${name}`);
    return bytes.length === cacheBytes[verb] ? bytes : undefined;
  } catch {
    return undefined;
  }
}

const script = new Script(source, {
  filename,
  cachedData: codeCache(),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
script.runInThisContext()(exports, require, module, filename, __dirname, umask);
