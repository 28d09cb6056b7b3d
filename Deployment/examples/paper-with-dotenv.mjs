// A program that takes its keys from the paper profile with dotenv, or does not start. Nothing that is checked in changes:
// no .env file, no path in the code. Needs pine-env in PATH, and dotenv: npm install dotenv
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import dotenv from 'dotenv';

const here = dirname(fileURLToPath(import.meta.url));
const root = process.env.PINE_ENV_ROOT ?? dirname(dirname(here));
const file = join(root, 'Deployment/env/pine-trader.paper.env');

/** Loads the keys of paper into the environment; throws where they are not paper's, or others would win. */
function loadPaper() {
  const under = process.env.PINE_ENV_PROFILE ?? 'paper';
  if (under !== 'paper') throw new Error(`started under the profile ${under}, not under paper`);

  const asked = spawnSync('pine-env', ['check', 'paper', '--quiet', '--root', root]);
  if (asked.status !== 0) {
    const why = asked.error?.code ?? `exit ${asked.status}`;
    throw new Error(`paper is not sound (${why}); see: pine-env check paper --root ${root}`);
  }

  const values = dotenv.parse(readFileSync(file));
  // The trap: dotenv leaves a variable alone that is set already, so an old live key would stay, and be used.
  const others = Object.keys(values).filter(
    (name) => process.env[name] !== undefined && process.env[name] !== values[name],
  );
  if (others.length > 0) {
    throw new Error(`set already, and not to paper's value: ${others.join(' ')}; unset them`);
  }
  dotenv.populate(process.env, values);
  return Object.keys(values);
}

try {
  const names = loadPaper();
  console.log(`on paper: ${names.join(' ')}`);
} catch (error) {
  console.error(`NOT STARTED: ${error.message}`);
  process.exitCode = 1;
}
