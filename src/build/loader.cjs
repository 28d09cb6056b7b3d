#!/usr/bin/env node
const umask = process.umask(0o077);
const { readFileSync } = require('node:fs');
const { Script, constants } = require('node:vm');

const builds = '@BUILDS@';
const [, , verb = ''] = process.argv;
const build = verb !== 'all' && Object.hasOwn(builds, verb) ? verb : 'all';
const { id, cacheBytes } = builds[build];
const filename = `${__dirname}/pine-env.${build === 'all' ? '' : `${build}.`}bundle.cjs`;
const source = readFileSync(filename, 'latin1');

/** V8 compares no more than version, flags and source length, so whose cache it is we must know ourselves. */
function codeCache() {
  if (!source.startsWith(`/*${id}*/`)) return undefined;
  const { versions, arch, platform } = process;
  const name = `pine-env.${id}.${versions.v8}-${platform}-${arch}.${build}.cache`;
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
script.runInThisContext()(exports, require, module, filename, __dirname, umask);
