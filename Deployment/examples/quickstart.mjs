// npm run quickstart: a sandbox root with made-up keys, and the program shown in it.
// Leaves with 0 only when every command left with the code that is printed beside it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clearAway, placeForSandbox } from './sandbox-place.mjs';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = join(checkout, 'dist', 'pine-env.cjs');
const alias = `alias pine-env=${quoted(`node ${quoted(program)}`)}`;

/** A step of the show: what is typed, what it must leave with, and what that code means. */
const steps = ({ root, owner, isSafe }) => [
  { typed: ['init', '--demo', '--quiet', ...owner], root, code: 0, means: 'done' },
  { typed: ['status'], root, code: 1, means: 'the answer is no: nothing is linked yet' },
  { typed: ['use', 'paper'], root, code: 0, means: 'done' },
  { typed: ['use', 'live'], root, code: 3, means: 'refused; paper is still linked' },
  {
    typed: ['status', '--expect', 'paper'],
    root,
    code: isSafe ? 0 : 1,
    means: isSafe ? 'yes: paper is linked, and it is sound' : 'not sound, because of the place',
  },
];

function main() {
  if (!existsSync(program)) return stop(`${program} is not there; build it: npm run build`);
  const place = placeForSandbox(checkout);
  const cleared = clearAway(place.path);
  if (cleared === 'in the way') {
    return stop(
      `${place.path} is in the way: it is not a sandbox that this made.\n` +
        `Look at it, then move it away: mv ${quoted(place.path)} ${quoted(`${place.path}.old`)}`,
    );
  }
  say(`# A sandbox with made-up keys in ${place.path}`);
  if (cleared === 'cleared') say('# (the one of an earlier run was taken away and is made anew)');
  if (!place.isSafe) say(`# ${place.why}: every status will say so and leave with 1`);
  say(`\n$ ${alias}`);
  const said = { root: place.path, owner: ownerUnderSudo(), isSafe: place.isSafe };
  return steps(said).every(show) ? farewell(place.path) : 1;
}

/** Under sudo `init` wants to be told whose the files are; in a sandbox they are root's. */
function ownerUnderSudo() {
  return process.getuid?.() === 0 && process.env.SUDO_USER ? ['--owner', '0:0'] : [];
}

/** Runs one step away from any terminal, so that nobody is there to ask. */
function show({ typed, root, code, means }) {
  const words = [...typed, '--root', root];
  say(`\n$ pine-env ${words.map(quoted).join(' ')}`);
  const ran = spawnSync(process.execPath, [program, ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const left = ran.status ?? ran.signal ?? ran.error?.message;
  say(`# exit ${left}${left === code ? `: ${means}` : `, but it should have been ${code}`}`);
  return left === code;
}

function farewell(root) {
  say('\nTo go on in this sandbox, paste this line; then every line above can be typed:');
  say(`    ${alias}`);
  say('Then, to see what going live asks of a person (the keys are made up, nothing trades):');
  say(`    pine-env use live --root ${quoted(root)}`);
  return 0;
}

/** A word as a shell takes it. */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function stop(message) {
  process.stderr.write(`quickstart: ${message}\n`);
  return 1;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

process.exitCode = main();
