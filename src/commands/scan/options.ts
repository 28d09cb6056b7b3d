import type { Given, Option } from '../command.ts';

/** The options of `scan` that say what is scanned and how it is told. */
export const scanOptions: Readonly<Record<string, Option>> = {
  staged: { type: 'boolean', describe: 'what the next commit would change, as the index holds it' },
  history: {
    type: 'boolean',
    describe: 'every object of the repository, and the names of its refs and files',
  },
  since: {
    type: 'string',
    value: 'REV',
    describe: 'what HEAD reaches and REV does not',
    needs: { what: 'a revision', like: 'origin/main' },
  },
  until: {
    type: 'array',
    value: 'REV',
    describe: 'with --since: what this reaches instead of HEAD; may be given several times',
    needs: { what: 'a revision', like: 'HEAD' },
  },
  stdin: { type: 'boolean', describe: 'what is piped in' },
  log: {
    type: 'array',
    value: 'FILE',
    describe: 'log files, also packed ones, and archives; every further word is one too',
    needs: { what: 'a file', like: '/var/log/pine/worker.log' },
  },
  journal: {
    type: 'string',
    value: 'UNIT',
    describe: 'what journald keeps of a unit',
    needs: { what: 'a unit', like: 'pine-runner.service' },
  },
  'shell-history': {
    type: 'boolean',
    describe: 'the history files of shells and clients, yours or of the home directories named',
  },
  'env-of': { type: 'number', value: 'PID', describe: 'the environment of a process' },
  sarif: { type: 'boolean', describe: 'SARIF 2.1.0 on stdout instead of the report' },
  baseline: {
    type: 'string',
    value: 'FILE',
    describe: 'the leaks that are lived with; else .pine-env-baseline.json at the top of the tree',
  },
  'write-baseline': {
    type: 'boolean',
    describe: 'record there what is found, but for our own live keys',
  },
};

/** The options of `scan` that are about hooks. */
export const hookOptions: Readonly<Record<string, Option>> = {
  'install-hook': {
    type: 'boolean',
    describe: 'scan before every commit and push of this repository',
  },
  'remove-hook': { type: 'boolean', describe: 'take those hooks away again' },
  'shared-hooks': {
    type: 'boolean',
    describe: 'with --install-hook: also where other repositories use the same hooks',
  },
};

/** True when the words ask for hooks and not for a scan. */
export function asksForHook(given: Given): boolean {
  return Object.keys(hookOptions).some((name) => given.flag(name));
}
