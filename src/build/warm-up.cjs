// Build time only: warm-up.cjs BUNDLE CACHE ROOT VERB. Runs typical verbs (or one, with `all` for VERB) on a
// throw-away root, then keeps what V8 compiled.
const childProcess = require('node:child_process');
const { EventEmitter } = require('node:events');
const { readFileSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script, constants } = require('node:vm');

const [filename, cacheFile, root, only] = process.argv.slice(2);
const umask = process.umask();
const lines = [
  ['init', '--demo'],
  ['status'],
  ['use', 'paper', '--json'],
  ['use', 'paper'],
  ['status', '--json'],
  ['use', 'live'],
  ['keys'],
  ['keys', 'TRADERSPOST_WEBHOOK_URL'],
  ['list'],
  ['check'],
  ['history'],
  ['run', 'paper', '--', 'true'],
  ['--help'],
];
const linesAlone = { gate: [['gate'], ['gate', '--', 'true'], ['gate', '--', '/bin/false']] };
const verbs = linesAlone[only] ?? lines;

// Without this the collector throws away functions that ran once; the flag must be back before the cache is made.
setFlagsFromString('--no-flush-bytecode');
const script = new Script(readFileSync(filename, 'latin1'), {
  filename,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});

// A build leaves no line in the system log.
const spawn = childProcess.spawn;
childProcess.spawn = (program, ...rest) =>
  /\blogger$/.test(program)
    ? Object.assign(new EventEmitter(), { unref: () => undefined })
    : spawn(program, ...rest);

function start(argv) {
  const [verb, ...rest] = argv;
  process.argv = [process.execPath, filename, verb, '--root', root, ...rest];
  const own = { exports: {} };
  script.runInThisContext()(own.exports, require, own, filename, dirname(filename), umask);
}

function finish() {
  setFlagsFromString('--flush-bytecode');
  writeFileSync(cacheFile, script.createCachedData());
  process.exitCode = 0;
}

// A verb has ended when nothing is left to wait for; what it makes of a half-built tree is no concern here.
process.on('uncaughtException', () => undefined);
process.exit = () => {
  throw new Error('a verb called process.exit');
};
process.on('beforeExit', next);
// To become another program would be the end of the warm-up.
process.execve = undefined;

function next() {
  const verb = verbs.shift();
  if (verb !== undefined) return setImmediate(start, verb);
  process.removeListener('beforeExit', next);
  return finish();
}
