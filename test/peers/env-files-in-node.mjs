// Reads a JSON list of paths from stdin; answers with what Node takes from each file into an
// environment that is empty before, in order. loadEnvFile is what --env-file does, later.
import { readFileSync } from 'node:fs';

function taken(path) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  process.loadEnvFile(path);
  return Object.entries(process.env);
}

const paths = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(paths.map(taken)));
