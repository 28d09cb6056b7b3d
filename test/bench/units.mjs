import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What `status` costs on a host where so many worker units run, beside `node -e 0`, on a real systemd. */
export async function measureUnits(checkout, room, program, makeRoot, runs) {
  const { bootSystemd, noSystemd } = await bundled(checkout);
  if (noSystemd !== undefined) return [{ size: '40 units', what: `status (${noSystemd})` }];
  const shared = join(room, 'units');
  mkdirSync(shared, { mode: 0o755 });
  const root = makeRoot(program, join(shared, 'pine'), {});
  const machine = await bootSystemd({ shared: [shared] });
  try {
    await machine.must(process.execPath, [program, 'use', 'paper', '--root', root]);
    await startWorkers(machine, root, 40);
    return await measuredInside(machine, { checkout, shared, program, root, runs });
  } finally {
    await machine.stop();
  }
}

/** The test's own machine; its scripts must be found beside it, so it is bundled into its folder. */
async function bundled(checkout) {
  const outfile = join(checkout, 'test/systemd/.bench.cjs');
  const contents = "export * from './machine.ts'; export { noSystemd } from './missing.ts';";
  const made = await build({
    stdin: { contents, resolveDir: join(checkout, 'test/systemd'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
    define: { 'import.meta.url': '__url' },
    banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href;" },
  });
  const Module = createRequire(outfile)('node:module');
  const module = new Module(outfile);
  module.filename = outfile;
  module.paths = Module._nodeModulePaths(join(checkout, 'test/systemd'));
  module._compile(made.outputFiles[0].text, outfile);
  return module.exports;
}

async function startWorkers(machine, root, count) {
  const lines = [
    '[Service]',
    `EnvironmentFile=${root}/Deployment/env/pine-trader.env`,
    'ExecStart=/usr/bin/sleep 10000',
  ];
  machine.writeUnit('pine-worker@.service', `${lines.join('\n')}\n`);
  machine.writeUnit('pine-runner.service', `${lines.join('\n')}\n`);
  await machine.must('systemctl', ['daemon-reload']);
  const names = Array.from({ length: count }, (_, at) => `pine-worker@${at}.service`);
  await machine.must('systemctl', ['start', ...names]);
}

/** Timed inside, so that entering the machine costs nobody anything. */
async function measuredInside(machine, { checkout, shared, program, root, runs }) {
  const script = join(shared, 'measure.mjs');
  const contenders = [
    { args: ['-e', '0'], cwd: root },
    { args: [program, 'status', '--root', root], cwd: root },
    { args: [program, 'use', 'paper', '--root', root], cwd: root },
  ];
  const source = [
    `import { measure } from ${JSON.stringify(join(checkout, 'test/bench/measure.mjs'))};`,
    `console.log(JSON.stringify(measure(${JSON.stringify(contenders)}, ${runs})));`,
  ];
  writeFileSync(script, source.join('\n'));
  const medians = JSON.parse(await machine.must(process.execPath, [script]));
  return ['node -e 0', 'status', 'use paper (already there)'].map((what, at) => ({
    size: '40 units',
    what,
    ms: Math.round(medians[at] * 100) / 100,
    ratio: Math.round((100 * medians[at]) / medians[0]) / 100,
  }));
}
